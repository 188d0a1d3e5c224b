"""What a telephone would hear of a clip, and sounds to master.

It is written from the standards, not from our code.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from math import cos, log10, pi, sin

from pydub import AudioSegment
from pydub.generators import Sine

FORMAT = bytes.fromhex("0700 0100 401f0000 401f0000 0100 0800")
"""WAVEFORMATEX: mu-law (7), one channel, 8000 samples and 8000 bytes a second, one byte a sample, 8
bits.
"""
RATE = 8000


def chunk(clip: bytes, name: bytes) -> bytes:
    """The body of a chunk of a RIFF file. Raises ValueError when the file's own sizes do not fit
    it.
    """
    if clip[:4] != b"RIFF" or clip[8:12] != b"WAVE" or _size(clip, 4) != len(clip) - 8:
        raise ValueError("no whole WAV file")
    place = 12
    while place < len(clip):
        size = _size(clip, place + 4)
        if clip[place : place + 4] == name:
            return clip[place + 8 : place + 8 + size]
        place += 8 + size + size % 2
    raise ValueError(f"no chunk {name!r}")


def samples(clip: bytes) -> list[float]:
    """The samples of a mu-law clip, full scale being 1."""
    return [_MU_LAW[code] for code in chunk(clip, b"data")]


def decibels(power: float) -> float:
    return 10 * log10(power or 1e-12)


def peak(sound: Sequence[float]) -> float:
    """The loudest sample, dBFS."""
    return decibels(max(map(abs, sound)) ** 2)


def active_level(sound: Sequence[float]) -> float:
    """The level of the speech, dBov: of all 20 ms that are less than 25 dB below the loudest."""
    return _level([_power(sound[place : place + 160]) for place in range(0, len(sound) - 159, 160)])


def silence(sound: Sequence[float]) -> float:
    """Seconds before the first sample that is less than 40 dB below the loudest."""
    quiet = max(map(abs, sound)) / 100
    return next(place for place, sample in enumerate(sound) if abs(sample) > quiet) / RATE


@dataclass(frozen=True)
class Measures:
    """A clip, measured.

    seconds: in all. lead: seconds before the first word. tail: seconds after the last word. pause:
    seconds of the longest one. level: dBov. peak: dBFS.
    """

    seconds: float
    lead: float
    tail: float
    pause: float
    level: float
    peak: float


def measure(clip: bytes) -> Measures:
    """The same as the functions above, computed from mu-law, since there are hundreds of clips."""
    codes = chunk(clip, b"data")
    loudest = max(abs(_MU_LAW[code]) for code in set(codes))
    heard = {code for code, sample in enumerate(_MU_LAW) if abs(sample) > loudest / 100}
    lead = next(place for place, code in enumerate(codes) if code in heard)
    tail = next(place for place, code in enumerate(reversed(codes)) if code in heard)
    frames = [
        sum(map(_POWER.__getitem__, codes[place : place + 160])) / 160
        for place in range(0, len(codes), 160)
    ]
    level = _level(frames)
    words = frames[lead // 160 : len(frames) - tail // 160]
    quiet = (
        len(list(run))
        for silent, run in groupby(words, lambda power: decibels(power) < level - 25)
        if silent
    )
    pause = max(quiet, default=0) * 0.02
    return Measures(len(codes) / RATE, lead / RATE, tail / RATE, pause, level, decibels(loudest**2))


def level_at(sound: Sequence[float], hertz: float) -> float:
    """The level of one frequency, dBov, through a Hann window."""
    size = len(sound)
    turn = 2 * pi * hertz / RATE
    shaped = [sample * (1 - cos(2 * pi * place / size)) for place, sample in enumerate(sound)]
    real = sum(sample * cos(turn * place) for place, sample in enumerate(shaped))
    imaginary = sum(sample * sin(turn * place) for place, sample in enumerate(shaped))
    return decibels(2 * (real**2 + imaginary**2) / size**2)


def tone(
    hertz: float, rate: int = 22050, milliseconds: int = 1000, level: float = -20.0
) -> AudioSegment:
    return Sine(hertz, sample_rate=rate).to_audio_segment(milliseconds, volume=level)


@cache
def babble(rate: int = 22050) -> AudioSegment:
    """Two seconds of humming syllables with a pause among them, and much silence around."""
    said = AudioSegment.silent(300, rate)
    for number, pitch in enumerate((220, 280, 250, 340, 300, 260, 230, 320)):
        hum = tone(pitch, rate, 160).overlay(tone(pitch * 5.3, rate, 160, -28.0))
        said += hum.apply_gain(-3 * (number % 3)).fade_in(30).fade_out(60)
        said += AudioSegment.silent(250 if number == 4 else 40, rate)
    return said + AudioSegment.silent(600, rate)


def _size(clip: bytes, place: int) -> int:
    return int.from_bytes(clip[place : place + 4], "little")


def _level(frames: Sequence[float]) -> float:
    active = [power for power in frames if power > max(frames) / 10**2.5]
    return decibels(sum(active) / len(active))


def _power(sound: Sequence[float]) -> float:
    return sum(sample * sample for sample in sound) / len(sound)


def _expand(code: int) -> float:
    """ITU-T G.711, table 2b."""
    code ^= 0xFF
    size = ((((code & 0x0F) << 3) + 0x84) << ((code & 0x70) >> 4)) - 0x84
    return (-size if code & 0x80 else size) / 32768


_MU_LAW = [_expand(code) for code in range(256)]
_POWER = [sample * sample for sample in _MU_LAW]
