"""Callers of the small hotline: a change of a shipped number, limit or text fails no test here."""

import pytest

from ivr.tree import Tree
from tests.ivr.caller import Caller


@pytest.fixture(scope="session")
def tree(small_tree: Tree) -> Tree:
    """The phone tree of tests/small, in place of the shipped one."""
    return small_tree


@pytest.fixture
def caller(tree: Tree) -> Caller:
    """A caller who has chosen English and hears the main menu."""
    return Caller.dials(tree, "en")


@pytest.fixture
def newcomer(tree: Tree) -> Caller:
    """A caller who has chosen nothing yet and hears the languages."""
    return Caller.dials(tree)
