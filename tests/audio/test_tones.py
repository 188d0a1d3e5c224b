"""Tones drawn into a pitch, without any model."""

from collections.abc import Sequence
from itertools import pairwise
from math import log2

import pytest

from audio.engines.tones import middle_of, with_tones
from audio.engines.vietnamese import syllable

_OWN = 150.0
"""Hertz of a flat voice before it has tones."""
_MIDDLE = 200.0


def _drawn(words: str, own: float = _OWN) -> tuple[list[float], Sequence[int]]:
    """The new pitch, and the place where each symbol begins in it."""
    syllables = [syllable(word) for word in words.split()]
    symbols = " ".join(one.symbols for one in syllables)
    durations = [3, *(4 for _ in symbols), 2, 5]
    pitch = [own] * (2 * sum(durations))
    starts = [2 * sum(durations[: place + 1]) for place in range(len(symbols) + 1)]
    return with_tones(pitch, durations, syllables, _MIDDLE), starts


def _rhyme(word: str) -> list[float]:
    """Semitones above the middle, without the edges, which are smoothed."""
    pitch, starts = _drawn(word)
    said = syllable(word)
    first = starts[len(said.onset)]
    last = starts[len(said.onset) + len(said.rhyme)]
    return [12 * log2(one / _MIDDLE) for one in pitch[first + 1 : last - 1]]


@pytest.mark.parametrize("word", ["má", "mát"])
def test_sac_rises(word: str) -> None:
    assert all(here < after for here, after in pairwise(_rhyme(word)))


@pytest.mark.parametrize("word", ["mà", "mạ", "mạt"])
def test_huyen_and_nang_fall(word: str) -> None:
    assert all(here > after for here, after in pairwise(_rhyme(word)))


@pytest.mark.parametrize("word", ["mả", "mã"])
def test_hoi_and_nga_dip(word: str) -> None:
    pitch = _rhyme(word)
    lowest = pitch.index(min(pitch))
    assert 0 < lowest < len(pitch) - 1


def test_the_six_tones_end_at_six_heights() -> None:
    ends = {round(_rhyme(word)[-1]) for word in ("ma", "mà", "má", "mả", "mã", "mạ")}
    assert len(ends) == 6


def test_the_pitch_keeps_its_length_and_what_is_no_syllable() -> None:
    pitch, starts = _drawn("hai má")
    assert len(pitch) == starts[-1] + 2 * (2 + 5)
    assert pitch[: starts[0] - 1] == [_OWN] * (starts[0] - 1)
    assert pitch[starts[-1] + 1 :] == [_OWN] * (2 * (2 + 5) - 1)


def test_a_voiced_onset_has_the_height_at_which_its_tone_begins() -> None:
    pitch, starts = _drawn("má")
    assert pitch[starts[0] + 2] == pytest.approx(_MIDDLE * 2 ** (-1 / 12))


def test_a_voiceless_onset_stays_voiceless() -> None:
    pitch, starts = _drawn("sá", own=10.0)
    assert pitch[starts[0] : starts[2]] == [10.0] * (starts[2] - starts[0])


def test_the_voice_sinks_in_a_phrase() -> None:
    pitch, starts = _drawn("ba ba")
    assert pitch[starts[-2] - 1] < pitch[starts[3] - 1]


def test_the_middle_of_a_voice_counts_what_is_voiced() -> None:
    assert middle_of([0, 0, 0, 180, 200, 220]) == 200
    assert middle_of([0, 1]) == 200
