"""What is wrong with a file, said so that whoever wrote it can mend it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError


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


def from_validation(file: str, error: ValidationError) -> list[Problem]:
    """Every complaint of pydantic as a problem of a file."""
    return [Problem(file, _place(item["loc"]), _message(item)) for item in error.errors()]


def _place(loc: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in loc) or "(the whole file)"


def _message(item: Any) -> str:
    message = str(item["msg"]).removeprefix("Value error, ")
    return (
        "unknown entry, remove it or mend its spelling"
        if item["type"] == "extra_forbidden"
        else message
    )
