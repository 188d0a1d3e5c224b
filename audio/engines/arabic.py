"""Prepares Arabic, which is written without its short vowels: no engine can guess them.

The catalogue stays as people write it. The vowels come from piper's tashkeel, a small model that
`make voices` installs. It reads Arabic punctuation, so that must still be there.
"""

import re
from functools import cache
from typing import Any

from audio.engines.error import EngineError

_SUKUN = "\u0652"
_TANWIN = "\u064b"
_ENDINGS = "\u064c-\u0650"
"""The short vowels of a case, some with -n. _TANWIN is -an: before a pause only -atan loses it."""
_MARKED = re.compile("[\u064b-\u0652]")
_PAUSE = "(?=[.,;:!?،؛؟…—]|$)"
_CONSONANT = "ءأإؤئبتثجحخدذرزسشصضطظعغفقكلمنه"
_AFTER_ALIF = _CONSONANT.replace("ل", "")


def with_vowels(text: str) -> str:
    """An Arabic text as it is spoken: with vowel marks, without what is written but silent.

    Raises EngineError without `make voices`.
    """
    guessed = str(_marker().diacritize(text))
    pairs = zip(text.split(), guessed.split(), strict=True)
    # The lexicon knows better than the guess: its words come with marks.
    vowelled = " ".join(given if _MARKED.search(given) else guess for given, guess in pairs)
    return in_pauses(without_silent_letters(with_first_vowels(vowelled)))


def with_first_vowels(text: str) -> str:
    """With the i of words that begin with two consonants: the model leaves their alif bare, and an
    engine says a. The article, which has an a, stays.
    """
    return re.sub(f"(?<!\\S)ا(?=[{_AFTER_ALIF}][{_ENDINGS}]?[{_SUKUN}\u0651])", "ا\u0650", text)


def without_silent_letters(text: str) -> str:
    """Without the alif behind the -u of plural verbs, which an engine would speak."""
    return re.sub(f"(و{_SUKUN}?)ا(?!\\w)", r"\1", text)


def in_pauses(text: str) -> str:
    """As words end before a pause: without the vowel of their case, and -a for the feminine -at."""
    text = re.sub(f"ة[{_TANWIN}{_ENDINGS}]*{_PAUSE}", f"ه{_SUKUN}", text)
    text = re.sub(f"([{_CONSONANT}])[{_ENDINGS}]*{_PAUSE}", rf"\1{_SUKUN}", text)
    return re.sub(f"[{_ENDINGS}]*\u0651[{_ENDINGS}]*{_PAUSE}", "\u0651", text)


@cache
def _marker() -> Any:
    try:
        from piper.tashkeel import TashkeelDiacritizer
    except ImportError as error:
        raise EngineError(
            "Arabic needs vowel marks, and the model for them is not installed: run `make voices`"
        ) from error
    return TashkeelDiacritizer()
