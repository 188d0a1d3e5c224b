"""Words that a page says in the language of whoever reads it."""

from collections.abc import Callable

Say = Callable[..., str]
"""An English text, and what fills %(name)s in it -> the same in the language of the page."""


def untranslated(text: str, **values: object) -> str:
    """For a page in English."""
    return text % values if values else text


def N_(text: str) -> str:  # noqa: N802  # gettext's own name: such a text is found, and translated later
    """A text that is translated where it is shown."""
    return text
