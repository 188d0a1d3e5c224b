"""The desk's texts in English, Dutch and French, from gettext catalogues.

The language is the one that was chosen with the switch, else the browser's, else English.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.support import NullTranslations, Translations
from flask import request, session

from prompts.po import read_po_file
from routes.translations import Say

log = logging.getLogger(__name__)

TRANSLATIONS = Path(__file__).parent / "translations"
LANGUAGES = {"en": "English", "nl": "Nederlands", "fr": "Français"}
"""Tag -> name in the language itself."""
_PART: ContextVar[str] = ContextVar("language of a part of a page", default="")


def language() -> str:
    """The language of this request's page, or of the part of it that is made now."""
    if part := _PART.get():
        return part
    wanted = (tag.partition("-")[0].lower() for tag in request.accept_languages.values())
    return next((tag for tag in (session.get("language"), *wanted) if tag in LANGUAGES), "en")


@contextmanager
def in_language(tag: str) -> Iterator[None]:
    """Make a part of a page in another language than the page."""
    before = _PART.set(tag)
    try:
        yield
    finally:
        _PART.reset(before)


def gettext(text: str, /, **values: object) -> str:
    """A text in the language of the request. The values fill its %(name)s."""
    return say_in(language())(text, **values)


def say_in(tag: str) -> Say:
    """What says texts in a language, also outside of a page."""

    def say(text: str, /, **values: object) -> str:
        translated = catalogue(tag).ugettext(text)
        return translated % values if values else translated

    return say


def ngettext(one: str, many: str, num: int, /, **values: object) -> str:
    """A text about a number of things, in the language of the request."""
    return catalogue(language()).ungettext(one, many, num) % {"num": num, **values}


_ = gettext


@cache
def catalogue(tag: str) -> NullTranslations:
    """The translations of a language. English, the source, has none, and stands in for a file that
    cannot be read.
    """
    if tag == "en":
        return NullTranslations()
    compiled = BytesIO()
    try:
        write_mo(compiled, read_po_file(TRANSLATIONS / f"{tag}.po"))
    except (ValueError, OSError) as error:
        log.error("the desk is in English instead of %s: %s", tag, error)
        return NullTranslations()
    compiled.seek(0)
    return Translations(compiled)
