"""Which digit does a clip name? The listener must choose."""

from collections.abc import Sequence

import numpy as np
from faster_whisper.tokenizer import Tokenizer

from audio.listening.whisper import model


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
