"""Checks a recording, and tells the speaker what to do differently."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from pydub import AudioSegment
from pydub.silence import detect_silence
from pydub.utils import make_chunks

from audio.clip import RATE
from audio.ffmpeg import in_band
from audio.mastering import LOWEST, active_level

BY_TEXT, BY_PACE = 1.6, 1.4
"""How many times longer or shorter than usual a recording may be: while the speaker's pace is not
known, and once it is.
"""
SLACK = 0.5
"""Seconds that a recording may take less or more, however short it is."""
LONGEST_PAUSE = 1.2
"""Seconds of silence inside a text. After a longer pause a caller thinks that the line is dead."""
_FULL_SCALE = 0.995
"""Share of the highest amplitude from which a sample counts as distorted."""
_QUIETEST = -42.0
"""dBov: the lowest active level."""
_LEAST_CONTRAST = 24.0
"""dB between the voice and the pauses. In a good room there is at least as much."""


class Kind(StrEnum):
    """What can be wrong with a recording."""

    SILENT = "silent"
    SHORT = "short"
    LONG = "long"
    DISTORTED = "distorted"
    QUIET = "quiet"
    NOISY = "noisy"
    PAUSE = "pause"
    OTHER = "other"


class Fault(str):
    """A sentence for a speaker, in English. kind: for a page that says it in another language."""

    kind: Kind

    def __new__(cls, kind: Kind, text: str) -> "Fault":
        """One sentence."""
        fault = super().__new__(cls, text)
        fault.kind = kind
        return fault


@dataclass(frozen=True, slots=True)
class Kept:
    """What a clip keeps of a recording: no rumble, no constant voltage, and no pitch too high for a
    telephone. seconds: from the first sound to the last; 0 where there is no speech.
    """

    sound: AudioSegment
    seconds: float

    @classmethod
    def of(cls, recording: AudioSegment) -> "Kept":
        """What is kept of this recording."""
        if not len(recording):
            return cls(recording, 0.0)
        sound = in_band(recording, LOWEST, RATE)
        if sound.max_dBFS < -50:
            return cls(sound, 0.0)
        floor = active_level(sound) - 25
        chunks = enumerate(make_chunks(sound, 20))
        loud = [number for number, chunk in chunks if chunk.dBFS > floor]
        return cls(sound, (loud[-1] - loud[0] + 1) * 0.02 if loud else 0.0)


def faults(
    recording: AudioSegment, kept: Kept, expected: float, within: float = BY_TEXT
) -> Iterator[Fault]:
    """What is wrong with a recording; nothing when it can be used. expected: seconds that its text
    takes. within: how many times longer or shorter it may be.
    """
    if not kept.seconds:
        yield Fault(Kind.SILENT, "there is no speech in it: check the microphone")
        return
    yield from _length(kept.seconds, expected, within)
    yield from _loudness(recording, kept.sound)
    yield from _noise(kept.sound)
    yield from _pauses(kept.sound)


def _length(seconds: float, expected: float, within: float) -> Iterator[Fault]:
    usual = f"{seconds:.1f} s, where about {expected:.1f} s are usual,"
    if seconds < max(expected / within - SLACK, expected / 2):
        yield Fault(
            Kind.SHORT, f"{usual} is too short for this text: is it all there, and the right one?"
        )
    elif seconds > expected * within + SLACK:
        yield Fault(
            Kind.LONG,
            f"{usual} is too long for this text: is it the right one, without a false start?",
        )


def _loudness(recording: AudioSegment, sound: AudioSegment) -> Iterator[Fault]:
    """Distortion is measured in the recording as it came; the level, in what a clip keeps of it."""
    limit = recording.max_possible_amplitude * _FULL_SCALE
    samples = recording.get_array_of_samples()
    if sum(1 for sample in samples if abs(sample) >= limit) > 8:
        yield Fault(
            Kind.DISTORTED, "it is distorted (too loud): turn the microphone down, or move back"
        )
    elif active_level(sound) < _QUIETEST:
        yield Fault(Kind.QUIET, "it is too quiet: move nearer to the microphone")


def _noise(sound: AudioSegment) -> Iterator[Fault]:
    levels = sorted(chunk.dBFS for chunk in make_chunks(sound, 20)[:-1])
    quiet = levels[len(levels) // 20] if levels else -99.0
    if active_level(sound) - quiet < _LEAST_CONTRAST:
        yield Fault(Kind.NOISY, "there is noise behind the voice: find a quieter room")


def _pauses(sound: AudioSegment) -> Iterator[Fault]:
    threshold = active_level(sound) - 25
    spans = detect_silence(sound, int(LONGEST_PAUSE * 1000), threshold, seek_step=10)
    inside = [end - start for start, end in spans if start > 0 and end < len(sound) - 20]
    if inside:
        yield Fault(
            Kind.PAUSE,
            f"there is a pause of {max(inside) / 1000:.1f} s in the middle: say it in one go",
        )
