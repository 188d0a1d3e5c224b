"""How long a voicemail that picks up keeps a caller waiting."""

from datetime import UTC, datetime

import pytest

from audio.clip import seconds
from routes.call.hotline import Hotline
from routes.operations.whisper_time import WhisperTime, whisper_times
from routes.simulator.handset import Handset

NOON = datetime(2026, 3, 10, 11, tzinfo=UTC)


def test_the_longest_whisper_is_found(hotline: Hotline) -> None:
    found = {one.destination: one for one in whisper_times(hotline, NOON)}
    assert set(found) == set(hotline.tree.destinations)
    for one in found.values():
        assert 0 < one.a_language < one.seconds


def test_its_seconds_are_those_of_a_call(hotline: Hotline, handset: Handset) -> None:
    """Dutch, from Centre North, whose voicemail hears the whisper to its end."""
    handset.call()
    for key in ("2", "2", "2"):
        handset.press(key)
    handset.picks_up()
    once = sum(seconds(hotline.library.folder / sound.file) for sound in handset.whispered)
    [north] = [one for one in whisper_times(hotline, NOON) if one.destination == "north"]
    assert 0 < once <= north.a_language
    assert 2 * once < north.seconds


@pytest.mark.parametrize(
    ("seconds", "a_language", "complaints"),
    [(1.0, 8.0, 0), (99.0, 8.0, 1), (1.0, 8.1, 1), (99.0, 9.0, 2)],
)
def test_what_lasts_too_long_is_named(
    hotline: Hotline, seconds: float, a_language: float, complaints: int
) -> None:
    found = list(WhisperTime("north", seconds, a_language).complaints(hotline))
    assert len(found) == complaints
    assert all("the whisper to north" in text for text in found)
