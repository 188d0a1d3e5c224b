"""A catalogue as a spreadsheet for a translator, and back again."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import xlsxwriter
from babel.messages.pofile import read_po
from python_calamine import CalamineError, CalamineWorkbook

from prompts.corrections import Returned
from prompts.languages import direction
from prompts.template import read_messages

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


def read_returned(path: Path) -> tuple[str, dict[str, Returned]]:
    """Language and prompts of a file that came back: a spreadsheet, or a PO file of an editor such
    as Poedit or Weblate. Raises ValueError with what is wrong with the file.

    A fuzzy entry of a PO file is left out: its translator has not finished it.
    """
    if path.suffix.lower() != ".po":
        return read_sheet(path)
    with path.open("rb") as file:
        language = str(read_po(file).locale_identifier or path.stem).replace("_", "-")
    return language, {
        prompt: Returned(str(message.string), str(message.id))
        for prompt, message in read_messages(path).items()
        if not message.fuzzy
    }


def read_sheet(path: Path) -> tuple[str, dict[str, Returned]]:
    """Language and prompts of a workbook. Raises ValueError with what is wrong with the file."""
    try:
        book = CalamineWorkbook.from_path(path)
        rows = [[str(cell) for cell in row] for row in book.get_sheet_by_index(0).to_python()]
    except (CalamineError, BadZipFile) as error:
        raise ValueError(f"{path.name} is not a spreadsheet that can be read: {error}") from error
    needed = {"prompt", "English", "translation"}
    head = next((number for number, row in enumerate(rows) if needed <= set(row)), None)
    if head is None:
        raise ValueError(
            f"{path.name} lacks a column 'prompt', 'English' or 'translation': start from an export"
        )
    key = rows[head].index("prompt")
    text = rows[head].index("translation")
    english = rows[head].index("English")
    found = {
        row[key].strip(): Returned(row[text].strip(), row[english].strip())
        for row in rows[head + 1 :]
        if row[key]
    }
    return book.sheet_names[0], found
