"""Where a sentence ends, in the scripts that the hotline is written in."""

import re

MARKS = ".!?…؟。！？।۔።፧"
"""Also the marks of Devanagari and Bengali (।), Urdu (۔) and Ethiopic (። and ፧)."""
_END = re.compile(rf"[{MARKS}]+(?:\s+|$)")


def sentences(text: str) -> list[str]:
    """The sentences of a text without their last marks. Empty ones are left out."""
    return [sentence for sentence in _END.split(text) if sentence.strip()]
