"""The flag that rewrites the golden calls: `make golden`, then review the diff."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-calls", action="store_true", help="write the golden calls anew")
