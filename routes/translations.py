"""Texts that a page shows in the language of its reader."""

from collections.abc import Callable

Say = Callable[..., str]
"""An English text and the values for its %(name)s -> the text in the language of the page."""


def untranslated(text: str, **values: object) -> str:
    """For a page in English."""
    return text % values if values else text


def N_(text: str) -> str:  # noqa: N802  # gettext's own name for it
    """Marks a text for the translators. It is translated where it is shown."""
    return text


def counted(number: int, thing: str) -> str:
    """A number of things in English: "1 text", "2 texts"."""
    return f"{number} {thing if number == 1 else f'{thing}s'}"
