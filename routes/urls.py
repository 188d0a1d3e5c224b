"""Where a call stands, as a URL, and back. The URL is the only memory of a call."""

from collections.abc import Mapping
from dataclasses import fields
from urllib.parse import urlencode

from ivr.position import Position, Region

_NUMBERS = ("attempt", "part", "line", "rung", "chains")
_DEFAULTS = {field.name: field.default for field in fields(Position)}


def url_of(position: Position) -> str:
    """The path and query that stand for a position, without what goes without saying."""
    query = {
        name: value
        for name in (*_NUMBERS, "region", "destination")
        if (value := getattr(position, name)) != _DEFAULTS[name]
    }
    path = f"/voice/{position.language}/{position.node}"
    return f"{path}?{urlencode(query)}" if query else path


def position_of(language: str, node: str, query: Mapping[str, str]) -> Position:
    """The position that a URL stands for. Raises ValueError for one that this hotline never wrote."""
    numbers = {name: _number(query[name]) for name in _NUMBERS if name in query}
    region = Region(query["region"]) if "region" in query else None
    return Position(node, language, region=region, destination=query.get("destination"), **numbers)


def _number(written: str) -> int:
    if not (written.isascii() and written.isdigit() and len(written) <= 3):
        raise ValueError("not a number that this hotline writes")
    return int(written)
