"""A prompt whose English has a term says it with the agreed word of its language."""

from pathlib import Path

import pytest

from prompts.catalogue import CATALOGUES, SOURCE_LANGUAGE, Catalogues, load_catalogues
from prompts.glossary import (
    GLOSSARIES,
    broken_glossaries,
    load_glossary,
    missing_terms,
    occurrences,
    other_words,
    says,
)

ENGLISH = 'victim = ["victim"]\npolice = ["police"]\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "en.toml").write_text(ENGLISH, "utf-8")
    (tmp_path / "nl.toml").write_text('victim = ["slachtoffer"]\npolice = ["politie"]\n', "utf-8")
    return tmp_path


def test_another_word_than_agreed_is_named_with_what_to_do(folder: Path) -> None:
    [found] = missing_terms(
        "nl", "Victims can call the police.", "Gedupeerden bellen de politie.", folder
    )
    assert found.startswith("does not say 'victim' as agreed (slachtoffer)")
    assert "glossary/nl.toml" in found


def test_every_form_of_an_agreed_word_will_do(folder: Path) -> None:
    assert missing_terms("nl", "Victims.", "De Slachtoffers.", folder) == []


def test_a_language_without_a_glossary_is_left_alone(folder: Path) -> None:
    assert missing_terms("fr", "Victims.", "Les personnes.", folder) == []


def test_a_placeholder_is_no_word() -> None:
    assert not says("Dial {police}.", ("police",))
    assert says("Dial {police}, the police.", ("police",))


def test_a_word_inside_a_word_counts_only_where_that_is_said() -> None:
    assert not says("stophumantrafficking.be", ("trafficking",))
    assert says("بالشرطة", ("-شرطة",))
    assert occurrences("druk op {key}, druk op {key}", ("druk op",)) == 2


BROKEN = {
    b"victim = [": "it is not TOML",
    b'victim = ["\xff"]': "it is not UTF-8",
    b'victim = "slachtoffer"': "'victim' must be a list of words",
    b"victim = [3]": "'victim' must be a list of words",
    b"[victim]": "'victim' must be a list of words",
}


@pytest.mark.parametrize(("content", "told"), BROKEN.items())
def test_a_glossary_that_cannot_be_read_is_named_and_stops_nothing(
    content: bytes, told: str, folder: Path, small_catalogues: Catalogues
) -> None:
    (folder / "nl.toml").write_bytes(content)
    assert load_glossary("nl", folder) == {}
    assert missing_terms("nl", "Victims.", "De mensen.", folder) == []
    [(file, entry, message)] = broken_glossaries(folder)
    assert (file, entry) == ("glossary/nl.toml", "(the whole file)")
    assert message.startswith(f"no word of it is looked for, since it cannot be read: {told}")
    assert (file, entry, message) in list(other_words(small_catalogues, folder))


def test_a_byte_order_mark_and_other_forms_of_a_letter_do_no_harm(folder: Path) -> None:
    (folder / "nl.toml").write_bytes('victim = ["geëerde"]'.encode("utf-8-sig"))
    assert missing_terms("nl", "Victims.", "De geëerde.", folder) == []
    (folder / "nl.toml").write_text('victim = ["gee\u0308erde"]', "utf-8")
    load_glossary.cache_clear()
    assert missing_terms("nl", "Victims.", "De geëerde.", folder) == []


def test_every_shipped_language_has_every_term_and_keeps_to_it() -> None:
    catalogues = load_catalogues()
    assert list(other_words(catalogues)) == []
    for path in CATALOGUES.glob("*.po"):
        assert load_glossary(path.stem).keys() == load_glossary(SOURCE_LANGUAGE).keys()


def test_no_glossary_is_left_over() -> None:
    languages = {path.stem for path in CATALOGUES.glob("*.po")} | {SOURCE_LANGUAGE}
    assert {path.stem for path in GLOSSARIES.glob("*.toml")} == languages
