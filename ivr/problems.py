"""What is wrong with a file, said so that its author can mend it."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

WHOLE = "(the whole file)"
"""In place of an entry."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend: in which file, at which entry, and what to do."""

    file: str
    entry: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.entry}: {self.message}"


class BadFile(Exception):
    """A file that cannot be used. Carries every problem that was found, not only the first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


def read_table(path: Path) -> dict[str, Any]:
    """A TOML file, also with a byte order mark. Raises BadFile with its name."""
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except UnicodeDecodeError as error:
        reason = "is not UTF-8: save it anew as UTF-8"
        raise BadFile([Problem(path.name, WHOLE, reason)]) from error
    except tomllib.TOMLDecodeError as error:
        raise BadFile([Problem(path.name, WHOLE, f"is not TOML: {error}")]) from error
    except OSError as error:
        raise BadFile([Problem(path.name, WHOLE, f"cannot be read: {error.strerror}")]) from error


def from_validation(
    file: str, error: ValidationError, renamed: Mapping[str, str] | None = None
) -> list[Problem]:
    """Every complaint of pydantic as a problem of a file. renamed: an entry's old name -> its name
    now.
    """
    problems = []
    for item in error.errors():
        *_, name = item["loc"] or ("",)
        message = item["msg"].removeprefix("Value error, ")
        if item["type"] == "extra_forbidden":
            new = (renamed or {}).get(str(name))
            message = f"is called {new!r} now" if new else _UNKNOWN
        entry = ".".join(map(str, item["loc"])) or WHOLE
        problems.append(Problem(file, entry, message))
    return problems


_UNKNOWN = "unknown entry, remove it or mend its spelling"
