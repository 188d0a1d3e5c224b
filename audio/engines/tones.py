"""The pitch of Vietnamese tones, drawn into the pitch that Kokoro would have spoken with.

Kokoro gives each symbol a duration, and each duration two values of pitch, in hertz.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from statistics import median

from audio.engines.vietnamese import Syllable, Tone

_VALUES = 2
"""Values of pitch in one unit of duration."""
_VOICED = 90
"""Hertz: below it Kokoro whispers."""
_FALL = 1.5
"""Semitones by which the voice sinks in the course of a phrase."""
_CURVES: Mapping[Tone, Sequence[float]] = {
    Tone.NGANG: (0.5, 0.5, 0),
    Tone.HUYEN: (-2.5, -4, -6),
    Tone.SAC: (-1, 1.5, 6),
    Tone.HOI: (-2, -6.5, -3),
    Tone.NGA: (-0.5, -3, 7),
    Tone.NANG: (-2.5, -5, -9),
}
"""Semitones above the middle of the voice, from the beginning of a rhyme to its end."""
_STOPPED: Mapping[Tone, Sequence[float]] = {Tone.SAC: (1.5, 4, 7), Tone.NANG: (-2, -4.5, -7)}
"""The same before a stop: only these two tones occur there."""


def with_tones(
    pitch: Sequence[float], durations: Sequence[int], syllables: Sequence[Syllable], middle: float
) -> list[float]:
    """The pitch of one phrase with its tones. middle: of the voice, in hertz.

    durations: of a silence, of each symbol of the syllables, which are one space apart, and of what
    follows.
    """
    edges = list(accumulate((one * _VALUES for one in durations), initial=0))
    new = list(pitch)
    at = 1
    for number, syllable in enumerate(syllables):
        sinks = _FALL * number / len(syllables)
        rhyme = at + len(syllable.onset)
        stop = rhyme + len(syllable.rhyme)
        start, end = edges[rhyme], edges[stop]
        curve = [semitones - sinks for semitones in curve_of(syllable)]
        new[start:end] = [
            middle * 2 ** (semitones / 12) for semitones in _drawn(curve, end - start)
        ]
        for first, last in pairwise(edges[at : rhyme + 1]):
            if first < last and median(pitch[first:last]) > _VOICED:
                new[first:last] = [middle * 2 ** (curve[0] / 12)] * (last - first)
        at += len(syllable.symbols) + 1
    return list(_smooth(new))


def curve_of(syllable: Syllable) -> Sequence[float]:
    """The semitones of its tone."""
    stopped = _STOPPED.get(syllable.tone) if syllable.stop else None
    return stopped or _CURVES[syllable.tone]


def middle_of(pitch: Sequence[float]) -> float:
    """The middle of a voice in hertz."""
    return median([one for one in pitch if one > _VOICED] or [200.0])


def _drawn(curve: Sequence[float], length: int) -> Iterator[float]:
    """A curve of any length through a few points at equal distances."""
    for step in range(length):
        place = step / max(length - 1, 1) * (len(curve) - 1)
        before = min(int(place), len(curve) - 2)
        yield curve[before] + (curve[before + 1] - curve[before]) * (place - before)


def _smooth(pitch: Sequence[float]) -> Iterator[float]:
    """No jump where two voiced sounds meet."""
    for place, here in enumerate(pitch):
        around = pitch[max(place - 1, 0) : place + 2]
        if min(around) > _VOICED and len(around) == 3:
            yield (around[0] + 2 * here + around[2]) / 4
        else:
            yield here
