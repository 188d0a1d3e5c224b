"""ffmpeg, from the wheel that carries it: for pydub, and for reading what people send."""

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
"""Hertz, of a master. Speech has little above half of it."""
_ADDRESS = re.compile(r"\[[^]]*] *")
"""Where in itself ffmpeg noticed something: "[in#0/ogg @ 0x55b3049f0080] "."""


@cache
def ready() -> str:
    """Tell pydub where ffmpeg is. Raises FileNotFoundError when there is none."""
    try:
        found = which(str(get_ffmpeg_exe()))
    except RuntimeError:
        found = None
    if found is None:
        wanted = os.environ.get("IMAGEIO_FFMPEG_EXE")
        cure = (
            f"IMAGEIO_FFMPEG_EXE is {wanted!r}"
            if wanted
            else "run `make clean`, then `make install`"
        )
        raise FileNotFoundError(f"ffmpeg is missing: {cure}")
    AudioSegment.converter = found
    return found


def read(path: Path) -> AudioSegment:
    """A recording of any common format, mono, at the studio's rate. Raises ValueError for anything
    else,
    and for a damaged one: ffmpeg would leave a hole in the words and go on.
    """
    form = ["-map", "0:a:0", "-ac", "1", "-ar", str(STUDIO_RATE), "-f", "wav", "-"]
    command = [ready(), "-v", "error", "-nostdin", "-i", str(path), *form]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode != 0 or done.stderr or not done.stdout:
        said = done.stderr.decode(errors="replace").strip().splitlines() or ["it holds no sound"]
        raise ValueError(f"{path.name} cannot be read: {_ADDRESS.sub('', said[-1])}")
    return AudioSegment.from_wav(BytesIO(done.stdout))


def write_opus(sound: AudioSegment, path: Path) -> None:
    """A master as Opus: small, and no telephone can tell it from the original."""
    ready()
    rate = ["-ac", "1", "-ar", str(STUDIO_RATE), "-b:a", "32k"]
    sound.export(
        path, format="opus", codec="libopus", parameters=[*rate, "-map_metadata", "-1"]
    ).close()
