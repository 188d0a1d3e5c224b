"""A text never types a key: the tree says which key it is, so that text and tree cannot disagree."""

import re
from collections.abc import Iterator

from prompts.glossary import load_glossary, occurrences, says

_SENTENCE = re.compile(r"[.!?…؟。！？]+(?:\s+|$)")
_PLACEHOLDER = re.compile(r"\{\w+\}")
_DIGIT = re.compile(r"\d")
"""Of any script, as Arabic has its own."""


def typed_keys(language: str, english: str, text: str) -> Iterator[str]:
    """What is wrong with how a translation names keys, a sentence each."""
    if _DIGIT.search(text):
        yield "types a digit: keys and numbers come from the tree, as {key} or {emergency}"
    typing = says(
        english, ("type ",)
    )  # digits of the caller's own: many languages say "press" for it
    press = () if typing else load_glossary(language).get("press", ())
    for sentence in _SENTENCE.split(text):
        if occurrences(sentence, press) > len(_PLACEHOLDER.findall(sentence)):
            yield f"says to press something without a word in braces: {sentence.strip()!r}"
