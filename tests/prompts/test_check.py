"""Every fault of a catalogue is found, by file and prompt, before a caller hears it."""

from dataclasses import replace
from pathlib import Path

import pytest

from prompts.catalogue import CATALOGUES, Catalogues, Fault, load_catalogue, load_catalogues
from prompts.check import (
    check_catalogues,
    fall_back_to_english,
    spoken_in_english,
    stale_prompts,
)
from prompts.review import to_sign
from prompts.template import load_template
from tests.prompts.po import entry, po

HELLO = entry("hello", "Hello, press {key}.")
BYE = entry("bye", "Goodbye.")
HALLO = entry("hello", "Hello, press {key}.", "Hallo, druk op {key}.")
DAG = entry("bye", "Goodbye.", "Tot ziens.")


def catalogues_of(
    folder: Path, dutch: str, english: str = po(HELLO, BYE), unheard: str = ""
) -> Catalogues:
    """English and Dutch. unheard: a prompt to which no caller comes who speaks Dutch."""
    (folder / "hotline.pot").write_text(english, "utf-8")
    (folder / "nl.po").write_text(dutch, "utf-8")
    template = {
        prompt: replace(source, unheard_in=frozenset({"nl"} if prompt == unheard else ()))
        for prompt, source in load_template(folder / "hotline.pot").items()
    }
    return load_catalogues(folder, template)


def faults(folder: Path, dutch: str, english: str = po(HELLO, BYE)) -> list[Fault]:
    return list(check_catalogues(catalogues_of(folder, dutch, english)))


def test_the_shipped_catalogues_have_no_fault_and_nothing_stale(catalogues: Catalogues) -> None:
    assert {"en", "nl", "fr", "de", "uk"} <= catalogues.languages.keys()
    assert list(check_catalogues(catalogues)) == []
    assert list(stale_prompts(catalogues)) == []


def test_a_complete_catalogue_has_no_fault(tmp_path: Path) -> None:
    assert faults(tmp_path, po(HALLO, DAG)) == []


@pytest.mark.parametrize("dutch", [po(HALLO), po(HALLO, BYE)])
def test_a_missing_translation_is_a_fault(dutch: str, tmp_path: Path) -> None:
    assert faults(tmp_path, dutch) == [("nl.po", "bye", "has no translation")]


@pytest.mark.parametrize(
    "said", ["Hallo.", "Druk op {toets}.", "Druk op {key} of {key2}.", "Druk op {}.", "{key:d}"]
)
def test_another_placeholder_than_the_english_is_a_fault(said: str, tmp_path: Path) -> None:
    [(file, prompt, message)] = faults(
        tmp_path, po(entry("hello", "Hello, press {key}.", said), DAG)
    )
    assert (file, prompt) == ("nl.po", "hello")
    assert message.endswith(": key")


@pytest.mark.parametrize(
    "said", ["{key} {", "{key}}", "{key} {key.real}", "{key} {key!q}", "{key} {0:}"]
)
def test_a_brace_that_cannot_be_filled_in_is_a_fault(said: str, tmp_path: Path) -> None:
    """Otherwise a call would fail: str.format refuses such a text."""
    assert [
        fault[:2]
        for fault in faults(tmp_path, po(entry("hello", "Hello, press {key}.", said), DAG))
    ] == [("nl.po", "hello")]


def test_a_prompt_that_is_left_over_is_a_fault_with_what_to_do(tmp_path: Path) -> None:
    [(file, prompt, message)] = faults(tmp_path, po(HALLO, DAG, entry("old", "Old.", "Oud.")))
    assert (file, prompt) == ("nl.po", "old")
    assert "flask script update" in message


def test_all_faults_are_found_at_once(tmp_path: Path) -> None:
    dutch = po(entry("hello", "Hello, press {key}.", "Hallo."), entry("old", "Old.", "Oud."))
    assert {prompt for _, prompt, _ in faults(tmp_path, dutch)} == {"hello", "bye", "old"}


def test_a_prompt_for_other_languages_is_not_missing(tmp_path: Path) -> None:
    only = entry("page", "For people from Ukraine.", notes="#. languages: uk ru")
    assert faults(tmp_path, po(HALLO, DAG), po(HELLO, BYE, only)) == []


@pytest.mark.parametrize(
    "farewell",
    [
        pytest.param("", id="missing"),
        pytest.param(entry("bye", "Goodbye.", "Dag {key}."), id="unfit"),
        pytest.param(entry("bye", "Good day.", "Dag."), id="stale"),
        pytest.param(entry("bye", "Goodbye.", "Dag.", "#, fuzzy"), id="fuzzy"),
    ],
)
def test_what_no_caller_of_a_short_language_hears_is_no_fault_and_not_signed(
    farewell: str, tmp_path: Path
) -> None:
    catalogues = catalogues_of(tmp_path, po(HALLO, farewell), unheard="bye")
    assert [*check_catalogues(catalogues), *stale_prompts(catalogues)] == []
    assert to_sign(catalogues, "nl").texts.keys() == {"hello"}


def test_a_call_whose_language_becomes_a_short_one_hears_english(tmp_path: Path) -> None:
    catalogues = fall_back_to_english(catalogues_of(tmp_path, po(HALLO), unheard="bye"), ["nl"])
    assert catalogues.text("bye", "nl") == "Goodbye."
    assert list(spoken_in_english(catalogues, ["nl"])) == []


@pytest.mark.parametrize(
    "dutch",
    [
        pytest.param(
            po(HALLO, entry("bye", "Good day.", "Tot ziens.")), id="the English has changed"
        ),
        pytest.param(
            po(HALLO, entry("bye", "Goodbye.", "Tot ziens.", "#, fuzzy")), id="marked as fuzzy"
        ),
    ],
)
def test_a_stale_translation_is_told_but_still_spoken(dutch: str, tmp_path: Path) -> None:
    catalogues = catalogues_of(tmp_path, dutch)
    assert [(file, prompt) for file, prompt, _ in stale_prompts(catalogues)] == [("nl.po", "bye")]
    assert list(check_catalogues(catalogues)) == []
    assert catalogues.text("bye", "nl") == "Tot ziens."


@pytest.mark.parametrize(
    "dutch",
    [
        pytest.param(po(HALLO), id="missing"),
        pytest.param(po(HALLO, BYE), id="empty"),
        pytest.param(
            po(HALLO, entry("bye", "Goodbye.", "Dag {key}.")), id="another word in braces"
        ),
        pytest.param(po(HALLO, entry("bye", "Goodbye.", "Dag 1.")), id="a typed digit"),
    ],
)
def test_a_text_that_cannot_be_spoken_is_spoken_in_english(dutch: str, tmp_path: Path) -> None:
    catalogues = fall_back_to_english(catalogues_of(tmp_path, dutch), {"nl"})
    assert catalogues.text("bye", "nl") == "Goodbye."
    assert catalogues.spoken_language("bye", "nl") == "en"
    assert catalogues.spoken_language("hello", "nl") == "nl"
    assert [prompt for _, prompt, _ in check_catalogues(catalogues)] == ["bye"]


def test_in_an_english_text_the_keys_are_english_too(tmp_path: Path) -> None:
    keys = (entry("key.1", "one"), entry("key.2", "two"))
    dutch = po(entry("key.1", "one", "één"), HALLO.replace("Hallo", "Dag"))
    catalogues = fall_back_to_english(
        catalogues_of(tmp_path, dutch, po(*keys, HELLO, entry("more", "More: {key}."))), {"nl"}
    )
    assert catalogues.text("more", "nl", {"key": "1"}) == "More: one."
    assert catalogues.text("hello", "nl", {"key": "1"}) == "Dag, druk op één."
    assert catalogues.text("hello", "nl", {"key": "2"}) == "Dag, druk op two."


def test_languages_that_lack_the_same_are_named_together(tmp_path: Path) -> None:
    for language in ("fr", "de"):
        (tmp_path / f"{language}.po").write_text(po(HALLO, DAG), "utf-8")
    (tmp_path / "uk.po").write_text(po(HALLO), "utf-8")
    found = fall_back_to_english(catalogues_of(tmp_path, po(HALLO)), {"nl", "fr", "uk"})
    told = list(spoken_in_english(found, {"nl", "fr", "uk"}))
    assert [text.partition(":")[0] for text in told] == [
        "spoken in English, since nl, uk lack a translation that fits"
    ]
    assert list(spoken_in_english(found, {"fr"})) == []


def test_a_language_that_callers_cannot_choose_yet_stays_as_it_is(tmp_path: Path) -> None:
    catalogues = fall_back_to_english(catalogues_of(tmp_path, po(HALLO)), {"fr"})
    with pytest.raises(KeyError):
        catalogues.text("bye", "nl")


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(
            po(f"<<<<<<< HEAD\n{DAG}=======\n{DAG}>>>>>>> theirs\n"), id="an unfinished merge"
        ),
        pytest.param("<html>Not found</html>", id="another kind of file"),
        pytest.param(po(HALLO, 'msgctxt "bye"\nmsgid "Goodbye."\n'), id="cut off"),
        pytest.param(po(HALLO, DAG.replace('ziens."', "ziens.")), id="a quote that never closes"),
        pytest.param(po(HALLO, DAG.replace('"Tot ziens."', "Tot ziens.")), id="no quotes"),
    ],
)
def test_a_file_that_is_no_po_file_is_refused(broken: str, tmp_path: Path) -> None:
    """Babel would read it, and a text would lose its first and last letters."""
    (tmp_path / "nl.po").write_text(broken, "utf-8")
    with pytest.raises(ValueError, match=r"nl\.po is not a PO file"):
        load_catalogue(tmp_path / "nl.po", load_template())


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "nl.po").write_bytes((CATALOGUES / "nl.po").read_text("utf-8").encode("utf-16"))
    with pytest.raises(ValueError, match=r"nl\.po is not a PO file"):
        load_catalogue(tmp_path / "nl.po", load_template())
