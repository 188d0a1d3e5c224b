"""Callers of the hotline as it is shipped."""

import pytest

from ivr.tree import Tree
from tests.ivr.caller import Caller


@pytest.fixture
def caller(tree: Tree) -> Caller:
    """Somebody who has chosen English and hears the main menu."""
    return Caller.dials(tree, "en")


@pytest.fixture
def newcomer(tree: Tree) -> Caller:
    """Somebody who has chosen nothing yet and hears the languages."""
    return Caller.dials(tree)
