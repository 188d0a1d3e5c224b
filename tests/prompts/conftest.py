"""Texts: those that are shipped, those of the small hotline, and copies to spoil."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from ivr.loading import load_tree
from ivr.tree import Tree
from prompts.catalogue import Catalogues, load_catalogues
from prompts.template import load_template
from routes.operations.heard_texts import with_unheard
from tests.small.hotline import SMALL


@pytest.fixture(scope="session")
def catalogues() -> Catalogues:
    """The shipped catalogues, with the keys and numbers of the tree, and what short languages need
    not say.
    """
    tree = load_tree()
    found = load_catalogues(template=with_unheard(load_template(), tree))
    return replace(found, values=tree.values())


@pytest.fixture(scope="session")
def small_catalogues(small_tree: Tree) -> Catalogues:
    """The catalogues of the small hotline, with the keys and numbers of its tree."""
    found = load_catalogues(SMALL.catalogues, load_template(SMALL.template))
    return replace(found, values=small_tree.values())


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    """A folder with a copy of every catalogue of the small hotline."""
    return Path(shutil.copytree(SMALL.catalogues, tmp_path / "catalogues"))
