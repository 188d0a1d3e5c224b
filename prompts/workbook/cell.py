"""A sheet of a spreadsheet and its cells, whatever the format of the file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree
from zipfile import ZipFile

LARGEST = 64 * 1024 * 1024
"""Bytes of a part of a file. A spreadsheet of all texts has half a million."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is not empty.

    text: what it shows, without words that are struck out. struck: those words. kind: what it holds
    instead of words, such as "an error" or "a number"; empty for words.
    """

    text: str
    struck: str = ""
    kind: str = ""


EMPTY = Cell("")
NUMBER, ERROR, TRUTH = "a number or a date", "an error of the spreadsheet", "true or false"
FORMULA = "a formula without a result"


@dataclass(frozen=True)
class Sheet:
    """cells: row and column, from 0 -> cell."""

    name: str
    cells: Mapping[tuple[int, int], Cell] = field(default_factory=dict)

    def at(self, row: int, column: int) -> Cell:
        """A cell; an empty one where there is none."""
        return self.cells.get((row, column), EMPTY)

    def rows(self) -> list[int]:
        """The numbers of the rows that are not empty."""
        return sorted({row for row, _ in self.cells})


def words(runs: Iterable[tuple[str, bool]]) -> Cell:
    """A cell of words. runs: pieces of its text, and whether each is struck out."""
    pieces = list(runs)
    return Cell(
        "".join(text for text, struck in pieces if not struck),
        "".join(text for text, struck in pieces if struck),
    )


def part(file: ZipFile, name: str) -> ElementTree.Element:
    """A part of a file, as XML. Raises KeyError, ValueError or ParseError."""
    if file.getinfo(name).file_size > LARGEST:
        raise ValueError(f"{name} is too large")
    return ElementTree.fromstring(file.read(name))


def local(element: ElementTree.Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def attribute(element: ElementTree.Element, name: str) -> str:
    """An attribute by its name without a namespace; empty where there is none."""
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")
