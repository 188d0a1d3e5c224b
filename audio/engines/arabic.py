"""Puts the short vowels back into Arabic, which is written without them: no engine can guess them.

The catalogue stays as people write it. The vowels come from piper's tashkeel, a small model that
`make voices` installs.
"""

from functools import cache
from typing import Any

from audio.engines.error import EngineError


def with_vowels(text: str) -> str:
    """An Arabic text with its vowel marks. Raises EngineError without `make voices`."""
    return str(_marker().diacritize(text))


@cache
def _marker() -> Any:
    try:
        from piper.tashkeel import TashkeelDiacritizer
    except ImportError as error:
        raise EngineError(
            "Arabic needs vowel marks, and the model for them is not installed: run `make voices`"
        ) from error
    return TashkeelDiacritizer()
