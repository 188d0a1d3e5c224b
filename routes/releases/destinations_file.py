"""Reads and changes destinations.toml. Its comments stay."""

from datetime import UTC, datetime
from typing import Any

import tomlkit
from pydantic import ValidationError
from tomlkit.exceptions import TOMLKitError

from ivr.destinations import Line, Override, line_ids
from routes.releases.centres import centres, with_centres
from routes.releases.change import Value
from routes.releases.entities import (
    FIELDS,
    CentreOrder,
    InDestinations,
    LineField,
    NoSuchEntity,
    Order,
    WholeLine,
)

LAST_LINE = "the destination would have no line left: add another line first"


class DestinationsFile:
    """One TOML file. changed: whether something was written."""

    def __init__(self, path: str, content: bytes) -> None:
        self.changed = False
        try:
            self._document = tomlkit.parse(content.decode("utf-8-sig"))
        except (TOMLKitError, UnicodeDecodeError) as error:
            raise NoSuchEntity(f"{path} cannot be read: {error}") from None

    def read(self, entity: InDestinations) -> Value:
        """What the file says. Raises NoSuchEntity."""
        if isinstance(entity, CentreOrder):
            return centres(self._document)
        lines = self._lines(entity.destination)
        if isinstance(entity, Order):
            return list(line_ids(entity.destination, lines))
        if isinstance(entity, WholeLine):
            ids = line_ids(entity.destination, lines)
            return _entries(lines[ids.index(entity.line)]) if entity.line in ids else None
        return _value(lines[self._place(entity, lines)], entity.field)

    def write(self, entity: InDestinations, value: Value) -> None:
        """Let the file say something else. Raises NoSuchEntity."""
        if isinstance(entity, CentreOrder):
            self._document = tomlkit.parse(with_centres(tomlkit.dumps(self._document), value))
            self.changed = True
            return
        lines = self._lines(entity.destination)
        ids = list(line_ids(entity.destination, lines))
        raw = self._raw(entity.destination)
        match entity:
            case Order():
                ids = _ordered(raw, ids, value)
            case WholeLine(line=line) if value is None:
                _remove(raw, ids, line)
            case WholeLine(line=line):
                raw.append(_item({"id": line} | {name: _raw(name, value[name]) for name in value}))
                ids.append(line)
            case LineField(field=field):
                _set(raw, self._place(entity, lines), field, value)
        # A line keeps the id that it had, also when its address is another one now.
        raw = self._raw(entity.destination)
        for index, id_ in enumerate(ids):
            if line_ids(entity.destination, self._lines(entity.destination))[index] != id_:
                _set(raw, index, "id", id_)
        self.changed = True

    @property
    def content(self) -> bytes:
        """The file as it is now."""
        return tomlkit.dumps(self._document).encode()

    def _raw(self, destination: str) -> Any:
        table: Any = self._document.get(destination)
        if not isinstance(table, dict) or not isinstance(table.get("lines"), list):
            raise NoSuchEntity(f"there is no destination {destination!r} with lines")
        return table["lines"]

    def _lines(self, destination: str) -> list[Line]:
        try:
            return [
                Line.model_validate({"uri": one} if isinstance(one, str) else one)
                for one in self._raw(destination).unwrap()
            ]
        except ValidationError as error:
            reasons = "; ".join(one["msg"] for one in error.errors())
            raise NoSuchEntity(f"a line of {destination!r} is broken: {reasons}") from None

    def _place(self, entity: LineField, lines: list[Line]) -> int:
        ids = line_ids(entity.destination, lines)
        if entity.line not in ids:
            raise NoSuchEntity(f"{entity.destination!r} has no line {entity.line!r}")
        return ids.index(entity.line)


def kept_override(override: Override) -> dict[str, str]:
    """An override as a change keeps it: moments in UTC."""
    kept = moments_in_utc(override.since, override.until)
    return kept | ({"to": override.to} if override.to else {})


def moments_in_utc(since: datetime, until: datetime) -> dict[str, str]:
    """The beginning and the end of an override, as a change keeps them."""
    return {"since": since.astimezone(UTC).isoformat(), "until": until.astimezone(UTC).isoformat()}


_MOMENTS = ("since", "until")


def _value(line: Line, field: str) -> Value:
    value = getattr(line, field)
    return kept_override(value) if isinstance(value, Override) else value


def _entries(line: Line) -> dict[str, Value]:
    """The entries of a line that differ from the defaults."""
    usual = Line(uri=line.uri)
    return {
        field: _value(line, field)
        for field in FIELDS
        if field == "uri" or getattr(line, field) != getattr(usual, field)
    }


def _ordered(raw: Any, ids: list[str], wanted: list[str]) -> list[str]:
    """Bring the lines into an order; the ids then. Lines that it does not name come last, and those
    that are not there any more are passed over.
    """
    order = [id_ for id_ in wanted if id_ in ids] + [id_ for id_ in ids if id_ not in wanted]
    ordered = [_plain(raw[ids.index(id_)]) for id_ in order]
    for index, one in enumerate(ordered):
        raw[index] = _item(one)
    return order


def _remove(raw: Any, ids: list[str], line: str) -> None:
    """Remove a line, and its id. Raises NoSuchEntity."""
    if line not in ids:
        raise NoSuchEntity(f"there is no line {line!r} to remove")
    if len(ids) == 1:
        raise NoSuchEntity(LAST_LINE)
    raw.pop(ids.index(line))
    ids.remove(line)


def _set(raw: Any, index: int, field: str, value: Value) -> None:
    """Set an entry of a line, or remove it. A line in its short form gets the long one."""
    line = _plain(raw[index])
    line = {"uri": line} if isinstance(line, str) else line
    line[field] = _raw(field, value)
    raw[index] = _item({name: one for name, one in line.items() if one not in (None, "")})


def _raw(field: str, value: Value) -> Any:
    """A value as the file has it."""
    if field != "override" or not value:
        return value
    return {
        name: datetime.fromisoformat(one) if name in _MOMENTS else one
        for name, one in value.items()
    }


def _plain(item: Any) -> Any:
    return item.unwrap() if hasattr(item, "unwrap") else item


def _item(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    table = tomlkit.inline_table()
    for name, one in value.items():
        table[name] = _item(one)
    return table
