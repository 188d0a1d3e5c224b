"""A clip on the disk: 8 kHz mono mu-law in a WAV file."""

import struct
import warnings
from functools import lru_cache
from pathlib import Path

from pydub import AudioSegment

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # back on Python 3.13 by audioop-lts
    import audioop

RATE = 8000
"""Hertz, the telephone's own."""
_MU_LAW = 7
"""The format of mu-law samples in a WAV file (RFC 2361)."""
PADDED = 32 * 1024
"""Bytes. Every clip has this length, or a multiple of it: of 1,078 clips 981 had a length of their
own, which told an observer of the encrypted wire what a caller hears, and in which language.
"""
_CHUNK_HEAD = 8
"""Bytes of the name and the length before the content of a chunk."""
_SILENCE = b"\xff"
"""A sample of mu-law."""
_MOST_CLIPS = 4096
"""Clips whose length is remembered. The hotline says about 1,100 different texts."""


def encode(sound: AudioSegment) -> bytes:
    """A clip: the samples of a sound at 8 kHz, as mu-law. Behind them is a chunk that every reader
    of WAV passes over; its bytes are silence, for one that does not.
    """
    data = audioop.lin2ulaw(sound.raw_data, sound.sample_width)
    chunks = _format() + _chunk(b"fact", struct.pack("<I", len(data))) + _chunk(b"data", data)
    room = -(len(chunks) + 2 * _CHUNK_HEAD + len(b"WAVE")) % PADDED
    return _chunk(b"RIFF", b"WAVE" + chunks + _chunk(b"JUNK", _SILENCE * room))


def silence(lasts: float) -> bytes:
    """A silent clip. lasts: seconds."""
    return encode(AudioSegment.silent(round(lasts * 1000), RATE))


def _format() -> bytes:
    return _chunk(b"fmt ", struct.pack("<HHIIHHH", _MU_LAW, 1, RATE, RATE, 1, 8, 0))


def _chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


@lru_cache(_MOST_CLIPS)
def seconds(path: Path) -> float:
    """How long a clip lasts. Raises ValueError when it is not a whole clip.

    The answer is remembered: a clip never changes, since its name says all that makes its sound.
    """
    return len(_data(path)) / RATE


def seconds_in(clip: bytes) -> float:
    """How long the content of a clip lasts. Raises ValueError when it is not a whole clip."""
    return len(mu_law(clip)) / RATE


def decode(path: Path) -> AudioSegment:
    """What a telephone plays of a clip. Raises ValueError when it is not a whole clip."""
    samples = audioop.ulaw2lin(_data(path), 2)
    return AudioSegment(samples, sample_width=2, frame_rate=RATE, channels=1)


def is_whole(path: Path) -> bool:
    """Whether all of a clip is there, by the size that its header names."""
    try:
        with path.open("rb") as file:
            head = file.read(8)
        return (
            head.startswith(b"RIFF")
            and int.from_bytes(head[4:], "little") + 8 == path.stat().st_size
        )
    except OSError:
        return False


def fault(path: Path) -> str:
    """What is wrong with a clip, in a few words; empty when it is as `encode` makes it."""
    try:
        samples = _data(path)
        head = path.read_bytes()[8:]
    except FileNotFoundError:
        return "missing"
    except OSError:
        return "not readable"
    except ValueError:
        return "cut off, or no WAV file"
    if not head.startswith(b"WAVE" + _format()):
        return f"not {RATE} Hz mono mu-law"
    return "" if samples else "empty"


def _data(path: Path) -> bytes:
    """The samples of a clip. Raises ValueError with its name when the file is not whole."""
    try:
        return mu_law(path.read_bytes())
    except ValueError as error:
        raise ValueError(f"{path.name} {error}") from None


def mu_law(content: bytes) -> bytes:
    """The bare samples in the content of a clip. Raises ValueError when it is not a whole clip."""
    at = content.find(b"data")
    if not content.startswith(b"RIFF"):
        raise ValueError("is not a clip")
    if at < 0 or int.from_bytes(content[4:8], "little") + 8 != len(content):
        raise ValueError("is cut off")
    length = int.from_bytes(content[at + 4 : at + 8], "little")
    return content[at + 8 : at + 8 + length]
