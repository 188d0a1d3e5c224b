"""A catalogue as a spreadsheet for a translator, and back again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from prompts.corrections import Refused, Returned, ReturnedFile
from prompts.languages import direction
from prompts.po import NAMELESS, read_po_file
from prompts.spelling import cleaned, heard
from prompts.template import Source
from prompts.workbook import read_workbook
from prompts.workbook.cell import Cell, Sheet

_COLUMNS = (
    ("prompt", 22),
    ("English", 50),
    ("translation", 60),
    ("who hears it, and when", 45),
    ("facts", 9),
    ("seconds at most", 9),
    ("seconds now", 9),
    ("status", 12),
    ("hint", 30),
)
_NEEDED = {"prompt", "English", "translation"}
_TRANSLATION = 2
"""The column that a translator may change."""
_HOW_TO = (
    "Change only the column 'translation'; everything else is ignored. "
    "Words in braces, such as {key}, must stay: the hotline fills them in. "
    "Write as one speaks to a frightened stranger on the telephone."
)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One prompt, as a translator sees it.

    content: ids of the facts that it carries. longest: seconds that it may last. seconds: how long
    it lasts now. status: how far the text is, in a word.
    """

    prompt: str
    english: str
    translation: str
    note: str = ""
    content: str = ""
    longest: int | None = None
    seconds: float | None = None
    status: str = "draft"
    hint: str = ""

    def cells(self) -> tuple[str | float | None, ...]:
        """The cells in the order of the columns."""
        return (
            self.prompt,
            self.english,
            self.translation,
            self.note,
            self.content,
            self.longest,
            round(self.seconds, 1) if self.seconds is not None else None,
            self.status,
            self.hint,
        )


def write_sheet(path: Path, language: str, rows: Iterable[SheetRow]) -> None:
    """Write a workbook with one sheet, named after the language. Raises OSError when it fails."""
    as_written = {"strings_to_formulas": False, "strings_to_urls": False}
    try:
        with xlsxwriter.Workbook(path, as_written) as book:
            _fill(book, language, rows)
    except xlsxwriter.exceptions.FileCreateError as error:
        raise OSError(str(error)) from error


def _fill(book: xlsxwriter.Workbook, language: str, rows: Iterable[SheetRow]) -> None:
    sheet = book.add_worksheet(language)
    bold = book.add_format({"bold": True})
    sheet.write_string(0, 0, _HOW_TO)
    for column, (title, width) in enumerate(_COLUMNS):
        sheet.write_string(1, column, title, bold)
        sheet.set_column(column, column, width)
    cell = {"text_wrap": True, "valign": "top"}
    reading_order = 2 if direction(language) == "rtl" else 1
    changeable = {"locked": False, "bg_color": "#FFFBE0", "reading_order": reading_order}
    plain = book.add_format(cell)
    translation = book.add_format(cell | changeable)
    for number, row in enumerate(rows, 2):
        for column, content in enumerate(row.cells()):
            sheet.write(number, column, content, translation if column == _TRANSLATION else plain)
    sheet.freeze_panes(2, 2)
    sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})


def read_returned(path: Path, template: Mapping[str, Source]) -> ReturnedFile:
    """A file that came back: a spreadsheet, or a PO file of an editor such as Poedit or Weblate.

    Raises ValueError with what is wrong with the whole file.
    """
    return _read_po(path, template) if path.suffix.lower() == ".po" else read_sheet(path)


def read_sheet(path: Path) -> ReturnedFile:
    """The prompts of a spreadsheet. Raises ValueError with what is wrong with the whole file."""
    for sheet in read_workbook(path):
        for row in sheet.rows():
            cells = [(column, cell) for (at, column), cell in sheet.cells.items() if at == row]
            titles = {cleaned(cell.text): column for column, cell in cells}
            if titles.keys() >= _NEEDED:
                return _read_rows(sheet, row, titles)
    raise ValueError(
        f"{path.name} lacks a column 'prompt', 'English' or 'translation': start from an export"
    )


def _read_rows(sheet: Sheet, head: int, titles: Mapping[str, int]) -> ReturnedFile:
    texts: dict[str, Returned] = {}
    refused: list[Refused] = []
    for row in (row for row in sheet.rows() if row > head):
        cell = sheet.at(row, titles["translation"])
        prompt = cleaned(sheet.at(row, titles["prompt"]).text)
        english = sheet.at(row, titles["English"])
        place = xl_rowcol_to_cell(row, titles["translation"])
        wrong = _wrong_with(cell, english, prompt)
        if not wrong and prompt in texts and texts[prompt].text != cell.text.strip():
            wrong = "the prompt is there twice, with different texts: remove one row"
            del texts[prompt]
        if wrong:
            refused.append(Refused(f"{place} ({prompt})" if prompt else place, wrong))
        elif prompt:
            gone = f"left out, since it is struck out: {cleaned(cell.struck)!r}"
            hints = (gone,) if cell.struck.strip() else ()
            texts[prompt] = Returned(cell.text.strip(), english.text.strip(), hints)
    return ReturnedFile(sheet.name, texts, tuple(refused))


def _wrong_with(cell: Cell, english: Cell, prompt: str) -> str:
    """Why a cell is not taken; empty when it is, or when there is nothing in it."""
    if cell.kind:
        return f"holds {cell.kind}, not words: {cell.text!r}. Type the text anew"
    if cell.struck.strip() and not cell.text.strip():
        return f"everything in it is struck out: {cleaned(cell.struck)!r}. Write what is to be said"
    if not cell.text.strip():
        return ""
    if not prompt:
        return "has no prompt beside it: copy its name from an export"
    if english.kind or not english.text.strip():
        return "has no English beside it, so nobody knows what it translates: start from an export"
    return ""


def _read_po(path: Path, template: Mapping[str, Source]) -> ReturnedFile:
    """The prompts of a PO file. Some editors drop the names of entries. Such an entry is found by
    its English, if only one prompt has that.
    """
    file = read_po_file(path)
    named: dict[str, list[str]] = {}
    for prompt, source in template.items():
        named.setdefault(heard(source.text), []).append(prompt)
    texts: dict[str, Returned] = {}
    refused = [Refused(*fault) for fault in file.spoilt.items()]
    for message in (one for one in file.entries if one.string and not one.pluralizable):
        english = str(message.id)
        prompts = [message.context] if message.context else named.get(heard(english), [])
        if len(prompts) != 1:
            refused.append(Refused(repr(english[:40]), NAMELESS))
        elif prompts[0] not in file.spoilt:
            texts[prompts[0]] = Returned(str(message.string), english, fuzzy=message.fuzzy)
    return ReturnedFile(file.language, texts, tuple(refused))
