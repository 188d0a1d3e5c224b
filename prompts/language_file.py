"""Changes languages.toml. Its comments and its order stay."""

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomlkit

from prompts.languages import LANGUAGES


def change_entry(tag: str, changes: Mapping[str, Any], path: Path = LANGUAGES) -> None:
    """Set entries of a language; None removes one. New ones stand right below the others, before
    the comment of the next language, which tomlkit counts to this one.
    """
    document = tomlkit.parse(path.read_text("utf-8"))
    table: Any = document[tag]
    below: list[Any] = []
    body = table.value.body
    while body and body[-1][0] is None:
        below.insert(0, body.pop())
    for name, value in changes.items():
        if value is None:
            table.pop(name, None)
        elif name in table:
            table[name] = value
        else:
            table.append(name, value)
    body.extend(below)
    path.write_text(tomlkit.dumps(document), "utf-8")


def add_entry(tag: str, entry: Mapping[str, Any], path: Path = LANGUAGES) -> None:
    """Append a language. Raises ValueError when it is there already."""
    text = path.read_text("utf-8")
    if tag in tomlkit.parse(text):
        raise ValueError(f"{path.name} has {tag!r} already")
    table = tomlkit.table()
    for name, value in entry.items():
        table.append(name, _inline(value) if isinstance(value, Mapping) else value)
    path.write_text(text.rstrip() + "\n\n" + tomlkit.dumps({tag: table}), "utf-8")


def signature(reviewer: str, date: datetime.date, digest: str, *, live: bool) -> dict[str, Any]:
    """The entries of a language that a native speaker has signed. live: whether it is live."""
    return {
        "status": "live" if live else "reviewed",
        "reviewer": reviewer,
        "date": date,
        "signed": digest,
    }


def _inline(values: Mapping[str, Any]) -> Any:
    table = tomlkit.inline_table()
    table.update(dict(values))
    return table
