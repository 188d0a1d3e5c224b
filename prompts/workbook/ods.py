"""The format of LibreOffice (OpenDocument 1.3, part 3)."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from prompts.workbook.cell import (
    ERROR,
    FORMULA,
    NUMBER,
    TRUTH,
    Cell,
    Sheet,
    attribute,
    local,
    part,
    words,
)

_CELLS = ("table-cell", "covered-table-cell")
_KINDS = {"boolean": TRUTH, "error": ERROR, "string": "", "": ""}
"""Type of a value -> what it is instead of words. All others are numbers and dates."""
_MOST = 1000
"""Copies of a cell. An office program says of the empty rest of a sheet that it is repeated."""

DEEPEST = 20
"""Styles that come from one another. More would be a circle."""

Styles = Mapping[str, bool | None]
"""Name of a style -> whether it strikes out; None where it does not say."""


def read_ods(path: Path) -> list[Sheet]:
    """The sheets of a document. Raises BadZipFile, KeyError, ValueError or ParseError."""
    with ZipFile(path) as file:
        content = part(file, "content.xml")
        named = part(file, "styles.xml") if "styles.xml" in file.namelist() else None
    styles = _styles([*([] if named is None else [named]), content])
    tables = content.iterfind("{*}body/{*}spreadsheet/{*}table")
    return [Sheet(attribute(table, "name"), dict(_cells(table, styles))) for table in tables]


def _styles(documents: list[Element]) -> Styles:
    """A style that says nothing of lines does as the one that it comes from."""
    lines: dict[str, str] = {}
    parents: dict[str, str] = {}
    elements = (one for document in documents for one in document.iter())
    for style in (one for one in elements if local(one) == "style"):
        name = attribute(style, "name")
        parents[name] = attribute(style, "parent-style-name")
        for look in style.iterfind("{*}text-properties"):
            line = attribute(look, "text-line-through-style") or attribute(
                look, "text-line-through-type"
            )
            if line:
                lines[name] = line

    def strikes(name: str, depth: int = 0) -> bool | None:
        if name in lines:
            return lines[name] != "none"
        known = depth < DEEPEST and name in parents
        return strikes(parents[name], depth + 1) if known else None

    return {name: strikes(name) for name in parents}


def _struck(element: Element, styles: Styles, before: bool) -> bool:
    """Whether an element is struck out, as what it stands in is unless its own style says."""
    own = styles.get(attribute(element, "style-name"))
    return before if own is None else own


def _cells(table: Element, styles: Styles) -> Iterator[tuple[tuple[int, int], Cell]]:
    row = 0
    for line in (one for one in table.iter() if local(one) == "table-row"):
        copies = int(attribute(line, "number-rows-repeated") or 1)
        found = list(_of_row(line, styles))
        for copy in range(min(copies, _MOST) if found else 0):
            yield from (((row + copy, column), cell) for column, cell in found)
        row += copies


def _of_row(line: Element, styles: Styles) -> Iterator[tuple[int, Cell]]:
    column = 0
    for one in (child for child in line if local(child) in _CELLS):
        copies = int(attribute(one, "number-columns-repeated") or 1)
        cell = _cell(one, styles)
        if cell.text.strip() or cell.struck.strip() or cell.kind:
            yield from ((column + copy, cell) for copy in range(min(copies, _MOST)))
        column += copies


def _cell(cell: Element, styles: Styles) -> Cell:
    """A cell. LibreOffice calls an error a text, and says beside it that it is an error."""
    types = [value for key, value in cell.items() if key.rpartition("}")[2] == "value-type"]
    struck = _struck(cell, styles, before=False)
    runs: list[tuple[str, bool]] = []
    for number, paragraph in enumerate(cell.iterfind("{*}p")):
        runs += [("\n", struck)] if number else []
        runs += _runs(paragraph, _struck(paragraph, styles, struck), styles)
    found = words(runs)
    if not (found.text or found.struck) and attribute(cell, "formula"):
        return Cell("", kind=FORMULA)
    kind = ERROR if "error" in types else next((_KINDS.get(one, NUMBER) for one in types), "")
    return Cell(found.text + found.struck, kind=kind) if kind else found


def _runs(element: Element, struck: bool, styles: Styles) -> Iterator[tuple[str, bool]]:
    """The pieces of a paragraph in their order. Blanks and line breaks are elements."""
    yield element.text or "", struck
    for child in element:
        name = local(child)
        if name in ("s", "tab", "line-break"):
            yield " " * int(attribute(child, "c") or 1), struck
        elif name in ("span", "a"):
            yield from _runs(child, _struck(child, styles, struck), styles)
        yield child.tail or "", struck
