"""Kokoro with the tones of Vietnamese, which it was never taught.

A phrase goes through the model in two parts: the first tells how long each symbol lasts, and the
pitch. Then the tones are drawn into the pitch, and the second speaks.
"""

from __future__ import annotations

from typing import Any

from pydub import AudioSegment

from audio.engines import kokoro
from audio.engines.error import EngineError
from audio.engines.kokoro import BETWEEN, inputs, joined, session, vocabulary
from audio.engines.kokoro_graph import DURATIONS, PITCH
from audio.engines.tones import curve_of, middle_of, with_tones
from audio.engines.vietnamese import Phrase, phrases

TO_PITCH = "kokoro-v1.0.int8.to-pitch.onnx"
FROM_PITCH = "kokoro-v1.0.int8.from-pitch.onnx"
_WITHIN_A_SENTENCE = 0.15
"""Seconds of silence behind a phrase that does not end its sentence."""


class KokoroTonal:
    """Voices are named as in `Kokoro`."""

    release = "kokoro-82m-v1.0-int8 tonal 2026-11"

    def speak(self, text: str, language: str, voice: str) -> AudioSegment:
        """Say a text. Raises EngineError when it is not Vietnamese, and when Kokoro or the voice is
        not installed.
        """
        said = _phrases(text, language)
        if not self.available():
            raise EngineError("kokoro is not installed: run `make voices`")
        name, _, speed = voice.partition("@")
        return joined([(_say(one, name, float(speed or 1)), pause_behind(one)) for one in said])

    def prepared(self, text: str, language: str) -> str:
        """Its symbols, then the curve of each syllable. Raises EngineError as `speak` does."""
        said = _phrases(text, language)
        curves = [str(curve_of(one)) for phrase in said for one in phrase.syllables]
        return " ".join([*map(symbols_of, said), *curves])

    @staticmethod
    def available() -> bool:
        """Whether `make voices` has been run here."""
        return kokoro.Kokoro.available() and (kokoro.CACHE / FROM_PITCH).exists()

    @staticmethod
    def voice_for(language: str) -> str | None:
        """None: it is a matter of listening, as for `Kokoro`."""
        return None


def _phrases(text: str, language: str) -> list[Phrase]:
    if language != "vi":
        raise EngineError(f"kokoro-tonal knows the tones of Vietnamese only, not of {language}")
    return phrases(text)


def symbols_of(phrase: Phrase) -> str:
    """The syllables, one space apart, and the mark."""
    return " ".join(one.symbols for one in phrase.syllables) + phrase.mark


def pause_behind(phrase: Phrase) -> float:
    """Seconds of silence."""
    return _WITHIN_A_SENTENCE if phrase.mark in (",", ":", ";") else BETWEEN


def _say(phrase: Phrase, voice: str, speed: float) -> Any:
    """The samples of one phrase."""
    import numpy

    given = inputs([vocabulary()[one] for one in symbols_of(phrase)], voice, speed)
    durations, pitch = session(TO_PITCH).run([DURATIONS, PITCH], given)
    own = pitch.ravel().tolist()
    lasts = [int(one) for one in durations.ravel()]
    toned = with_tones(own, lasts, phrase.syllables, middle_of(own))
    given[PITCH] = numpy.array([toned], numpy.float32)
    return numpy.asarray(session(FROM_PITCH).run(None, given)[0], numpy.float32).ravel()
