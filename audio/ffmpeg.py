"""ffmpeg, from the wheel that brings it: for pydub, and for reading what people send."""

import os
import re
import subprocess
from functools import cache
from io import BytesIO
from pathlib import Path
from shutil import which

from imageio_ffmpeg import get_ffmpeg_exe
from pydub import AudioSegment

STUDIO_RATE = 24_000
"""Hertz, of a master. Speech has little sound above half of it."""
_ADDRESS = re.compile(r"\[[^]]*] *")
"""The part of ffmpeg that complains, with its address: "[in#0/ogg @ 0x55b3049f0080] "."""


@cache
def ready() -> str:
    """Tell pydub where ffmpeg is. Raises FileNotFoundError when there is none."""
    try:
        found = which(str(get_ffmpeg_exe()))
    except RuntimeError:
        found = None
    if found is None:
        chosen = os.environ.get("IMAGEIO_FFMPEG_EXE")
        install = "run `make clean`, then `make install`"
        reason = f"IMAGEIO_FFMPEG_EXE is {chosen!r}" if chosen else install
        raise FileNotFoundError(f"ffmpeg is missing: {reason}")
    AudioSegment.converter = found
    return found


def read(path: Path) -> AudioSegment:
    """A recording of any common format, mono, at the studio's rate.

    Raises ValueError for anything else. A damaged recording is refused too: ffmpeg would leave the
    lost words out and go on.
    """
    form = ["-map", "0:a:0", "-ac", "1", "-ar", str(STUDIO_RATE), "-f", "wav", "-"]
    command = [ready(), "-v", "error", "-nostdin", "-i", str(path), *form]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode != 0 or done.stderr or not done.stdout:
        said = done.stderr.decode(errors="replace").strip().splitlines() or ["it holds no sound"]
        raise ValueError(f"{path.name} cannot be read: {_ADDRESS.sub('', said[-1])}")
    return AudioSegment.from_wav(BytesIO(done.stdout))


def write_opus(sound: AudioSegment, path: Path) -> None:
    """Write a master as Opus: small, and on a telephone as good as the original."""
    ready()
    rate = ["-ac", "1", "-ar", str(STUDIO_RATE), "-b:a", "32k"]
    sound.export(
        path, format="opus", codec="libopus", parameters=[*rate, "-map_metadata", "-1"]
    ).close()
