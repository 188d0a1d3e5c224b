"""A prompt whose English has a term says it with the agreed word of its language."""

from pathlib import Path

import pytest

from prompts.catalogue import CATALOGUES, SOURCE_LANGUAGE, load_catalogues
from prompts.glossary import (
    GLOSSARIES,
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


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "xx.toml").write_text("victim = [", "utf-8")
    with pytest.raises(ValueError, match=r"glossary/xx\.toml cannot be read"):
        load_glossary("xx", tmp_path)


def test_every_shipped_language_has_every_term_and_keeps_to_it() -> None:
    catalogues = load_catalogues()
    assert list(other_words(catalogues)) == []
    for path in CATALOGUES.glob("*.po"):
        assert load_glossary(path.stem).keys() == load_glossary(SOURCE_LANGUAGE).keys()


def test_no_glossary_is_left_over() -> None:
    languages = {path.stem for path in CATALOGUES.glob("*.po")} | {SOURCE_LANGUAGE}
    assert {path.stem for path in GLOSSARIES.glob("*.toml")} == languages
