"""Which of several texts a recording says, where a recogniser is installed that knows the language.

It only ever doubts: a person decides. It works in a process of its own, so that neither its memory
nor its crash touches the process that answers calls. That reads the texts, one a line, and writes
the number of the one that it hears: `python -m audio.recognition FILE EXPECTED` for English, and
the offline listener for what it understands well of the others (audio/listening).
"""

import logging
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from pydub import AudioSegment

from audio.heard import UNCLEAR, load_understood

log = logging.getLogger(__name__)

RECOGNISERS = {"en": "pocketsphinx"}
"""Language -> the package that recognises it."""
LISTENER = Path(f"{sys.prefix}-listen")
"""The environment of the offline listener, where it is installed (`make listener`)."""
LONGEST = 30
"""Seconds after which nothing is known of a recording."""
RATE = 16_000
"""Hertz, as the recogniser was trained."""
_ROOT = Path(__file__).parents[1]
_at_work = Lock()
"""One recogniser at a time in each process: it lets a thread wait that callers may need."""


def recognised(
    recording: AudioSegment, language: str, texts: Sequence[str], expected: int
) -> int | None:
    """The place of the text that a recogniser hears; None where it hears none of them for sure, or
    there is none for the language, or it is at work on another recording.
    """
    recogniser = _recogniser(language)
    if not recogniser or not _at_work.acquire(blocking=False):
        return None
    try:
        with TemporaryDirectory(prefix="wayout-recognised-") as folder:
            path = Path(folder) / "recording.wav"
            recording.set_frame_rate(RATE).set_channels(1).export(path, format="wav").close()
            said = _said([*recogniser, str(path), str(expected)], texts)
    finally:
        _at_work.release()
    return int(said) if said else None


def _said(command: Sequence[str], texts: Sequence[str]) -> str:
    """What a recogniser answers; empty where it hears none of the texts, or fails."""
    try:
        done = subprocess.run(
            command,
            cwd=_ROOT,
            env={**os.environ, "OMP_NUM_THREADS": "1"},  # the other processors are for calls
            input="\n".join(" ".join(text.split()) for text in texts),
            capture_output=True,
            encoding="utf-8",
            timeout=LONGEST,
            check=True,
        )
    except subprocess.CalledProcessError as error:
        told = error.stderr.strip().splitlines() or [str(error.returncode)]
        log.warning("a recogniser failed: %s", told[-1])
    except subprocess.TimeoutExpired:
        log.warning("a recogniser had no answer after %s seconds", LONGEST)
    except OSError as error:
        log.warning("a recogniser cannot be started: %s", error.strerror)
    else:
        return done.stdout.strip()
    return ""


def _recogniser(language: str) -> list[str]:
    """The command of what recognises a language; empty where nothing does."""
    if language in RECOGNISERS and find_spec(RECOGNISERS[language]):
        return [sys.executable, "-X", "utf8", "-m", "audio.recognition"]
    known = load_understood().get(language)  # how well the listener was measured to hear it
    if (LISTENER / "installed").exists() and known and known.wrong <= UNCLEAR:
        return [str(LISTENER / "bin" / "python"), "-X", "utf8", "-m", "audio.listening", language]
    return []


def heard(samples: bytes, texts: Sequence[str], expected: int) -> int | None:
    """The place of the text that pocketsphinx hears, when only these may be said. samples: 16 bits
    each, at RATE. Words that its dictionary lacks, such as names, are left out. So it would take an
    expected text with such words for another one: of that it says nothing.
    """
    from pocketsphinx import Decoder  # only this process has it

    # With a little noise of its own: at digital silence, such as a browser may send, it breaks off.
    decoder = Decoder(samprate=RATE, lm=None, logfn="/dev/null", dither=True, seed=1)
    sentences: dict[str, int] = {}
    for place, text in enumerate(texts):
        spoken = re.findall(r"[a-z']+", text.lower())
        words = [word for word in spoken if decoder.lookup_word(word)]
        if place == expected and words != spoken:
            return None
        if words:
            sentences.setdefault(" ".join(words), place)
    rule = " | ".join(sentences)
    decoder.add_jsgf_string("texts", f"#JSGF V1.0; grammar texts; public <text> = {rule};")
    decoder.activate_search("texts")
    decoder.start_utt()
    decoder.process_raw(samples, full_utt=True)
    decoder.end_utt()
    found = decoder.hyp()
    return sentences.get(found.hypstr) if found else None  # None also where it broke off


def main(path: Path, expected: int) -> None:
    """Answer for one recording."""
    sound = AudioSegment.from_wav(BytesIO(path.read_bytes()))
    place = heard(sound.raw_data, sys.stdin.read().splitlines(), expected)
    sys.stdout.write("" if place is None else str(place))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
