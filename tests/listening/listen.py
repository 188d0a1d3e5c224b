"""Offline listeners: do they understand every clip, as a telephone carries it?

Runs in an environment of its own (`make listen`), since it is large and shares nothing with the
hotline: the list of clips comes from `flask audio manifest`. What was heard of a clip is kept in
.cache/heard, so that only new clips take their five seconds.
"""

import argparse
import datetime
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np
from faster_whisper.audio import decode_audio

from audio.listening.letters import distance, normal
from audio.listening.vietnamese import transcribe_vietnamese
from audio.listening.whisper import transcribe
from tests.listening.choice import choose
from tests.listening.loops import is_loop
from tests.listening.report import Heard, write_report

LINE_NOISE = -48.0
"""dBov, white: a poor line."""
KEPT = Path(".cache/heard")
AGAINST_LOOPS = {"beam_size": 1, "no_repeat_ngram_size": 3, "repetition_penalty": 1.15}
"""How a clip is heard again at which the listener got stuck. It understands others worse so."""
LISTENERS = ("faster-whisper", "ctranslate2", "viet-asr")
WAY = "2026-11"
"""Names this way of listening. Change it with anything here: then all clips are heard anew."""


def main() -> None:
    """Hear every clip of the manifest, and write down what was understood."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("manifest", type=Path)
    options.add_argument("report", type=Path)
    options.add_argument(
        "--every", type=int, default=1, help="only every so manieth clip, and all that name a key"
    )
    given = options.parse_args()
    entries = [
        entry
        for number, entry in enumerate(json.loads(given.manifest.read_text("utf-8")))
        if number % given.every == 0 or entry["choices"]
    ]
    heard: list[Heard] = []
    for number, entry in enumerate(entries, 1):
        heard += heard_before_or_now(entry)
        sys.stdout.write(f"\r{number} of {len(entries)} clips heard ({entry['language']})   ")
        sys.stdout.flush()
    versions = {name: metadata.version(name) for name in LISTENERS}
    write_report(given.report, heard, versions, datetime.date.today())
    sys.stdout.write(f"\n{given.report} is written.\n")


def heard_before_or_now(entry: dict[str, Any]) -> list[Heard]:
    """What the listeners understand of a clip. It is kept, so that a run can be stopped."""
    asked = json.dumps([WAY, {**entry, "clip": ""}], sort_keys=True).encode()
    kept = KEPT / f"{sha256(asked + Path(entry['clip']).read_bytes()).hexdigest()[:24]}.json"
    if not kept.exists():
        KEPT.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps([asdict(one) for one in hear(entry)]), "utf-8")
    return [Heard(**one) for one in json.loads(kept.read_text("utf-8"))]


def hear(entry: dict[str, Any]) -> Iterator[Heard]:
    """One clip: what each listener understood, and which digit it names, by forced choice."""
    samples = with_noise(decode_audio(entry["clip"]))
    language = entry["language"]
    # A listener writes a name, a number or an address as it is spelt, or as it sounds: both are
    # right.
    truths = [normal(one, language) for one in (entry["words"], entry["spoken"])]
    understood = transcribe(samples, language)
    loops = is_loop(normal(understood, language), max(truths, key=len))
    if loops:
        understood = transcribe(samples, language, **AGAINST_LOOPS)
    choice = choose(samples, entry["choices"], language) if entry["choices"] else None
    right = None if choice is None else entry["choices"][choice] == entry["words"]
    yield compared(entry, "Whisper", understood, truths, right, loops=loops)
    if language == "vi":
        yield compared(entry, "viet-asr", transcribe_vietnamese(samples), truths, None)


def compared(
    entry: dict[str, Any],
    listener: str,
    understood: str,
    truths: list[str],
    right: bool | None,
    *,
    loops: bool = False,
) -> Heard:
    """Count the letters that are wrong, by the truth that is nearest."""
    said = normal(understood, entry["language"])
    truth = min(truths, key=lambda one: distance(said, one))
    return Heard(
        entry["language"],
        listener,
        entry["name"],
        entry["engine"],
        entry["words"],
        understood,
        distance(said, truth),
        len(truth),
        right,
        loops,
    )


def with_noise(samples: np.ndarray) -> np.ndarray:
    """The same noise every time, so that two reports can be compared."""
    noise = np.random.default_rng(7).standard_normal(len(samples)).astype(np.float32)
    return np.asarray(samples + noise * 10 ** (LINE_NOISE / 20), np.float32)


if __name__ == "__main__":
    main()
