"""What is counted of a call, from the webhook to the database."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from ivr.events import EventKind, LineEnding
from ivr.step import Event, HangUp, Step
from ivr.tree import Tree
from routes.call.clock import REHEARSAL
from routes.call.stopwatch import Stopwatch
from routes.simulator.handset import Handset, Unanswered
from routes.statistics.cells import EVER, KEYS, MORE, OTHER, SECONDS, Cell, Measure, bucket
from routes.statistics.counting import TakenStep, counts_of, words_of
from routes.statistics.recorder import STATISTICS
from tests.conftest import HOTLINE_NUMBER, make_settings
from tests.routes.counters import counters
from tests.small.hotline import create_small_app, line_of

NORTH, HELPLINE_LINE = line_of("north"), line_of("helpline")
Found = dict[tuple[Measure, str, str], int]


@pytest.fixture
def counted(clips: Path, tmp_path: Path) -> Flask:
    """An application that counts, without signatures: a test can be the carrier."""
    url = f"sqlite:///{tmp_path / 'statistics.sqlite'}"
    return create_small_app(
        make_settings(clips_folder=clips, database_url=url, twilio_auth_token="")
    )


def figures(app: Flask, *, rehearsal: bool = True) -> Found:
    """Everything that was counted so far in days and months: measure, value, outcome."""
    found = counters(app, rehearsal=rehearsal)
    return {(Measure(cell.measure), cell.value, cell.outcome): n for cell, n in found.items()}


def post(app: Flask, url: str, **form: str) -> None:
    with app.test_client() as client:
        assert client.post(url, data={"To": HOTLINE_NUMBER} | form).status_code == 200


def test_a_call_to_a_person_is_counted_as_it_went(counted: Flask) -> None:
    handset = Handset(counted)
    handset.call()
    handset.press("221")
    handset.ends(Unanswered.BUSY)
    handset.accepts()
    once = {
        (Measure.CALLS, "", ""),
        (Measure.LANGUAGES, "nl", ""),
        (Measure.LISTENED, "main", ""),
        (Measure.LISTENED, "speak", ""),
        (Measure.LINES, "middle", "busy"),
        (Measure.REACHED, "", ""),
        (Measure.SECONDS, "10", ""),
        (Measure.KEYS, "3", ""),
    }
    found = figures(counted)
    assert {figure: found.get(figure) for figure in once} == dict.fromkeys(once, 1)
    shown = set(Measure) - {Measure.FAILED, Measure.LOST, Measure.CHECKS, Measure.TAKEN}
    assert {measure for measure, *_ in found} == shown, "nothing is kept that no table shows"


def test_a_caller_is_waited_for_and_goes_on_until_they_leave(counted: Flask) -> None:
    handset = Handset(counted)
    handset.call()
    handset.press("2")
    handset.press("3")
    handset.hang_up()
    found = figures(counted)
    for node in ("languages", "main"):
        assert found[Measure.WAITS, node, ""] == found[Measure.WENT_ON, node, ""] == 1
    assert found[Measure.WAITS, "signs", ""] == 1
    assert (Measure.WENT_ON, "signs", "") not in found


def test_the_person_who_picks_up_is_no_caller_that_is_waited_for(counted: Flask) -> None:
    post(counted, "/voice/nl/whisper?attempt=0&destination=north")
    post(counted, "/voice/nl/whisper?attempt=1&destination=north", Digits="5")
    assert figures(counted, rehearsal=False) == {}


def test_a_caller_who_hangs_up_while_a_line_rings_has_left_there(counted: Flask) -> None:
    """The carrier asks what is next all the same; nobody hears the answer."""
    form = {"DialCallStatus": "canceled", "CallStatus": "completed"}
    post(counted, f"/voice/nl/person?region=flanders&lines={NORTH}", **form)
    assert figures(counted, rehearsal=False) == {(Measure.LINES, "north", "canceled"): 1}


def test_a_caller_who_hangs_up_after_a_conversation_has_not_left_there(counted: Flask) -> None:
    form = {"DialCallStatus": "completed", "DialBridged": "true", "CallStatus": "completed"}
    post(counted, f"/voice/nl/person?region=flanders&lines={NORTH}", **form)
    assert figures(counted, rehearsal=False) == {
        (Measure.LINES, "north", "connected"): 1,
        (Measure.WENT_ON, "person", ""): 1,
    }


def test_calls_of_the_telephone_for_development_are_kept_apart(counted: Flask) -> None:
    Handset(counted).call()
    post(counted, "/voice")
    for rehearsal in (True, False):
        assert figures(counted, rehearsal=rehearsal)[Measure.CALLS, "", ""] == 1


@pytest.mark.parametrize("header", [REHEARSAL, "wayout-rehearsal", "Wayout_Rehearsal"])
def test_nobody_can_call_their_call_a_rehearsal_from_outside(counted: Flask, header: str) -> None:
    with counted.test_client() as client:
        client.post(f"/voice?{REHEARSAL}=1", data={REHEARSAL: "1"}, headers={header: "1"})
    assert figures(counted, rehearsal=True) == {}
    assert figures(counted, rehearsal=False)[Measure.CALLS, "", ""] == 1


def test_words_that_are_not_the_hotlines_own_are_not_kept(counted: Flask) -> None:
    """In development nobody signs, and even a carrier might be wrong."""
    post(counted, "/voice/8421/whisper?destination=%2B32470123456", Digits="1")
    post(counted, "/voice/nl/whisper?destination=%2B32470123456", Digits="1")
    post(counted, "/voice/nl/32470123456")
    post(counted, f"/voice/nl/person?lines={HELPLINE_LINE}", DialCallStatus="+32470123456")
    found = figures(counted, rehearsal=False)
    assert found[Measure.LINES, "helpline", "other"] == 1
    assert not [
        word for figure in found for word in figure if "32470123456" in word or "8421" in word
    ]


def test_a_word_that_the_tree_does_not_have_is_counted_as_another(tree: Tree) -> None:
    events = (
        Event(EventKind.LANGUAGE, "languages", "8421"),
        Event(EventKind.ENTERED, "32470123456", "nl"),
        Event(EventKind.LINE, "person", "nl", LineEnding.BUSY, "32470123456"),
    )
    taken = TakenStep(Step((), HangUp(), events), None, datetime(2026, 3, 10, 11, tzinfo=UTC))
    found = {cell[2:] for cell in counts_of(taken, words_of(tree))}
    assert found == {("languages", OTHER, ""), ("listened", OTHER, ""), ("lines", OTHER, "busy")}


def test_a_step_that_fails_is_counted_without_its_place_and_its_day(
    counted: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("routes.carriers.twilio.Twilio.render", lambda *_: 1 / 0)
    post(counted, "/voice/nl/main", Digits="2")
    assert figures(counted, rehearsal=False) == {}
    statistics = STATISTICS.of(counted)
    assert statistics.store is not None
    assert statistics.store.totals() == {Cell(EVER, False, "failed"): 1}


def test_calls_and_lines_are_counted_by_the_day_and_all_else_by_the_month(tree: Tree) -> None:
    """In Belgian time, where this Tuesday has just begun."""
    events = (
        Event(EventKind.CALL, "languages", "und"),
        Event(EventKind.LANGUAGE, "languages", "nl"),
        Event(EventKind.LINE, "person", "nl", LineEnding.BUSY, "north"),
        Event(EventKind.REACHED, "whisper", "nl", destination="north"),
    )
    now = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)
    taken = TakenStep(Step((), HangUp(), events), None, now, Stopwatch.starts(now))
    periods = {cell.measure: set[str]() for cell in counts_of(taken, words_of(tree))}
    for cell in counts_of(taken, words_of(tree)):
        periods[cell.measure].add(cell.period)
    by_day = {"2026-07-01"}
    by_month = {"2026-07"}
    assert periods == {
        "calls": by_day | {EVER},
        "reached": by_day | {EVER},
        "lines": by_day,
        "taken": {EVER},
        "languages": by_month,
        "hours": by_month,
        "seconds": by_month,
        "keys": by_month,
    }
    assert Cell("2026-07", False, "hours", "00") in counts_of(taken, words_of(tree))


def test_a_step_delivered_twice_is_counted_twice_and_no_more(counted: Flask) -> None:
    for _ in range(2):
        post(counted, "/voice/nl/main", Digits="2")
    assert figures(counted, rehearsal=False)[Measure.LISTENED, "speak", ""] == 2


def test_without_a_database_nothing_is_counted_and_calls_are_answered(clips: Path) -> None:
    app = create_small_app(make_settings(database_url="off", twilio_auth_token=""))
    post(app, "/voice")
    statistics = STATISTICS.of(app)
    assert (statistics.store, statistics.writer, statistics.flush(), statistics.open()) == (
        None,
        None,
        True,
        "",
    )


@pytest.mark.parametrize(
    ("value", "named"), [(0, "10"), (10, "10"), (11, "20"), (1800, "1800"), (1801, MORE)]
)
def test_a_bucket_is_named_by_its_upper_bound_which_is_part_of_it(value: int, named: str) -> None:
    assert bucket(value, SECONDS) == named


def test_bounds_go_up() -> None:
    assert sorted(SECONDS) == [*SECONDS]
    assert sorted(KEYS) == [*KEYS]


def test_no_counter_has_room_for_two_things() -> None:
    """Only a line has an outcome."""
    assert Cell._fields == ("period", "rehearsal", "measure", "value", "outcome")
