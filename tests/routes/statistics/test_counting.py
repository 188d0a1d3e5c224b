"""What is counted of a call, from the webhook to the database."""

from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from routes.call.clock import REHEARSAL
from routes.simulator.handset import Handset, Unanswered
from routes.statistics.cells import KEYS, MORE, OTHER, SECONDS, Cell, bucket
from routes.statistics.recorder import STATISTICS
from tests.conftest import HOTLINE_NUMBER, make_settings


@pytest.fixture
def counted(clips: Path, tmp_path: Path) -> Flask:
    """An application that counts, without signatures: a test can be the carrier."""
    url = f"sqlite:///{tmp_path / 'statistics.sqlite'}"
    return create_app(make_settings(clips_folder=clips, database_url=url, twilio_auth_token=""))


def figures(app: Flask, *, rehearsal: bool = True) -> dict[tuple[str, str, str, str], int]:
    """Everything that was counted so far: event, language, place, outcome."""
    statistics = STATISTICS.of(app)
    assert statistics.flush()
    assert statistics.store is not None
    found = statistics.store.counts("2000", "9999", rehearsal=rehearsal)
    return {(cell.event, cell.language, cell.place, cell.outcome): n for cell, n in found.items()}


def post(app: Flask, url: str, **form: str) -> None:
    with app.test_client() as client:
        assert client.post(url, data={"To": HOTLINE_NUMBER} | form).status_code == 200


def test_a_call_to_a_person_is_counted_as_it_went(counted: Flask) -> None:
    handset = Handset(counted)
    handset.call()
    handset.press("221")
    handset.ends(Unanswered.BUSY)
    handset.accepts()
    found = figures(counted)
    once = [
        ("call", "und", "languages", ""),
        ("language", "nl", "languages", ""),
        ("entered", "nl", "main", ""),
        ("entered", "nl", "speak", ""),
        ("rings", "nl", "pag-asa", ""),
        ("line", "nl", "pag-asa", "busy"),
        ("rings", "nl", "helpline", ""),
        ("whisper", "nl", "helpline", "accepted"),
        ("reached", "nl", "helpline", "first"),
        ("seconds", "nl", "helpline", "10"),
        ("keys", "nl", "helpline", "3"),
    ]
    assert [found.get(figure) for figure in once] == [1] * len(once)


def test_a_caller_is_waited_for_and_goes_on_until_they_leave(counted: Flask) -> None:
    handset = Handset(counted)
    handset.call()
    handset.press("2")
    handset.press("3")
    handset.hang_up()
    found = figures(counted)
    assert found["waits", "und", "languages", ""] == found["went on", "und", "languages", ""] == 1
    assert found["waits", "nl", "main", ""] == found["went on", "nl", "main", ""] == 1
    assert found["waits", "nl", "signs", ""] == 1
    assert ("went on", "nl", "signs", "") not in found


def test_whoever_picks_up_is_no_caller_that_is_waited_for(counted: Flask) -> None:
    post(counted, "/voice/nl/whisper?attempt=0&destination=payoke")
    post(counted, "/voice/nl/whisper?attempt=1&destination=payoke", Digits="5")
    assert figures(counted, rehearsal=False) == {("whisper", "nl", "payoke", "declined"): 1}


def test_a_caller_who_hangs_up_while_a_line_rings_has_left_there(counted: Flask) -> None:
    """The carrier asks what is next all the same; nobody hears the answer."""
    form = {"DialCallStatus": "canceled", "CallStatus": "completed"}
    post(counted, "/voice/nl/person?region=flanders", **form)
    assert figures(counted, rehearsal=False) == {("line", "nl", "payoke", "canceled"): 1}


def test_a_caller_who_hangs_up_after_a_conversation_has_not_left_there(counted: Flask) -> None:
    form = {"DialCallStatus": "completed", "DialBridged": "true", "CallStatus": "completed"}
    post(counted, "/voice/nl/person?region=flanders", **form)
    assert figures(counted, rehearsal=False) == {
        ("line", "nl", "payoke", "connected"): 1,
        ("went on", "nl", "person", ""): 1,
    }


def test_calls_of_the_telephone_for_development_are_kept_apart(counted: Flask) -> None:
    Handset(counted).call()
    post(counted, "/voice")
    for rehearsal in (True, False):
        assert figures(counted, rehearsal=rehearsal)["call", "und", "languages", ""] == 1


@pytest.mark.parametrize("header", [REHEARSAL, "wayout-rehearsal", "Wayout_Rehearsal"])
def test_nobody_can_call_their_call_a_rehearsal_from_outside(counted: Flask, header: str) -> None:
    with counted.test_client() as client:
        client.post(f"/voice?{REHEARSAL}=1", data={REHEARSAL: "1"}, headers={header: "1"})
    assert figures(counted, rehearsal=True) == {}
    assert figures(counted, rehearsal=False)["call", "und", "languages", ""] == 1


def test_words_that_are_not_the_hotlines_own_are_not_kept(counted: Flask) -> None:
    """In development nobody signs, and even a carrier might be wrong."""
    post(counted, "/voice/8421/whisper?destination=%2B32470123456", Digits="1")
    post(counted, "/voice/nl/32470123456")
    post(counted, "/voice/nl/person", DialCallStatus="+32470123456")
    found = figures(counted, rehearsal=False)
    assert found["reached", OTHER, OTHER, "again"] == 1
    assert found["failed", "nl", OTHER, ""] == 1
    assert found["line", "nl", "helpline", "other"] == 1
    assert not [
        word for figure in found for word in figure if "32470123456" in word or "8421" in word
    ]


def test_a_step_that_fails_is_counted_as_such(
    counted: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("routes.carriers.twilio.Twilio.render", lambda *_: 1 / 0)
    post(counted, "/voice/nl/main", Digits="2")
    assert figures(counted, rehearsal=False) == {("failed", "nl", "main", ""): 1}


def test_a_step_delivered_twice_is_counted_twice_and_no_more(counted: Flask) -> None:
    for _ in range(2):
        post(counted, "/voice/nl/main", Digits="2")
    assert figures(counted, rehearsal=False)["entered", "nl", "speak", ""] == 2


def test_without_a_database_nothing_is_counted_and_calls_are_answered(clips: Path) -> None:
    app = create_app(make_settings(database_url="off", twilio_auth_token=""))
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


def test_a_cell_has_no_room_for_a_caller() -> None:
    assert Cell._fields == ("hour", "rehearsal", "event", "language", "place", "outcome")
