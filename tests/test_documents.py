"""README stays true: its drawing is the tree's, and every command that it names exists."""

import re
from pathlib import Path

import pytest
from flask import Flask

from ivr.drawing import mermaid
from ivr.tree import Tree

ROOT = Path(__file__).parents[1]
PAGES = ("README.md", "CONTRIBUTING.md")


def test_the_drawing_in_the_readme_is_the_tree(tree: Tree) -> None:
    """After a change: copy the output of `flask tree --mermaid`."""
    drawing = re.search(
        r"```mermaid\n(.*?)\n```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL
    )
    assert drawing is not None
    assert drawing[1] == mermaid(tree)


@pytest.mark.parametrize("page", PAGES)
def test_every_flask_command_that_is_named_exists(page: str, app: Flask) -> None:
    named = set(
        re.findall(
            r"`(?:\.venv/bin/)?flask ((?:audio |script )?[a-z]+)", (ROOT / page).read_text("utf-8")
        )
    )
    assert named
    for command in named:
        assert app.test_cli_runner().invoke(args=[*command.split(), "--help"]).exit_code == 0


@pytest.mark.parametrize("page", PAGES)
def test_every_make_target_that_is_named_exists(page: str) -> None:
    named = set(
        re.findall(r"(?:`|^    )make ([a-z]+)", (ROOT / page).read_text("utf-8"), re.MULTILINE)
    )
    assert named
    assert named <= set(
        re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    )


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_is_named_exists(page: str) -> None:
    named = re.findall(r"\]\((?!http|#)([^)#]+)\)", (ROOT / page).read_text("utf-8"))
    assert [path for path in named if not (ROOT / path).exists()] == []
