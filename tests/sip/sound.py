"""Sound as numbers: WAV files for a telephone, and where in a recording a clip is heard."""

import warnings
import wave
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from pydub import AudioSegment

from audio.clip import RATE
from audio.engines.espeak import Espeak

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # back on Python 3.13 by audioop-lts
    import audioop

SILENT = 60.0
"""Of 32768: what is quieter counts as silence. G.711 leaves ±8; a ringing tone has thousands."""
_FRAME = RATE // 50
"""Samples: 20 ms, a packet of RTP."""

Samples: TypeAlias = Any
"""An array of numpy, of which the type checks know nothing: it is not installed with the tests."""


def samples_of_clip(content: bytes) -> Samples:
    """The samples of a clip of the hotline: a WAV file of mu-law."""
    start = content.index(b"data") + 8
    length = int.from_bytes(content[start - 4 : start], "little")
    return np.frombuffer(audioop.ulaw2lin(content[start : start + length], 2), np.int16)


def said_by_a_voice(words: str, language: str) -> Samples:
    """What stands here for the carrier's own voice."""
    voice = language.partition("-")[0] or "en"
    spoken: AudioSegment = Espeak().speak(words, voice, voice).set_frame_rate(RATE).set_channels(1)
    return np.frombuffer(spoken.set_sample_width(2).raw_data, np.int16)


def write_wav(file: Path, parts: list[Samples]) -> None:
    """Write sounds one after the other."""
    with wave.open(str(file), "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(2)
        made.setframerate(RATE)
        made.writeframes(np.concatenate(parts).astype("<i2").tobytes())


def is_whole_wav(file: Path) -> bool:
    """Whether the head of a WAV file has the length of what follows."""
    content = file.read_bytes()
    return content[:4] == b"RIFF" and int.from_bytes(content[4:8], "little") == len(content) - 8


def read_wav(file: Path) -> Samples:
    """The samples of a recording."""
    with wave.open(str(file)) as made:
        return np.frombuffer(made.readframes(made.getnframes()), "<i2")


def found_in(recording: Samples, sound: Samples) -> tuple[float, float]:
    """When a sound begins in a recording, in seconds, and how alike they are there: from 0, and 1
    for the same.

    sound: the second of its first three is compared that is most alike. A key may cut the rest off,
    and a busy machine loses packets.
    """
    starts = range(0, min(len(sound), 3 * RATE) - RATE + 1, RATE // 2)
    pieces = [(start, sound[start : start + RATE]) for start in starts]
    found = [(start, *_place_of(piece, recording)) for start, piece in pieces if piece.any()]
    start, place, alike = max(found, key=lambda one: one[2])
    return (place - start) / RATE, alike


def _place_of(piece: Samples, recording: Samples) -> tuple[int, float]:
    """The sample of a recording at which a piece is most alike, by the normalised correlation."""
    wanted, heard = piece.astype(float), recording.astype(float)
    size = 1 << (len(heard) + len(wanted)).bit_length()
    spectrum = np.fft.rfft(heard, size) * np.conj(np.fft.rfft(wanted, size))
    products = np.fft.irfft(spectrum, size)[: len(heard) - len(wanted) + 1]
    energy = np.cumsum(np.concatenate(([0.0], heard**2)))
    norms = np.sqrt(energy[len(wanted) :] - energy[: -len(wanted)]) * np.linalg.norm(wanted)
    alike = products / np.maximum(norms, SILENT * RATE)
    best = int(np.argmax(alike))
    return best, float(alike[best])


def loudness(recording: Samples) -> Samples:
    """The loudness of each 20 ms, as the root of the mean square."""
    frames = recording[: len(recording) // _FRAME * _FRAME].astype(float).reshape(-1, _FRAME)
    return np.sqrt((frames**2).mean(axis=1))


def longest_silence(recording: Samples, except_for: list[tuple[float, float]]) -> float:
    """Seconds of the longest silence between the first sound and the last. except_for: from when to
    when silence is part of a sound, such as the pauses of a ringing tone.
    """
    loud = loudness(recording) > SILENT
    for start, end in except_for:
        loud[int(start * RATE / _FRAME) : int(end * RATE / _FRAME) + 1] = True
    places = np.flatnonzero(loud)
    if len(places) < 2:
        return len(recording) / RATE
    return float(np.diff(places).max() - 1) * _FRAME / RATE


def hears_tone(recording: Samples, frequency: int) -> bool:
    """Whether half a second of it is mostly a tone of so many hertz."""
    size = RATE // 2
    for start in range(0, len(recording) - size + 1, size // 2):
        part = recording[start : start + size].astype(float)
        spectrum = np.abs(np.fft.rfft(part)) ** 2
        place = round(frequency * size / RATE)
        if spectrum.sum() > size * SILENT**2 and (
            spectrum[place - 3 : place + 4].sum() > 0.7 * spectrum[1:].sum()
        ):
            return True
    return False
