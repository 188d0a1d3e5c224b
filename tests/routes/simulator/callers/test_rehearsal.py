"""One rehearsed call: it ends, whatever its seed, and its acts take plausible times."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from routes.call.clock import Clock
from routes.simulator.callers.call import Ending
from routes.simulator.callers.pace import (
    ANOTHER_KEY,
    ANSWERS,
    ENOUGH,
    LONGEST_TALK,
    REFUSES,
    THINKS,
    Pace,
    SoundLengths,
)
from routes.simulator.callers.people import LEAVES, SILENCE, Behaviour, Choose, People, Takes
from routes.simulator.callers.rehearsal import Plan, Rehearsal
from routes.simulator.handset import Handset, Unanswered
from routes.simulator.simulated_carrier import AppCarrier, HttpAnswer
from tests.routes.simulator.callers.chances import Highest, Lowest

NOON = datetime(2026, 3, 10, 11, tzinfo=UTC)
LONGEST = Behaviour().longest * LONGEST_TALK


@settings(max_examples=40)
@given(seed=st.integers(0), days=st.integers(0, 400))
def test_any_seed_ends_within_a_plausible_time_and_without_trouble(
    app: Flask, seed: int, days: int
) -> None:
    made = Rehearsal(app, Plan(NOON, timedelta(days))).call(seed)
    assert (made.seed, made.trouble) == (seed, "")
    assert made.ending in (Ending.CALLER, Ending.HOTLINE)
    assert 1 <= made.steps <= 2 * Behaviour().longest
    assert made.reached is None or 0 < made.reached < LONGEST
    assert NOON - timedelta(days) <= made.time <= NOON


def test_a_call_can_be_made_again(app: Flask) -> None:
    rehearsal = Rehearsal(app, Plan(NOON, timedelta(30)))
    first = rehearsal.call(7)
    rehearsal.call(8)
    assert rehearsal.call(7) == first
    assert Rehearsal(app, Plan(first.time)).call(7) == first


@pytest.fixture
def rung(app: Flask) -> Handset:
    """A telephone in which the centre of Brussels rings."""
    handset = Handset(app)
    handset.call()
    handset.press("221")
    return handset


def limits(handset: Handset, act: str) -> tuple[float, float]:
    """The shortest and the longest time that an act takes."""
    lowest, highest = (
        Pace(Clock(NOON), chance, SoundLengths())(handset, act) for chance in (Lowest(), Highest())
    )
    return lowest, highest


def test_a_key_is_pressed_when_enough_was_heard_and_silence_waits_until_the_end(app: Flask) -> None:
    handset = Handset(app)
    handset.call()
    listening = handset.listening
    assert listening
    heard = SoundLengths().total(handset.carrier, handset.sounds)
    assert heard > 5
    assert limits(handset, "2") == pytest.approx((ENOUGH[0] * heard + THINKS[0], heard + THINKS[1]))
    assert limits(handset, SILENCE) == pytest.approx((heard + listening.seconds,) * 2)
    assert limits(handset, LEAVES) == pytest.approx((0, heard))


def test_each_key_of_a_postcode_takes_its_time_and_an_unfinished_one_ends_in_silence(
    app: Flask,
) -> None:
    handset = Handset(app)
    handset.call()
    handset.press("224")
    listening = handset.listening
    assert listening
    assert listening.digits == 4
    shortest = limits(handset, "1")[0]
    assert limits(handset, "12")[0] == pytest.approx(shortest + ANOTHER_KEY)
    assert limits(handset, "1200")[0] == pytest.approx(
        shortest + 3 * ANOTHER_KEY - listening.seconds
    )


def test_a_line_rings_until_it_is_picked_up_or_given_up(rung: Handset) -> None:
    """What is said before it rings is heard in full: no key stops it."""
    heard = SoundLengths().total(rung.carrier, rung.sounds)
    assert rung.ringing
    assert limits(rung, Unanswered.NO_ANSWER) == pytest.approx((heard + rung.ringing.seconds,) * 2)
    assert limits(rung, Unanswered.BUSY) == pytest.approx((heard + REFUSES[0], heard + REFUSES[1]))
    assert limits(rung, "answers") == pytest.approx(
        (heard + ANSWERS[0], heard + min(ANSWERS[1], rung.ringing.seconds))
    )


def test_a_person_who_picks_up_hears_the_whisper_and_then_talks(rung: Handset) -> None:
    rung.picks_up()
    assert rung.answering
    whisper = SoundLengths().total(rung.carrier, rung.whispered)
    assert whisper > 1
    assert limits(rung, SILENCE) == pytest.approx((whisper + rung.answering.seconds,) * 2)
    assert limits(rung, "1")[1] == pytest.approx(whisper + THINKS[1])
    rung.whisper_press("1")
    assert limits(rung, "callee")[1] == LONGEST_TALK


def test_the_carrier_tells_how_long_they_talked(rung: Handset) -> None:
    """A line without a whisper is reached when it is picked up. The hotline learns of it from the
    report at the end of the conversation.
    """
    rung.accepts()
    people = People(Random(1), Behaviour(talking=(("callee", 1),)), takes=lambda *_: 61.4)
    people.act(rung)
    report = {"DialCallStatus": "completed", "DialBridged": "true", "DialCallDuration": "61"}
    assert rung.carrier.exchanges[-1].form == report


def test_a_clip_of_the_last_words_is_fetched_too(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Although no act follows them."""
    monkeypatch.setattr("routes.simulator.callers.rehearsal.People", _leaves_quietly)
    rehearsal = Rehearsal(app, Plan(NOON))
    get = AppCarrier.get
    handset = Handset(app)
    assert rehearsal.call(1).trouble == ""
    handset.call()
    handset.press("9")
    lost = handset.sounds[-1].file
    monkeypatch.setattr(
        AppCarrier, "get", lambda by, url: get(by, "/clips/none.wav" if lost in url else url)
    )
    assert f"{lost} answered 404" in Rehearsal(app, Plan(NOON)).call(1).trouble


def _leaves_quietly(chance: Random, *, choose: Choose, takes: Takes) -> People:
    return People(chance, Behaviour(page=(("9", 1),)), takes=takes)


def test_a_document_that_is_no_xml_is_what_no_carrier_plays(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "routes.carriers.twilio.Twilio.render", lambda *_: '<?xml version="1.0"?><Response>'
    )
    assert (
        Rehearsal(app, Plan(NOON + timedelta(minutes=1)))  # documents are kept for a minute
        .call(1)
        .trouble.startswith("/voice answered a document that is no XML: ")
    )


def test_a_clock_that_stands_tells_no_seconds(rung: Handset) -> None:
    clock = Clock(NOON, stands=True)
    assert Pace(clock, Highest(), SoundLengths())(rung, "answers") == 0
    assert clock.now == NOON


def test_a_clip_is_fetched_once_in_all_calls(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    handset = Handset(app)
    fetched: list[str] = []
    get = handset.carrier.get

    def fetches(url: str) -> HttpAnswer:
        fetched.append(url)
        return get(url)

    monkeypatch.setattr(handset.carrier, "get", fetches)
    handset.call()
    lengths = SoundLengths()
    assert lengths.total(handset.carrier, handset.sounds) == lengths.total(
        handset.carrier, handset.sounds
    )
    assert len(fetched) == len(set(fetched)) == len(handset.sounds)
