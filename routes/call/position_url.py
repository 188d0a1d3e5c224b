"""Where a call stands, as a URL, and back. The URL is the only memory of a call."""

from collections.abc import Mapping
from dataclasses import fields
from urllib.parse import parse_qsl, urlencode, urlsplit

from ivr.position import Position, Region

_NUMBERS = {"attempt": 3, "part": 3, "rung": 3, "chains": 3}
"""What is written as a number -> the most digits that it can have."""
_WORDS = ("region", "destination", "secret")
_BETWEEN_LINES = "."
"""No id of a line has one."""
_DEFAULTS = {field.name: field.default for field in fields(Position)}
_BETWEEN = "~"
"""Between the prompts of `told`. No prompt has it in its name, and a URL carries it as it is."""


def url_of(position: Position, further: Mapping[str, int] | None = None) -> str:
    """The path and query that stand for a position, without what goes without saying. further: put
    at the end.
    """
    named = ((name, getattr(position, name)) for name in (*_NUMBERS, *_WORDS))
    query = {
        **{name: value for name, value in named if value != _DEFAULTS[name]},
        **({"told": _BETWEEN.join(sorted(position.told))} if position.told else {}),
        **({"lines": _BETWEEN_LINES.join(position.lines)} if position.lines else {}),
        **(further or {}),
    }
    path = f"/voice/{position.language}/{position.node}"
    return f"{path}?{urlencode(query)}" if query else path


def position_of(language: str, node: str, query: Mapping[str, str]) -> Position:
    """The position that a URL stands for. Raises ValueError for one that this hotline never
    wrote.
    """
    numbers = {
        name: number(query[name], digits) for name, digits in _NUMBERS.items() if name in query
    }
    region = Region(query["region"]) if "region" in query else None
    told = frozenset(query["told"].split(_BETWEEN)) if query.get("told") else frozenset()
    destination, secret = query.get("destination"), query.get("secret")
    lines = tuple(query["lines"].split(_BETWEEN_LINES)) if query.get("lines") else ()
    return Position(
        node,
        language,
        region=region,
        lines=lines,
        destination=destination,
        told=told,
        secret=secret,
        **numbers,
    )


def position_at(url: str) -> Position:
    """The position that a whole URL stands for, as it is in a document. Raises ValueError."""
    parts = urlsplit(url)
    _, _, language, node = parts.path.split("/")
    return position_of(language, node, dict(parse_qsl(parts.query)))


def number(written: str, digits: int) -> int:
    """A number in a URL, of so many digits at most. Raises ValueError."""
    if not (written.isascii() and written.isdigit() and len(written) <= digits):
        raise ValueError("not a number that this hotline writes")
    return int(written)
