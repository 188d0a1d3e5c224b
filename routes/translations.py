"""Texts that a page shows in the language of its reader."""

from collections.abc import Callable, Iterable, Mapping

Say = Callable[..., str]
"""An English text and the values for its %(name)s -> the text in the language of the page."""


def untranslated(text: str, /, **values: object) -> str:
    """For a page in English."""
    return text % values if values else text


def N_(text: str) -> str:  # noqa: N802  # gettext's own name for it
    """Marks a text for the translators. It is translated where it is shown."""
    return text


class Message(str):
    """A sentence in English for an administrator: what happened and what to do, with the commands.

    plain: what happened, for people who have no shell, with %(name)s for the values. Marked with
    N_, and translated where it is shown. A date among them is written out there.
    """

    plain: str
    values: Mapping[str, object]

    def __new__(cls, text: str, plain: str, /, **values: object) -> "Message":
        """One line."""
        message = super().__new__(cls, " ".join(text.split()))
        message.plain = plain
        message.values = values
        return message


def counted(number: int, thing: str) -> str:
    """A number of things in English: "1 text", "2 texts", "2 processes"."""
    several = f"{thing}es" if thing.endswith("s") else f"{thing}s"
    return f"{number} {thing if number == 1 else several}"


_NAMED = 5
"""Things that one line names."""


def named(names: Iterable[str]) -> str:
    """The first names in order, and how many there are besides: "a, b, c, d, e and 7 more"."""
    ordered = sorted(names)
    more = f" and {len(ordered) - _NAMED} more" if len(ordered) > _NAMED else ""
    return ", ".join(ordered[:_NAMED]) + more
