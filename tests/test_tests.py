"""Tests stand alone: what several of them need is in a module that is no test."""

import ast
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent


def imported(path: Path) -> Iterator[str]:
    """The modules that a file imports from."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (node.module, *(f"{node.module}.{name.name}" for name in node.names))
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def test_no_module_imports_a_test() -> None:
    tests = {
        ".".join(path.relative_to(HERE.parent).with_suffix("").parts)
        for path in HERE.rglob("test_*.py")
    }
    assert f"tests.{Path(__file__).stem}" in tests
    found = {
        (str(path.relative_to(HERE)), name)
        for path in HERE.rglob("*.py")
        for name in imported(path)
        if name in tests
    }
    assert found == set()
