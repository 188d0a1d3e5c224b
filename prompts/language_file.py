"""Changes languages.toml. Its comments and its order stay."""

import datetime
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomlkit

from prompts.languages import LANGUAGES
from prompts.tables import read_table


def change_entry(tag: str, changes: Mapping[str, Any], path: Path = LANGUAGES) -> None:
    """Set entries of a language; None removes one. New ones stand right below the others, before
    the comment of the next language, which tomlkit counts to this one. Raises ValueError when the
    file would read otherwise than it should; then it stays as it was.
    """
    read_table(path)
    path.write_text(changed_entry(path.read_text("utf-8-sig"), tag, changes, path.name), "utf-8")


def changed_entry(content: str, tag: str, changes: Mapping[str, Any], name: str) -> str:
    """The content of languages.toml with the same change. name: of the file. Raises ValueError."""
    before = tomllib.loads(content)
    document = tomlkit.parse(content)
    table: Any = document[tag]
    below: list[Any] = []
    body = table.value.body
    while body and body[-1][0] is None:
        below.insert(0, body.pop())
    for field, value in changes.items():
        if value is None:
            table.pop(field, None)
        elif field in table:
            table[field] = value
        else:
            table.append(field, value)
    body.extend(below)
    written = tomlkit.dumps(document)
    entry = {key: value for key, value in {**before[tag], **changes}.items() if value is not None}
    if tomllib.loads(written) != {**before, tag: entry}:
        raise ValueError(f"{name} cannot be changed by this command: edit {tag} by hand")
    return written


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
