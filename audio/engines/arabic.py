"""Arabic is written without its short vowels, and no engine can guess them: they are put back here.

The catalogue stays as people write it. An extra (`make voices`): piper's tashkeel, a small model.
"""

from functools import cache
from typing import Any

from audio.engines.error import EngineError


def with_vowels(text: str) -> str:
    """An Arabic text with its vowel marks. Raises EngineError when the extra is not installed."""
    return str(_marker().diacritize(text))


@cache
def _marker() -> Any:
    try:
        from piper.tashkeel import TashkeelDiacritizer
    except ImportError as error:
        raise EngineError(
            "Arabic needs vowel marks, and what sets them is not installed: run `make voices`"
        ) from error
    return TashkeelDiacritizer()
