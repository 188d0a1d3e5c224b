"""The texts of the pages for native speakers, in each language of the hotline.

They are few, and in gettext catalogues of their own (`reviewer_translations`), which
`flask staff texts` brings up to date. What is not translated is in English.
"""

import logging
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.support import NullTranslations, Translations
from flask import g

from prompts.po import read_po_file

log = logging.getLogger(__name__)

FOLDER = Path(__file__).parents[1] / "reviewer_translations"


def speak(language: str) -> None:
    """Let this request's pages be in a language."""
    g.reviewer_language = language


def say(text: str, /, **values: object) -> str:
    """A text in the language of the native speaker. The values fill its %(name)s."""
    translated = reviewer_catalogue(g.get("reviewer_language", "en")).ugettext(text)
    return translated % values if values else translated


def to_say(text: str) -> str:
    """Marks a text for the translators. `say` translates it where it is shown."""
    return text


def page_language(language: str) -> str:
    """The language in which the pages of a language are: its own, a nearly related one, or
    English.
    """
    near = (language, language.partition("-")[0])
    return next((tag for tag in near if (FOLDER / f"{tag}.po").exists()), "en")


@cache
def reviewer_catalogue(tag: str) -> NullTranslations:
    """The translations of a language. English, the source, stands in for what is not there."""
    path = FOLDER / f"{tag}.po"
    if not path.exists():
        return NullTranslations()
    compiled = BytesIO()
    try:
        write_mo(compiled, read_po_file(path))
    except (ValueError, OSError) as error:
        log.error("the pages for native speakers are in English instead of %s: %s", tag, error)
        return NullTranslations()
    compiled.seek(0)
    return Translations(compiled)
