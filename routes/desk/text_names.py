"""What a text is called on a page: how it begins, in the language of the page."""

import re
from dataclasses import dataclass
from textwrap import shorten

from prompts.catalogue import SOURCE_LANGUAGE
from routes.call.hotline import Hotline
from routes.desk.translation import language

LONGEST = 60
"""Letters of a name."""
_BRACES = re.compile(r"\{\w+\}")
_MORE = "\u2026"


@dataclass(frozen=True, slots=True)
class TextName:
    """words: how it begins. language: of them: that of the page, or English."""

    words: str
    language: str


def text_name(hotline: Hotline, prompt: str) -> TextName:
    """What a text is called; its id where no text has it."""
    catalogues = hotline.catalogues
    if prompt not in catalogues.template:
        return TextName(prompt, SOURCE_LANGUAGE)
    known = catalogues.languages.get(language())
    tag = language() if known and prompt in known.texts else SOURCE_LANGUAGE
    tag = catalogues.spoken_language(prompt, tag)
    words = _BRACES.sub(_MORE, catalogues.pattern(prompt, tag)).replace(f"{_MORE}.", _MORE)
    return TextName(shorten(words, LONGEST, placeholder=_MORE), tag)
