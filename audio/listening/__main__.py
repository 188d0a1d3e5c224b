"""Answer for one recording: `python -m audio.listening LANGUAGE FILE EXPECTED` reads the texts, one
a line, and writes the number of the one that was said (audio/recognition.py).
"""

import os
import sys
from contextlib import suppress

from faster_whisper.audio import decode_audio

from audio.listening.letters import nearest
from audio.listening.vietnamese import transcribe_vietnamese
from audio.listening.whisper import transcribe

NICE = 10
"""Calls come first."""


def main(language: str, path: str, expected: int) -> None:
    """Listen, and compare."""
    with suppress(OSError):  # deploy/wayout.service lets no process change its priority
        os.nice(NICE)
    samples = decode_audio(path)
    own = language == "vi"
    understood = transcribe_vietnamese(samples) if own else transcribe(samples, language)
    place = nearest(understood, sys.stdin.read().splitlines(), expected, language)
    sys.stdout.write("" if place is None else str(place))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
