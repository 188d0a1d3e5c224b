"""Copies of the shipped files with a few words changed."""

import re
from pathlib import Path

import pytest

from ivr.loading import HERE, load_tree
from ivr.problems import BadFile
from ivr.tree import Tree

Change = tuple[str, str]

_PAGES = re.search(
    r"^pages = \[.*?^\]", (HERE / "hotline.toml").read_text("utf-8"), re.MULTILINE | re.DOTALL
)
PAGES = _PAGES[0] if _PAGES else ""
"""In hotline.toml: the pages of languages, as shipped."""

NO_LINES = "lines = []"
"""In destinations.toml: the police, who have no line as shipped."""

HELPLINE_LINES = 'lines = ["tel:+3278055800"]'


def copy_of(name: str, folder: Path, *changes: Change) -> Path:
    """A copy of hotline.toml or destinations.toml. Each change is made once, and must be
    possible.
    """
    text = (HERE / name).read_text("utf-8")
    for old, new in changes:
        assert old in text, f"{name} no longer has {old!r}"
        text = text.replace(old, new, 1)
    copy = folder / name
    copy.write_text(text, "utf-8")
    return copy


def tree_with(folder: Path, *changes: Change) -> Tree:
    """The shipped tree with changes in hotline.toml."""
    return load_tree(copy_of("hotline.toml", folder, *changes))


def tree_calling(folder: Path, *changes: Change) -> Tree:
    """The shipped tree with changes in destinations.toml."""
    return load_tree(destinations=copy_of("destinations.toml", folder, *changes))


def problems_of(
    hotline: Path = HERE / "hotline.toml", destinations: Path = HERE / "destinations.toml"
) -> str:
    """What is said of broken files, one problem a line."""
    with pytest.raises(BadFile) as refused:
        load_tree(hotline, destinations)
    return str(refused.value)


def problems_with(folder: Path, *changes: Change) -> str:
    """What is said of hotline.toml with these changes."""
    return problems_of(hotline=copy_of("hotline.toml", folder, *changes))


def problems_calling(folder: Path, *changes: Change) -> str:
    """What is said of destinations.toml with these changes."""
    return problems_of(destinations=copy_of("destinations.toml", folder, *changes))
