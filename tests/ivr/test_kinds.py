"""A kind of node is one file in ivr/nodes, and nothing else has to name it."""

from pathlib import Path

import pytest

import ivr.nodes

FILE = """
from typing import Literal

from ivr.node import Node


class Pause(Node):
    kind: Literal["pause"]
"""


def test_every_kind_has_a_file_of_its_name_and_a_word_of_its_own() -> None:
    found = {found.__name__.lower(): found for found in ivr.nodes.kinds()}
    assert {name: kind.__module__ for name, kind in found.items()} == {
        name: f"ivr.nodes.{name}" for name in found
    }
    assert "menu" in found
    assert "listener" not in found, "it is what two kinds have in common"


def test_a_new_file_is_a_new_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pause.py").write_text(FILE, "utf-8")
    before = set(ivr.nodes.kinds())
    monkeypatch.setattr(ivr.nodes, "__path__", [*ivr.nodes.__path__, str(tmp_path)])
    assert [kind.__name__ for kind in set(ivr.nodes.kinds()) - before] == ["Pause"]
