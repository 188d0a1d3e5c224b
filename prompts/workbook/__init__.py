"""Spreadsheets that come back from translators, cell by cell.

Calamine gives words alone: it swallows errors, loses what is struck out, and stops at an error that
it does not know. Here every cell is told as it is, so that one bad cell costs no other.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from prompts.workbook.cell import Sheet
from prompts.workbook.ods import read_ods
from prompts.workbook.xlsx import read_xlsx

_READERS: Mapping[str, Callable[[Path], list[Sheet]]] = {".xlsx": read_xlsx, ".ods": read_ods}


def read_workbook(path: Path) -> list[Sheet]:
    """The sheets of a spreadsheet (.xlsx, .ods), in order. Raises ValueError with what to do."""
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise ValueError(
            f"{path.name} is not a spreadsheet that can be read: save it as .xlsx or .ods"
        )
    try:
        return reader(path)
    except (BadZipFile, ParseError, KeyError, ValueError) as error:
        raise ValueError(
            f"{path.name} is not a spreadsheet that can be read ({error}): save it anew as "
            ".xlsx or .ods"
        ) from error
