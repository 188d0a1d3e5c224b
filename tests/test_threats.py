"""Each promise of deploy/THREATS.md has a test, and that test is there."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "deploy" / "THREATS.md").read_text("utf-8")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def promises() -> dict[str, str]:
    """Promise -> what stands beside it."""
    section = re.search(r"^# What is promised.*?\n(.*?)^# ", PAGE, re.MULTILINE | re.DOTALL)
    assert section is not None
    _, _, *rows = re.findall(r"^\| (.+?) \| (.+) \|$|^\|---", section[1], re.MULTILINE)
    return dict(rows)


@cache
def defined_in(file: str) -> frozenset[str]:
    """The tests that a file defines."""
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("promise", promises())
def test_a_promise_is_tested(promise: str) -> None:
    named = NAMED.findall(promises()[promise])
    assert named, "name a test beside it, as `tests/file.py::test_name`"
    for file, test in named:
        assert (ROOT / file).is_file(), f"{file} is gone: name the file that tests it now"
        assert test in defined_in(file), f"{file} has no {test}: name the test that took its place"


def test_nothing_else_is_named_as_a_test() -> None:
    assert len(promises()) > 40
    inside = sum(len(NAMED.findall(beside)) for beside in promises().values())
    assert inside == PAGE.count("::")


def test_no_address_of_a_person_is_invented_for_reports() -> None:
    assert "@" not in (ROOT / "SECURITY.md").read_text("utf-8")
