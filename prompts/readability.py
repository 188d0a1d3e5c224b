"""Tells whether a text is easy to hear. It is a hint for translators, and stops nothing."""

import re

from prompts.sentences import sentences

LONGEST = 20
"""Words of a sentence that a frightened caller can keep in mind. A guess of ours."""
_NO_SPACES = re.compile(r"[\u0e00-\u0eff\u3040-\u9fff]")
"""A letter of Thai, Lao, Japanese or Chinese."""


def longest_sentence(text: str) -> int:
    """Words of the longest sentence. In a script without spaces two letters count as a word."""
    return max(
        (
            sum(max(1, len(_NO_SPACES.findall(word)) // 2) for word in sentence.split())
            for sentence in sentences(text)
        ),
        default=0,
    )


def hint(text: str) -> str:
    """What would make a text easier to hear; empty for an easy one."""
    if (words := longest_sentence(text)) > LONGEST:
        return f"a sentence has {words} words: say it in two"
    return ""
