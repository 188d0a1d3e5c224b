"""Checks a recording, and tells the speaker what to do differently."""

from collections.abc import Iterator

from pydub import AudioSegment
from pydub.silence import detect_silence
from pydub.utils import make_chunks

from audio.mastering import active_level
from audio.text import Text

CHARACTERS_A_SECOND = 14.0
"""Calm speech, in the languages of the hotline."""
FASTEST = 2.0
"""How many times as fast as that a recording may be."""
SLOWEST = 0.45
"""How many times as fast as that a recording must be."""
LONGEST_PAUSE = 1.2
"""Seconds of silence inside a text. After a longer pause a caller thinks that the line is dead."""
_FULL_SCALE = 0.995
"""Share of the highest amplitude from which a sample counts as distorted."""
_QUIETEST = -42.0
"""dBov: the lowest active level."""
_LEAST_CONTRAST = 20.0
"""dB between the voice and the pauses. In a good room there is at least as much."""


def faults(recording: AudioSegment, text: Text) -> Iterator[str]:
    """What is wrong with a recording of a text; nothing when it can be used."""
    if recording.max_dBFS < -50:
        yield "there is no speech in it: check the microphone"
        return
    yield from _length(recording, text)
    yield from _loudness(recording)
    yield from _noise(recording)
    yield from _pauses(recording)


def _length(recording: AudioSegment, text: Text) -> Iterator[str]:
    expected = max(len(text.words) / CHARACTERS_A_SECOND, 0.4)
    spoken = _speech_seconds(recording)
    if spoken < expected / FASTEST:
        yield f"{spoken:.1f} s is too short for this text: is it all there, and the right one?"
    elif spoken > max(expected / SLOWEST, 1.5):
        yield (
            f"{spoken:.1f} s is too long for this text: is it the right one, without a false start?"
        )


def _loudness(recording: AudioSegment) -> Iterator[str]:
    limit = recording.max_possible_amplitude * _FULL_SCALE
    samples = recording.get_array_of_samples()
    if sum(1 for sample in samples if abs(sample) >= limit) > 8:
        yield "it is distorted (too loud): turn the microphone down, or move back"
    elif active_level(recording) < _QUIETEST:
        yield "it is too quiet: move nearer to the microphone"


def _noise(recording: AudioSegment) -> Iterator[str]:
    levels = sorted(chunk.dBFS for chunk in make_chunks(recording, 20)[:-1])
    quiet = levels[len(levels) // 20] if levels else -99.0
    if active_level(recording) - quiet < _LEAST_CONTRAST:
        yield "there is noise behind the voice: find a quieter room"


def _pauses(recording: AudioSegment) -> Iterator[str]:
    threshold = active_level(recording) - 25
    spans = detect_silence(recording, int(LONGEST_PAUSE * 1000), threshold, seek_step=10)
    inside = [end - start for start, end in spans if start > 0 and end < len(recording) - 20]
    if inside:
        yield f"there is a pause of {max(inside) / 1000:.1f} s in the middle: say it in one go"


def _speech_seconds(recording: AudioSegment) -> float:
    """From the first sound to the last."""
    floor = active_level(recording) - 25
    loud = [number for number, chunk in enumerate(make_chunks(recording, 20)) if chunk.dBFS > floor]
    return (loud[-1] - loud[0] + 1) * 0.02 if loud else 0.0
