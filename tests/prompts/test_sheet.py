"""A cell that is not words is refused by its place, and every other is taken."""

from pathlib import Path

import pytest
import xlsxwriter

from prompts.corrections import Returned
from prompts.sheet import SheetRow, read_sheet, write_sheet
from tests.prompts.office import ods, ods_words, words, xlsx

GOOD = words("Tot ziens.")
ERROR = "an error of the spreadsheet"
RUNS = (
    '<c r="{place}" t="inlineStr"><is><r><t>Dag, </t></r><r><rPr><strike/></rPr><t>vriend, </t></r>'
    '<r><rPr><b/><strike val="0"/></rPr><t>en tot ziens.</t></r></is></c>'
)


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ('<c r="{place}" t="e"><v>#N/A</v></c>', f"holds {ERROR}, not words: '#N/A'"),
        ('<c r="{place}" t="e"><f>X()</f><v>#NAME?</v></c>', f"holds {ERROR}, not words: '#NAME?'"),
        ('<c r="{place}" t="e"><v>#SPILL!</v></c>', f"holds {ERROR}, not words: '#SPILL!'"),
        ('<c r="{place}" t="e"><v>#BLOCKED!</v></c>', f"holds {ERROR}, not words: '#BLOCKED!'"),
        ('<c r="{place}" t="b"><v>1</v></c>', "holds true or false, not words: 'TRUE'"),
        ('<c r="{place}"><v>0</v></c>', "holds a number or a date, not words: '0'"),
        ('<c r="{place}" s="2"><v>0</v></c>', "holds a number or a date, not words: '0'"),
        ('<c r="{place}" t="d"><v>2026-01-01</v></c>', "holds a number or a date"),
        ('<c r="{place}" t="n"><v>x</v></c>', "holds a number or a date, not words: 'x'"),
        ('<c r="{place}" t="s"><v>99</v></c>', "holds a text that the file does not have"),
        ('<c r="{place}"><f>B1</f></c>', "holds a formula without a result"),
        (words("Weg.", style=1), "everything in it is struck out: 'Weg.'"),
    ],
)
def test_a_cell_of_excel_that_is_not_words_costs_no_other(
    cell: str, told: str, tmp_path: Path
) -> None:
    found = read_sheet(xlsx(tmp_path / "x.xlsx", {"a": GOOD, "b": cell, "c": GOOD}))
    assert found.texts.keys() == {"a", "c"}
    [refused] = found.refused
    assert refused.where == "C3 (b)"
    assert refused.why.startswith(told)


ODS_ERROR = (
    '<table:table-cell office:value-type="string" calcext:value-type="error" '
    'table:formula="of:=X()"><text:p>{}</text:p></table:table-cell>'
)


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        (ODS_ERROR.format("#N/A"), f"holds {ERROR}, not words: '#N/A'"),
        (ODS_ERROR.format("Err:502"), f"holds {ERROR}, not words: 'Err:502'"),
        (
            '<table:table-cell office:value-type="boolean"><text:p>WAAR</text:p>'
            "</table:table-cell>",
            "holds true or false, not words: 'WAAR'",
        ),
        ('<table:table-cell table:formula="of:=B1"/>', "holds a formula without a result"),
        (
            '<table:table-cell office:value-type="date"><text:p>30-12-99</text:p>'
            "</table:table-cell>",
            "holds a number or a date, not words: '30-12-99'",
        ),
        (ods_words("Weg.", style="cell-gone"), "everything in it is struck out: 'Weg.'"),
    ],
)
def test_a_cell_of_libreoffice_that_is_not_words_costs_no_other(
    cell: str, told: str, tmp_path: Path
) -> None:
    good = ods_words("Tot ziens.")
    found = read_sheet(ods(tmp_path / "x.ods", {"a": good, "b": cell, "c": good}))
    assert found.texts.keys() == {"a", "c"}
    [refused] = found.refused
    assert refused.where == "C3 (b)"
    assert refused.why.startswith(told)


def test_words_that_are_struck_out_are_left_out_and_named(tmp_path: Path) -> None:
    office = ods_words(
        'Dag, <text:span text:style-name="gone">vriend, </text:span>'
        '<text:span text:style-name="bold">en tot<text:s text:c="1"/>ziens.</text:span>'
    )
    for found in (
        read_sheet(xlsx(tmp_path / "x.xlsx", {"a": RUNS})),
        read_sheet(ods(tmp_path / "x.ods", {"a": office})),
    ):
        [one] = found.texts.values()
        assert one == Returned(
            "Dag, en tot ziens.", "Goodbye.", ("left out, since it is struck out: 'vriend,'",)
        )


def test_a_comment_in_a_cell_is_not_its_text(tmp_path: Path) -> None:
    cell = (
        '<table:table-cell office:value-type="string"><office:annotation><text:p>Is dit goed?'
        "</text:p></office:annotation><text:p>Tot</text:p><text:p>ziens.</text:p>"
        "</table:table-cell>"
    )
    assert read_sheet(ods(tmp_path / "x.ods", {"a": cell})).texts["a"].text == "Tot\nziens."


def test_a_prompt_that_is_there_twice_is_taken_only_when_both_are_the_same(tmp_path: Path) -> None:
    rows = {"a": GOOD, "|a": words("Dag."), "b": GOOD, "|b": GOOD}
    found = read_sheet(xlsx(tmp_path / "x.xlsx", rows))
    assert found.texts.keys() == {"b"}
    assert [(one.where, one.why.partition(":")[0]) for one in found.refused] == [
        ("C3 (a)", "the prompt is there twice, with different texts")
    ]


def test_a_text_beside_no_prompt_or_no_english_is_named(tmp_path: Path) -> None:
    without_prompt = read_sheet(xlsx(tmp_path / "x.xlsx", {"": GOOD}))
    assert [(one.where, one.why) for one in without_prompt.refused] == [
        ("C2", "has no prompt beside it: copy its name from an export")
    ]
    without_english = read_sheet(xlsx(tmp_path / "y.xlsx", {"a": GOOD}, english=""))
    assert without_english.texts == {}
    assert without_english.refused[0].where == "C2 (a)"


def test_the_sheet_with_our_columns_may_be_any_and_its_columns_anywhere(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("notes").write_string(0, 0, "Thank you!")
        sheet = book.add_worksheet("nl")
        sheet.write_row(4, 3, ("translation", "English\u00a0", "prompt"))
        sheet.write_row(5, 3, ("Dag.", "Goodbye.", "goodbye"))
    found = read_sheet(path)
    assert (found.language, found.texts) == ("nl", {"goodbye": Returned("Dag.", "Goodbye.")})


@pytest.mark.parametrize("name", ["x.xls", "x.csv", "x.docx"])
def test_another_format_is_refused_with_those_that_are_read(name: str, tmp_path: Path) -> None:
    write_sheet(tmp_path / "x.xlsx", "nl", [SheetRow("a", "A.", "B.")])
    path = (tmp_path / "x.xlsx").rename(tmp_path / name)
    with pytest.raises(ValueError, match=r"save it as \.xlsx or \.ods"):
        read_sheet(path)
