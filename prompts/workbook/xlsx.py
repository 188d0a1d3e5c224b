"""Excel's own format (ECMA-376, SpreadsheetML)."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from prompts.workbook.cell import ERROR, FORMULA, NUMBER, TRUTH, Cell, Sheet, attribute, part, words

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
"""A character that XML cannot hold (ECMA-376, ST_Xstring)."""
_PLACE = re.compile(r"([A-Z]+)(\d+)")

Runs = list[tuple[str, bool | None]]
"""Pieces of a text, and whether each is struck out; None where the cell decides."""


@dataclass(frozen=True)
class _Book:
    """What the sheets share. strings: texts by number. struck: styles of cells that strike out."""

    strings: list[Runs]
    struck: frozenset[int]


def read_xlsx(path: Path) -> list[Sheet]:
    """The sheets of a workbook. Raises BadZipFile, KeyError, ValueError or ParseError."""
    with ZipFile(path) as file:
        [start] = [one for kind, one in _relations(file, "").values() if kind == "officeDocument"]
        parts = _relations(file, start)
        by_kind = dict(parts.values())
        shared = by_kind.get("sharedStrings")
        strings = part(file, shared).iterfind("{*}si") if shared else ()
        book = _Book(
            [_runs(one) for one in strings],
            _struck_styles(part(file, by_kind["styles"])) if "styles" in by_kind else frozenset(),
        )
        return [
            Sheet(attribute(sheet, "name"), dict(_cells(part(file, parts[sheet_id][1]), book)))
            for sheet in part(file, start).iterfind("{*}sheets/{*}sheet")
            if (sheet_id := attribute(sheet, "id")) in parts and parts[sheet_id][0] == "worksheet"
        ]


def _relations(file: ZipFile, of: str) -> dict[str, tuple[str, str]]:
    """Id -> kind and name of the parts that a part leads to."""
    folder, name = posixpath.split(of)
    found = {}
    for one in part(file, posixpath.join(folder, "_rels", f"{name}.rels")):
        target = posixpath.normpath(posixpath.join("/", folder, attribute(one, "Target")))
        kind = attribute(one, "Type").rpartition("/")[2]
        found[attribute(one, "Id")] = (kind, target.removeprefix("/"))
    return found


def _cells(sheet: Element, book: _Book) -> Iterator[tuple[tuple[int, int], Cell]]:
    """A row or a cell that does not say where it is follows the one before."""
    row = -1
    for line in sheet.iterfind("{*}sheetData/{*}row"):
        row, column = int(line.get("r", row + 2)) - 1, -1
        for one in line.iterfind("{*}c"):
            place = _PLACE.fullmatch(one.get("r", ""))
            column = _column(place[1]) if place else column + 1
            cell = _cell(one, book)
            if cell.text.strip() or cell.struck.strip() or cell.kind:
                yield (row, column), cell


def _cell(cell: Element, book: _Book) -> Cell:
    """A cell by its type (ECMA-376, ST_CellType)."""
    kind, value = cell.get("t", "n"), cell.findtext("{*}v", "")
    if kind == "e":
        return Cell(value, kind=ERROR)
    if kind == "b":
        return Cell("TRUE" if value == "1" else "FALSE", kind=TRUTH)
    if not value and cell.find("{*}f") is not None:
        return Cell(value, kind=FORMULA)
    if kind in ("n", "d"):
        return Cell(value, kind=NUMBER if value else "")
    struck = int(cell.get("s", "0")) in book.struck
    runs: Runs = [(_unescaped(value), None)]
    if kind == "s":
        number = int(value) if value.isdigit() else len(book.strings)
        if number >= len(book.strings):
            return Cell(value, kind="a text that the file does not have")
        runs = book.strings[number]
    elif kind == "inlineStr":
        runs = [run for inline in cell.iterfind("{*}is") for run in _runs(inline)]
    return words((text, struck if own is None else own) for text, own in runs)


def _runs(text: Element) -> Runs:
    """The pieces of a text. How it is pronounced (rPh) stands beside it, and is none of them."""
    found: Runs = [(_unescaped(one.text or ""), None) for one in text.iterfind("{*}t")]
    for run in text.iterfind("{*}r"):
        look = run.find("{*}rPr")
        struck = None if look is None else _strikes(look)
        found.append((_unescaped(run.findtext("{*}t", "")), struck))
    return found


def _struck_styles(styles: Element) -> frozenset[int]:
    fonts = [_strikes(font) for font in styles.iterfind("{*}fonts/{*}font")]
    looks = enumerate(styles.iterfind("{*}cellXfs/{*}xf"))
    struck = {number for number, font in enumerate(fonts) if font}
    return frozenset(number for number, look in looks if int(look.get("fontId", "0")) in struck)


def _strikes(look: Element) -> bool:
    line = look.find("{*}strike")
    return line is not None and line.get("val", "1") not in ("0", "false")


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
