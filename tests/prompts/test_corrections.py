"""What a translator sends back is taken when it fits, and refused with the reason when not."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prompts.catalogue import Catalogues, load_catalogues
from prompts.corrections import Correction, Returned, ReturnedFile, compare
from prompts.po import read_messages
from prompts.sheet import SheetRow, read_returned, read_sheet, write_sheet
from prompts.template import load_template
from prompts.update import write_translations
from tests.prompts.po import HEADER, entry, po


@pytest.fixture
def catalogues(small_catalogues: Catalogues) -> Catalogues:
    return small_catalogues


def returned(catalogues: Catalogues, prompt: str, text: str, **how: Any) -> Correction | None:
    found = compare(catalogues, "nl", {prompt: Returned(text, **how)}, pace=15)
    return found[0] if found else None


def test_what_is_unchanged_is_no_correction(catalogues: Catalogues) -> None:
    texts = catalogues.languages["nl"].texts
    assert (
        compare(catalogues, "nl", {prompt: Returned(text) for prompt, text in texts.items()}) == []
    )


def test_what_is_empty_is_left_as_it_is(catalogues: Catalogues) -> None:
    assert returned(catalogues, "goodbye", "  ") is None


def test_a_better_text_is_taken(catalogues: Catalogues) -> None:
    found = returned(catalogues, "goodbye", "Bel ons\n  nog eens.  Dag.")
    assert found is not None
    assert found.after == "Bel ons nog eens. Dag."
    assert (found.faults, found.hints) == ((), ())


@pytest.mark.parametrize(
    ("prompt", "text", "fault"),
    [
        (
            "main.speak",
            "Iemand spreken? Druk op twee.",
            "must have the same words in braces as the English: key",
        ),
        (
            "main.speak",
            "Iemand spreken? Druk op {toets}.",
            "must have the same words in braces as the English: key",
        ),
        ("goodbye", "Bel 24 uur op 24. Dag.", "types a digit"),
        ("signs.works", "Pas op.", "there is no such prompt in this language"),
        ("help.ukraine", "Voor mensen uit Oekraïne.", "there is no such prompt in this language"),
    ],
)
def test_what_would_mislead_a_caller_is_refused(
    catalogues: Catalogues, prompt: str, text: str, fault: str
) -> None:
    found = returned(catalogues, prompt, text)
    assert found is not None
    assert found.faults[0].startswith(fault)


def test_a_translation_of_former_english_is_refused_with_the_english_of_today(
    catalogues: Catalogues,
) -> None:
    found = returned(catalogues, "goodbye", "Dag.", english="Farewell.")
    assert found is not None
    assert found.faults == (
        "the English has changed since this was sent out; it is now: "
        f"{catalogues.template['goodbye'].text}",
    )


def test_long_hard_and_strange_texts_are_taken_with_a_hint(catalogues: Catalogues) -> None:
    found = returned(
        catalogues, "transfer.helpline", "Wij bellen nu " + "heel erg " * 12 + "graag iemand."
    )
    assert found is not None
    assert not found.faults
    assert [hint.split(" ")[0] for hint in found.hints] == ["does", "would", "a"]


def test_a_spreadsheet_comes_back_as_it_went_out(tmp_path: Path) -> None:
    rows = [
        SheetRow("a", "=1+1, press {key}.", "Druk op {key}.", seconds=1.24),
        SheetRow("b", "Bye.", 'Zeg "dag".'),
    ]
    write_sheet(tmp_path / "x.xlsx", "nl", rows)
    assert read_sheet(tmp_path / "x.xlsx") == ReturnedFile(
        "nl", {one.prompt: Returned(one.translation, one.english) for one in rows}
    )


@given(
    text=st.text(
        st.characters(min_codepoint=32, max_codepoint=0x2FFF, blacklist_categories=["Cc", "Cs"]),
        max_size=60,
    )
)
def test_whatever_is_written_in_a_cell_comes_back(
    text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("sheet") / "x.xlsx"
    write_sheet(path, "ar", [SheetRow("a", "English.", text)])
    assert read_sheet(path).texts["a"].text == text.strip()


@pytest.mark.parametrize("content", [b"", b"no spreadsheet", b"PK\x03\x04 cut off"])
def test_a_file_that_is_no_spreadsheet_is_refused_by_name(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"x\.xlsx is not a spreadsheet"):
        read_sheet(path)


def test_a_spreadsheet_without_our_columns_is_refused(tmp_path: Path) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(tmp_path / "x.xlsx")
    book.add_worksheet("nl").write_string(0, 0, "prompt")
    book.close()
    with pytest.raises(ValueError, match=r"lacks a column 'prompt', 'English' or 'translation'"):
        read_sheet(tmp_path / "x.xlsx")


POEDIT = r"""# Dutch translations for Wayout.
msgid ""
msgstr ""
"Project-Id-Version: Wayout\n"
"PO-Revision-Date: 2026-11-20 10:11+0100\n"
"Language-Team: Dutch\n"
"Language: nl\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
"X-Generator: Poedit 3.4\n"

#. note: The last words before the line closes.
#. seconds: 5
msgctxt "goodbye"
msgid "Call again. Goodbye."
msgstr ""
"Bel ons "
"nog eens. Dag."

#, fuzzy
#| msgctxt "main.speak"
#| msgid "Someone is {key}."
msgctxt "main.speak"
msgid "A person is {key}."
msgstr "Een mens is {key}!"

#~ msgctxt "gone"
#~ msgid "Gone."
#~ msgstr "Weg."
"""


def test_what_an_editor_writes_back_is_read(tmp_path: Path, catalogues: Catalogues) -> None:
    """It has wrapped lines, other headers and left-over entries. A fuzzy text is not finished."""
    path = tmp_path / "back.po"
    path.write_text(POEDIT, "utf-8")
    file = read_returned(path, catalogues.template)
    assert (file.language, file.refused) == ("nl", ())
    goodbye, speak = compare(catalogues, "nl", file.texts)
    assert {goodbye.prompt, speak.prompt} == {"goodbye", "main.speak"}
    taken, left = (one for one in (goodbye, speak))
    if taken.prompt != "goodbye":
        taken, left = left, taken
    assert (taken.after, taken.faults) == ("Bel ons nog eens. Dag.", ())
    assert left.faults == ("is marked fuzzy: remove the mark when the text is finished",)


def test_a_taken_text_is_written_and_no_longer_stale(tmp_path: Path) -> None:
    template = tmp_path / "hotline.pot"
    path = tmp_path / "nl.po"
    template.write_text(po(entry("hello", "Good day."), entry("bye", "Goodbye.")), "utf-8")
    path.write_text(
        po(entry("hello", "Hello.", "Hallo.", "#, fuzzy"), entry("bye", "Goodbye.", "Dag.")),
        "utf-8",
    )
    write_translations(path, {"hello": "Goedendag."}, template)
    messages = read_messages(path)
    assert (messages["hello"].string, messages["hello"].id, messages["hello"].fuzzy) == (
        "Goedendag.",
        "Good day.",
        False,
    )
    assert messages["bye"].string == "Dag."
    assert path.read_text("utf-8").startswith(HEADER.split("\n")[0])
    assert load_catalogues(tmp_path, load_template(template)).languages["nl"].stale == frozenset()
