"""Whether a listener got stuck, and wrote the same again and again."""

import re


def is_loop(said: str, truth: str) -> bool:
    """Both are `normal` (audio/listening/letters.py)."""
    return len(said) > 1.6 * len(truth) + 8 or bool(re.search(r"(.{3,40}?)\1{3,}", said))
