"""Is a text easy to hear? A hint, not a verdict: nobody can look a long sentence up."""

import re

LONGEST = 20
"""Words of a sentence that a frightened caller can keep in mind; a heuristic of ours."""
_SENTENCE = re.compile(r"[.!?…؟。！？]+(?:\s+|$)")


def longest_sentence(text: str) -> int:
    """Words of the longest sentence; in a script without spaces, pairs of letters."""
    return max(_words(sentence) for sentence in _SENTENCE.split(text))


def hint(text: str) -> str:
    """What would make a text easier to hear; nothing for an easy one."""
    if (words := longest_sentence(text)) > LONGEST:
        return f"a sentence has {words} words: say it in two"
    return ""


def _words(sentence: str) -> int:
    words = sentence.split()
    return sum(max(1, len(re.findall(r"[\u3040-\u9fff]", word)) // 2) for word in words)
