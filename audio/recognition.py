"""Which of several texts a recording says, where a recogniser is installed that knows the language.

It only ever doubts: a person decides. It works in a process of its own, so that neither its memory
nor its crash touches the process that answers calls: `python -m audio.recognition FILE EXPECTED`
reads the texts, one a line, and writes the number of the one that it hears.
"""

import re
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from pydub import AudioSegment

RECOGNISERS = {"en": "pocketsphinx"}
"""Language -> the package that recognises it."""
LONGEST = 30
"""Seconds after which nothing is known of a recording."""
RATE = 16_000
"""Hertz, as the recogniser was trained."""
_ROOT = Path(__file__).parents[1]


def is_recognised(language: str) -> bool:
    """Whether a recogniser for a language is installed here."""
    return language in RECOGNISERS and find_spec(RECOGNISERS[language]) is not None


def recognised(
    recording: AudioSegment, language: str, texts: Sequence[str], expected: int
) -> int | None:
    """The place of the text that a recogniser hears; None where it hears none of them, does not
    know every word of the expected one, or there is none for the language.
    """
    if not is_recognised(language):
        return None
    with TemporaryDirectory(prefix="wayout-recognised-") as folder:
        path = Path(folder) / "recording.wav"
        recording.set_frame_rate(RATE).set_channels(1).export(path, format="wav").close()
        try:
            done = subprocess.run(
                [sys.executable, "-m", "audio.recognition", str(path), str(expected)],
                cwd=_ROOT,
                input="\n".join(" ".join(text.split()) for text in texts),
                capture_output=True,
                text=True,
                timeout=LONGEST,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return None
    said = done.stdout.strip()
    return int(said) if done.returncode == 0 and said else None


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
