"""The URLs of a call tell how long it took to reach a person, and with how many keys."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from ivr.events import LineEnding
from ivr.position import DialEnded, Digits, Heard, WaitingInConference
from routes.call.stopwatch import DAY, MOST_KEYS, Stopwatch
from routes.simulator.handset import Handset, Unanswered

NOON = datetime(2026, 3, 10, 11, tzinfo=UTC)
AT_NOON = 11 * 3600


def test_it_starts_at_the_second_of_the_day() -> None:
    assert Stopwatch.starts(NOON + timedelta(days=3, seconds=5)) == Stopwatch(AT_NOON + 5)


@given(st.integers(0, DAY - 1), st.integers(0, MOST_KEYS))
def test_what_is_written_into_a_url_is_read_from_it(began: int, keys: int) -> None:
    watch = Stopwatch(began, keys)
    written = {"attempt": "2"} | {name: str(value) for name, value in watch.query.items()}
    assert Stopwatch.of(written) == watch


@pytest.mark.parametrize(
    "query", [{"began": "x"}, {"began": "123456"}, {"began": "1", "keys": "-1"}]
)
def test_what_this_hotline_never_wrote_is_refused(query: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="hotline writes"):
        Stopwatch.of(query)


@pytest.mark.parametrize(
    ("heard", "keys"),
    [
        (Digits("2"), 6),
        (Digits("1000"), 9),
        (Digits(), 5),
        (DialEnded(LineEnding.BUSY), 5),
        (WaitingInConference(), 5),
    ],
)
def test_keys_are_counted(heard: Heard, keys: int) -> None:
    assert Stopwatch(1, 5).after(heard) == Stopwatch(1, keys)


def test_keys_beyond_all_reason_are_not_counted() -> None:
    assert Stopwatch(1, MOST_KEYS).after(Digits("#")).keys == MOST_KEYS


def test_a_conversation_that_is_over_took_no_time_of_the_search() -> None:
    assert Stopwatch(AT_NOON).seconds(NOON + timedelta(seconds=330), without=300) == 30


def test_a_call_over_midnight_takes_seconds_and_not_a_day() -> None:
    assert Stopwatch(DAY - 10).seconds(NOON.replace(hour=0, second=5)) == 15


def watches(handset: Handset) -> list[Stopwatch | None]:
    """As they stand in the addresses that the caller's telephone has asked, and whoever picked up
    was told at.
    """
    return [
        Stopwatch.of(dict(parse_qsl(urlsplit(one.url).query))) for one in handset.carrier.exchanges
    ]


def keys_in(handset: Handset) -> list[int | None]:
    return [watch.keys if watch else None for watch in watches(handset)]


def test_it_goes_through_a_whole_call_and_ends_with_a_conversation(app: Flask) -> None:
    """Presses 2, 2, then nothing, 1; a line is busy; somebody takes the call; then the caller
    chooses again.
    """
    handset = Handset(app)
    handset.call()
    handset.press("22")
    handset.wait()
    handset.press("1")
    handset.ends(Unanswered.BUSY)
    handset.accepts()
    handset.conversation_ends()
    handset.press("1")
    began = {watch.began for watch in watches(handset) if watch}
    assert len(began) == 1
    assert keys_in(handset) == [None, 0, 1, 2, 2, 3, 3, 3, 3, None]


def test_a_postcode_is_four_keys(app: Flask) -> None:
    handset = Handset(app)
    handset.call()
    handset.press("2241000")
    assert handset.ringing
    assert Stopwatch.of(
        dict(parse_qsl(urlsplit(handset.ringing.action).query.partition("#")[0]))
    ) == Stopwatch((watches(handset)[-1] or Stopwatch(-1)).began, 7)
