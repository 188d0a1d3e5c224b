"""What is wrong with a file, said so that its author can mend it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
        entry = ".".join(map(str, item["loc"])) or "(the whole file)"
        problems.append(Problem(file, entry, message))
    return problems


_UNKNOWN = "unknown entry, remove it or mend its spelling"
