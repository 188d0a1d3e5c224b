"""The files of the small hotline, and copies of them with a few words changed."""

import json
import re
from pathlib import Path

import pytest

from ivr.loading import load_tree
from ivr.problems import BadFile
from ivr.tree import Tree
from tests.small.hotline import SMALL

Change = tuple[str, str]

MIDDLE_LINE = "tel:+3210000001"
NORTH_LINE = "tel:+3250000002"
SOUTH_LINE = "tel:+3281000003"
HELPLINE_LINE = "tel:+3271000004"
"""In destinations.toml: the one line of each destination."""
OTHER_LINE = "tel:+3290000007"
"""A line that no destination has."""

_PAGES = re.search(r"^pages = \[.*?^\]", SMALL.tree.read_text("utf-8"), re.MULTILINE | re.DOTALL)
PAGES = _PAGES[0] if _PAGES else ""
"""In hotline.toml: the pages of languages."""

NO_LINES = "lines = []"
"""In destinations.toml: the police, who have no line."""


def lines(*uris: str) -> str:
    """The entry of a destination with these lines."""
    return f"lines = {json.dumps(uris)}"


def copy_of(original: Path, folder: Path, *changes: Change) -> Path:
    """A copy of a file. Each change is made once, and must be possible."""
    text = original.read_text("utf-8")
    for old, new in changes:
        assert old in text, f"{original.name} no longer has {old!r}"
        text = text.replace(old, new, 1)
    copy = folder / original.name
    copy.write_text(text, "utf-8")
    return copy


def tree_with(folder: Path, *changes: Change) -> Tree:
    """The small tree with changes in hotline.toml."""
    return load_tree(copy_of(SMALL.tree, folder, *changes), SMALL.destinations)


def tree_calling(folder: Path, *changes: Change) -> Tree:
    """The small tree with changes in destinations.toml."""
    return load_tree(SMALL.tree, copy_of(SMALL.destinations, folder, *changes))


def problems_of(hotline: Path = SMALL.tree, destinations: Path = SMALL.destinations) -> str:
    """What is said of broken files, one problem a line."""
    with pytest.raises(BadFile) as refused:
        load_tree(hotline, destinations)
    return str(refused.value)


def problems_with(folder: Path, *changes: Change) -> str:
    """What is said of hotline.toml with these changes."""
    return problems_of(hotline=copy_of(SMALL.tree, folder, *changes))


def problems_calling(folder: Path, *changes: Change) -> str:
    """What is said of destinations.toml with these changes."""
    return problems_of(destinations=copy_of(SMALL.destinations, folder, *changes))
