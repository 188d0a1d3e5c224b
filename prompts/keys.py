"""A text never names a key itself: {key} is filled in from the tree, so both always agree."""

import re
from collections.abc import Iterator

from prompts.glossary import load_glossary, occurrences, says
from prompts.sentences import sentences

_PLACEHOLDER = re.compile(r"\{\w+\}")
_DIGIT = re.compile(r"\d")
"""A digit of any script: Arabic has its own."""


def typed_keys(language: str, english: str, text: str) -> Iterator[str]:
    """What is wrong with the way a translation names keys, a sentence each.

    Where the English has callers type digits of their own, "press" names no key: many languages
    have the same word for both.
    """
    if _DIGIT.search(text):
        yield "types a digit: keys and numbers come from the tree, as {key} or {emergency}"
    typing = says(english, ("type ",))
    press = () if typing else load_glossary(language).get("press", ())
    for sentence in sentences(text):
        if occurrences(sentence, press) > len(_PLACEHOLDER.findall(sentence)):
            yield f"says to press something without a word in braces: {sentence.strip()!r}"
