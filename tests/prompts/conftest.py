"""The shipped texts, and copies of them that a test can change."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from ivr.loading import load_tree
from prompts.catalogue import CATALOGUES, Catalogues, load_catalogues


@pytest.fixture(scope="session")
def catalogues() -> Catalogues:
    """The shipped catalogues, with the keys and numbers of the tree."""
    return replace(load_catalogues(), values=load_tree().values())


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    """A folder with a copy of every shipped catalogue."""
    return Path(shutil.copytree(CATALOGUES, tmp_path / "catalogues"))
