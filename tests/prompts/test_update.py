"""An update brings catalogues in line with the English and keeps what translators wrote."""

import shutil
from pathlib import Path

import pytest

from prompts.catalogue import CATALOGUES, load_catalogue, load_catalogues
from prompts.check import check_catalogues
from prompts.po import read_messages
from prompts.template import load_template
from prompts.update import update_catalogues
from tests.prompts.po import HEADER, entry, po
from tests.small.hotline import SMALL, small_tree

HELLO = entry("hello", "Hello.")
GOOD_DAY = entry("hello", "Good day.")
BYE = entry("bye", "Goodbye.")
HALLO = entry("hello", "Hello.", "Hallo.")


def update(folder: Path, english: str) -> str:
    """nl.po of a folder after an update."""
    template = folder / "hotline.pot"
    template.write_text(english, "utf-8")
    update_catalogues(folder, template)
    return (folder / "nl.po").read_text("utf-8")


@pytest.fixture
def dutch(tmp_path: Path) -> Path:
    path = tmp_path / "nl.po"
    path.write_text(po(HALLO), "utf-8")
    return path


def test_the_shipped_catalogues_are_up_to_date(tmp_path: Path) -> None:
    copies = Path(shutil.copytree(CATALOGUES, tmp_path / "catalogues"))
    assert update_catalogues(copies) == []
    for path in CATALOGUES.glob("*.po"):
        assert (copies / path.name).read_bytes() == path.read_bytes()


def test_an_update_tells_which_files_it_changed(copies: Path) -> None:
    nl = copies / "nl.po"
    nl.write_text(nl.read_text("utf-8").replace("#. seconds: 5", "#. seconds: 6", 1), "utf-8")
    assert update_catalogues(copies, SMALL.template) == [nl]
    assert nl.read_bytes() == (SMALL.catalogues / "nl.po").read_bytes()


def test_a_translation_whose_english_changed_is_kept_and_marked(dutch: Path) -> None:
    updated = update(dutch.parent, po(GOOD_DAY))
    assert (
        '#, fuzzy\n#| msgid "Hello."\nmsgctxt "hello"\nmsgid "Good day."\nmsgstr "Hallo."\n'
        in updated
    )
    assert load_catalogue(dutch, load_template(dutch.parent / "hotline.pot")).stale == {"hello"}


def test_updating_twice_is_updating_once(dutch: Path) -> None:
    once = update(dutch.parent, po(GOOD_DAY, BYE))
    assert update(dutch.parent, po(GOOD_DAY, BYE)) == once


def test_the_former_english_is_shown_until_the_translation_is_done(dutch: Path) -> None:
    """It is shown even if it has quotes, and however often the update runs."""
    dutch.write_text(po(entry("hello", r"Say \"hello\".", "Zeg hallo.")), "utf-8")
    for _ in range(3):
        assert '#| msgid "Say \\"hello\\"."\n' in update(dutch.parent, po(GOOD_DAY))


def test_a_long_former_english_is_shown_whole_until_the_translation_is_done(dutch: Path) -> None:
    """Babel breaks it into lines, which once lost it at the second update."""
    long = " ".join(["Say hello to everybody who calls."] * 6)
    dutch.write_text(po(entry("hello", long, "Zeg hallo.")), "utf-8")
    once = update(dutch.parent, po(GOOD_DAY))
    assert once.count("#| ") > 1
    for _ in range(3):
        assert update(dutch.parent, po(GOOD_DAY)) == once


def test_the_english_that_is_shown_is_the_one_that_was_translated(dutch: Path) -> None:
    """However often it has changed since."""
    update(dutch.parent, po(GOOD_DAY))
    again = update(dutch.parent, po(entry("hello", "Good evening.")))
    assert '#| msgid "Hello."\nmsgctxt "hello"\nmsgid "Good evening."\n' in again


def test_a_mark_stays_until_the_translator_removes_it(dutch: Path) -> None:
    update(dutch.parent, po(GOOD_DAY))
    assert "#, fuzzy" in update(dutch.parent, po(GOOD_DAY, BYE))
    dutch.write_text(po(entry("hello", "Good day.", "Goedendag.")), "utf-8")
    assert "fuzzy" not in update(dutch.parent, po(GOOD_DAY, BYE))


def test_a_new_prompt_comes_empty_in_the_order_of_the_template(dutch: Path) -> None:
    update(dutch.parent, po(BYE, HELLO))
    messages = read_messages(dutch)
    assert [(prompt, message.string) for prompt, message in messages.items()] == [
        ("bye", ""),
        ("hello", "Hallo."),
    ]
    assert "fuzzy" not in dutch.read_text("utf-8")


def test_a_prompt_that_the_english_no_longer_has_goes(dutch: Path) -> None:
    updated = update(dutch.parent, po(BYE))
    assert read_messages(dutch).keys() == {"bye"}
    assert "Hallo." not in updated


def test_a_prompt_for_some_languages_stays_out_of_the_others(dutch: Path) -> None:
    (dutch.parent / "uk.po").write_text(po(), "utf-8")
    update(
        dutch.parent,
        po(HELLO, entry("page", "For people from Ukraine.", notes="#. languages: uk ru")),
    )
    assert read_messages(dutch).keys() == {"hello"}
    assert read_messages(dutch.parent / "uk.po").keys() == {"hello", "page"}


def test_the_header_stays_as_the_translator_left_it(dutch: Path) -> None:
    assert update(dutch.parent, po(GOOD_DAY, BYE)).startswith(HEADER)


def test_the_remark_of_a_translator_stays(dutch: Path) -> None:
    dutch.write_text(po(entry("hello", "Hello.", "Hallo.", notes="# Or: dag?")), "utf-8")
    assert "# Or: dag?\n" in update(dutch.parent, po(GOOD_DAY))


def test_the_notes_of_the_english_arrive(dutch: Path) -> None:
    assert "#. note: A greeting.\n" in update(
        dutch.parent, po(entry("hello", "Hello.", notes="#. note: A greeting."))
    )


def test_a_catalogue_with_windows_line_ends_is_not_doubled(dutch: Path) -> None:
    """Poedit keeps a file's line ends, and git on Windows may write them."""
    dutch.write_bytes(dutch.read_bytes().replace(b"\n", b"\r\n"))
    assert update(dutch.parent, po(HELLO)).count('msgctxt "hello"') == 1


def test_a_blank_line_among_the_first_remarks_does_not_cost_the_header(dutch: Path) -> None:
    dutch.write_text(f"# Made by volunteers.\n\n{po(HALLO)}", "utf-8")
    assert "Last-Translator: A volunteer" in update(dutch.parent, po(HELLO))


def test_after_an_update_only_translations_are_missing(copies: Path) -> None:
    """A fault that an update cannot mend is one that a translator has to."""
    english = SMALL.template.read_text("utf-8").replace('msgctxt "goodbye"', 'msgctxt "farewell"')
    template = copies.parent / "hotline.pot"
    template.write_text(english, "utf-8")
    assert update_catalogues(copies, template) == sorted(copies.glob("*.po"))
    complete = [path for path in sorted(copies.glob("*.po")) if path.stem not in small_tree().short]
    catalogues = load_catalogues(copies, load_template(template))
    assert list(check_catalogues(catalogues, {path.stem for path in complete})) == [
        (path.name, "farewell", "has no translation") for path in complete
    ]
