"""How long callers wait who choose no language."""

from datetime import UTC, datetime

import pytest

from audio.clip import seconds
from routes.call.hotline import Hotline
from routes.operations.waiting_time import PERSON, SILENT, WaitingTime, waiting_time
from routes.simulator.handset import Handset, State

NOON = datetime(2026, 3, 10, 11, tzinfo=UTC)


def heard(hotline: Hotline, handset: Handset) -> float:
    """Seconds of what the caller heard since their last key."""
    return sum(seconds(hotline.library.folder / sound.file) for sound in handset.sounds)


def test_0_rings_as_soon_as_it_is_said_who_is_called(
    small_hotline: Hotline, small_handset: Handset
) -> None:
    small_handset.call()
    small_handset.press("0")
    assert small_handset.state is State.RINGING
    found = waiting_time(small_hotline, NOON)
    assert found.person == pytest.approx(heard(small_hotline, small_handset))


def test_silence_is_followed_to_the_ringing(small_hotline: Hotline, small_handset: Handset) -> None:
    small_handset.call()
    total = heard(small_hotline, small_handset)
    while small_handset.listening:
        total += small_handset.listening.seconds
        small_handset.wait()
        total += heard(small_hotline, small_handset)
    assert small_handset.state is State.RINGING
    assert waiting_time(small_hotline, NOON).silent == pytest.approx(total)


def test_what_takes_too_long_is_named() -> None:
    assert list(WaitingTime(PERSON, SILENT).complaints()) == []
    assert len(list(WaitingTime(PERSON + 1, SILENT + 1).complaints())) == 2
