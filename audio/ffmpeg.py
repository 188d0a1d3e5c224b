"""ffmpeg, from the wheel that brings it: for pydub, and for reading what people send."""

import os
import re
import subprocess
import warnings
from functools import cache
from io import BytesIO
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

from imageio_ffmpeg import get_ffmpeg_exe
from pydub import AudioSegment

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # back on Python 3.13 by audioop-lts
    import audioop

STUDIO_RATE = 24_000
"""Hertz, of a master. Speech has little sound above half of it."""
_SAMPLE_WIDTH = 2
"""Bytes of a sample, as ffmpeg writes them."""
_RECORDINGS = "aac,aiff,amr,amrnb,amrwb,asf,au,caf,flac,matroska,mov,mp3,ogg,w64,wav,wv"
"""Formats of recordings, as ffmpeg calls them. Others can name further files to be read."""
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
    """A master, mono, at the studio's rate. Raises ValueError when it is damaged."""
    return _decoded(path, "-ac", "1")


def read_sent(path: Path) -> AudioSegment:
    """A recording as a speaker sends it, in any format that ffmpeg reads: one channel, at the
    studio's rate.

    The loudest channel is taken. The mean of all would be half as loud where one is silent, and
    silence where a wire is the wrong way round. Raises ValueError for anything but a recording, and
    for a damaged one: ffmpeg would leave the lost words out and go on.
    """
    if not path.stat().st_size:
        raise ValueError(f"{path.name} cannot be read: it is empty")
    channels = _decoded(path, "-format_whitelist", _RECORDINGS, before=True).split_to_mono()
    return max(channels, key=_loudness)


def sent(content: bytes) -> AudioSegment:
    """The same of what a browser sends: ffmpeg knows the format by the content. Raises
    ValueError.
    """
    with TemporaryDirectory(prefix="wayout-sent-") as folder:
        path = Path(folder) / "sent"
        path.write_bytes(content)
        return read_sent(path)


def _loudness(channel: AudioSegment) -> int:
    """A constant voltage is not loud."""
    return int(audioop.rms(without_offset(channel).raw_data, _SAMPLE_WIDTH))


def without_offset(sound: AudioSegment) -> AudioSegment:
    """A sound around zero: a cheap sound card adds a constant voltage. Quieter by 6 dB, so that no
    sample is shifted beyond the scale.
    """
    half = sound.apply_gain(-6.1)
    return half.remove_dc_offset()


def in_band(sound: AudioSegment, lowest: int, rate: int) -> AudioSegment:
    """What is left of a sound above a frequency and below half of a sample rate (Hertz)."""
    ready()
    kept = BytesIO()
    band = ["-af", f"highpass=f={lowest}", "-ar", str(rate), "-ac", "1"]
    sound.export(kept, format="wav", parameters=band)
    return AudioSegment.from_wav(kept)


def _decoded(path: Path, *options: str, before: bool = False) -> AudioSegment:
    """The sound of a file. before: whether the options are about reading it."""
    form = ["-map", "0:a:0", "-ar", str(STUDIO_RATE), "-f", "wav", "-"]
    reading, writing = (options, ()) if before else ((), options)
    strictly = ["-v", "error", "-nostdin", "-err_detect", "crccheck"]
    command = [ready(), *strictly, *reading, "-i", str(path), *writing, *form]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode != 0 or done.stderr or not done.stdout:
        said = done.stderr.decode(errors="replace").strip().splitlines() or ["it holds no sound"]
        reason = _ADDRESS.sub("", said[0])
        if "whitelist" in reason:
            reason = "it is no recording"
        raise ValueError(f"{path.name} cannot be read: {reason}")
    return AudioSegment.from_wav(BytesIO(done.stdout))


def write_opus(sound: AudioSegment, path: Path) -> None:
    """Write a master as Opus: small, and on a telephone as good as the original."""
    ready()
    rate = ["-ac", "1", "-ar", str(STUDIO_RATE), "-b:a", "32k"]
    sound.export(
        path, format="opus", codec="libopus", parameters=[*rate, "-map_metadata", "-1"]
    ).close()
