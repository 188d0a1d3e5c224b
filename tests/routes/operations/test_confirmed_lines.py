"""A confirmation answers a call that was just placed, belongs to the number, and is good for
ninety days.
"""

import datetime
import json
from pathlib import Path

import pytest
from flask import Flask

from ivr.destinations import Destinations
from ivr.events import EventKind, ListenerAnswer
from ivr.position import Position
from ivr.step import Event, HangUp, Step
from ivr.tree import Tree
from routes.operations import pending_calls
from routes.operations.confirmed_lines import (
    keep_if_confirmed,
    number_digest,
    read_confirmed,
    unverified,
)
from tests.conftest import make_settings
from tests.routes.command_line import run
from tests.routes.requests import post
from tests.small.hotline import create_small_app, small_hotline, with_lines

TODAY = datetime.date(2026, 3, 10)
NOW = datetime.datetime(2026, 3, 9, 23, 30, tzinfo=datetime.UTC)
"""Half past midnight in Brussels."""
NORTH = "tel:+3250000002"


def step(
    kind: EventKind = EventKind.VERIFY, answer: ListenerAnswer = ListenerAnswer.ACCEPTED
) -> Step:
    return Step((), HangUp(), (Event(kind, "verify", "und", answer),))


def confirm(
    file: Path, uri: str = NORTH, destination: str = "north", now: datetime.datetime = NOW
) -> None:
    """Let a person confirm a test call that was just placed."""
    secret = pending_calls.place(file, destination, number_digest(uri), now)
    keep_if_confirmed(file, Position("verify", destination=destination, secret=secret), step(), now)


def missed(file: Path, destinations: Destinations, name: str = "north") -> list[str]:
    return [told for told in unverified(file, destinations, TODAY) if told.startswith(name)]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "verified.json"


@pytest.fixture
def destinations(tree: Tree) -> Destinations:
    return tree.destinations


def test_the_file_keeps_the_last_confirmation_of_each_number(file: Path) -> None:
    for days in (3, 0, 5):
        confirm(file, now=NOW - datetime.timedelta(days=days))
    confirm(file, "tel:+3250000009")
    confirm(file, destination="south")
    day = str(TODAY - datetime.timedelta(days=5))
    assert json.loads(file.read_text()) == sorted(
        (
            {"date": date, "destination": destination, "number": number_digest(uri)}
            for destination, uri, date in (
                ("north", NORTH, day),
                ("north", "tel:+3250000009", str(TODAY)),
                ("south", NORTH, str(TODAY)),
            )
        ),
        key=lambda entry: (entry["destination"], entry["number"]),
    )
    assert list(file.parent.iterdir()) == [file], "nothing tells of a past call"


def test_an_answer_counts_once(file: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A request that somebody has seen, and sends again with its signature."""
    secret = pending_calls.place(file, "north", number_digest(NORTH), NOW)
    answered = Position("verify", destination="north", secret=secret)
    keep_if_confirmed(file, answered, step(), NOW)
    file.unlink()
    keep_if_confirmed(file, answered, step(), NOW)
    assert not file.exists()
    assert "was answered before, or is too old: nothing was kept" in caplog.text


@pytest.mark.parametrize(("seconds", "counts"), [(299, True), (300, False), (10**6, False)])
def test_an_answer_that_comes_too_late_does_not_count(
    file: Path, seconds: int, counts: bool
) -> None:
    secret = pending_calls.place(file, "north", number_digest(NORTH), NOW)
    late = NOW + datetime.timedelta(seconds=seconds)
    keep_if_confirmed(file, Position("verify", secret=secret), step(), late)
    assert file.exists() is counts


@pytest.mark.parametrize("secret", [None, "", "x", "../verified", "a" * 22])
def test_an_answer_to_a_call_that_nobody_placed_does_not_count(
    file: Path, secret: str | None
) -> None:
    pending_calls.place(file, "north", number_digest(NORTH), NOW)
    keep_if_confirmed(file, Position("verify", destination="north", secret=secret), step(), NOW)
    assert not file.exists()


def test_an_answer_does_not_count_once_the_command_has_given_up(file: Path) -> None:
    secret = pending_calls.place(file, "north", number_digest(NORTH), NOW)
    assert pending_calls.withdraw(file, secret)
    assert not pending_calls.withdraw(file, secret)
    keep_if_confirmed(file, Position("verify", destination="north", secret=secret), step(), NOW)
    assert not file.exists()


def test_what_an_interrupted_command_left_is_removed_by_the_next(file: Path) -> None:
    pending_calls.place(file, "north", number_digest(NORTH), datetime.datetime.now(datetime.UTC))
    later = datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=1)
    pending_calls.place(file, "south", number_digest(NORTH), later)
    assert len(list(file.parent.iterdir())) == 1


def test_a_changed_number_is_unconfirmed_at_once_and_a_moved_one_is_not(
    file: Path, clips: Path
) -> None:
    hotline = small_hotline(make_settings())
    confirm(file)
    assert not missed(file, hotline.tree.destinations)
    moved = with_lines(hotline, north=["tel:+3250000009", NORTH]).tree.destinations
    assert [told.partition(":")[0] for told in missed(file, moved)] == [
        "north line 1 was never verified"
    ]
    changed = with_lines(hotline, north=["tel:+3250000009"]).tree.destinations
    assert len(missed(file, changed)) == 1


def test_a_confirmation_by_place_of_a_former_version_does_not_count(
    file: Path, destinations: Destinations
) -> None:
    """It does not tell which number was confirmed."""
    file.write_text(f'[{{"destination": "north", "line": 0, "date": "{TODAY}"}}]')
    assert len(missed(file, destinations)) == 1
    confirm(file)
    assert not missed(file, destinations)
    assert len(json.loads(file.read_text())) == 1


@pytest.mark.parametrize(
    "other", [step(answer=ListenerAnswer.DECLINED), step(EventKind.WHISPER), Step((), HangUp())]
)
def test_nothing_else_is_written_down(file: Path, other: Step) -> None:
    secret = pending_calls.place(file, "north", number_digest(NORTH), NOW)
    keep_if_confirmed(file, Position("verify", secret=secret), other, NOW)
    assert not file.exists()
    assert pending_calls.withdraw(file, secret), "another key may still confirm"


def test_without_the_setting_nothing_is_written_or_missed(destinations: Destinations) -> None:
    keep_if_confirmed(None, Position("verify", secret="a"), step(), NOW)
    assert list(unverified(None, destinations, TODAY)) == []


def test_every_telephone_line_is_missed_at_first(file: Path, destinations: Destinations) -> None:
    assert list(unverified(file, destinations, TODAY)) == [
        f"{name} line 1 was never verified: run `flask destinations verify {name}`"
        for name in ("middle", "north", "south", "helpline")
    ]


@pytest.mark.parametrize(("days", "is_missed"), [(0, False), (90, False), (91, True)])
def test_a_confirmation_is_good_for_ninety_days(
    file: Path, destinations: Destinations, days: int, is_missed: bool
) -> None:
    confirm(file, now=NOW - datetime.timedelta(days=days))
    told = missed(file, destinations)
    date = TODAY - datetime.timedelta(days=days)
    again = f"north line 1 was last verified on {date}: run `flask destinations verify north`"
    assert told == ([again] if is_missed else [])


@pytest.mark.parametrize(
    "text", ["", "[{", '{"north": 1}', '[{"destination": "north", "line": 0, "date": "soon"}]']
)
def test_a_broken_file_is_one_warning_and_is_not_written_over(
    file: Path, destinations: Destinations, text: str
) -> None:
    file.write_text(text)
    [warning] = unverified(file, destinations, TODAY)
    assert warning.startswith(
        "VERIFIED_FILE cannot be read (ValidationError): mend it, or remove it"
    )
    with pytest.raises(ValueError, match="Verified"):
        confirm(file)
    assert file.read_text() == text


def test_a_confirmation_for_a_line_that_is_gone_hurts_nobody(
    file: Path, destinations: Destinations
) -> None:
    confirm(file, destination="nobody")
    assert len(list(unverified(file, destinations, TODAY))) == 4
    assert len(read_confirmed(file)) == 1


@pytest.fixture
def app(clips: object, file: Path) -> Flask:
    return create_small_app(make_settings(verified_file=file))


def placed(file: Path) -> str:
    """The address that the confirmation of a test call is sent to."""
    now = datetime.datetime.now(datetime.UTC)
    secret = pending_calls.place(file, "north", number_digest(NORTH), now)
    return f"/voice/und/verify?destination=north&secret={secret}"


def test_the_webhook_writes_it_down_when_the_carrier_has_signed(app: Flask, file: Path) -> None:
    url = placed(file)
    assert app.test_client().post(url, data={"Digits": "1"}).status_code == 403
    assert post(app, url, token="another", Digits="1").status_code == 403
    assert not file.exists()
    assert post(app, url, Digits="1").status_code == 200
    assert set(read_confirmed(file)) == {("north", number_digest(NORTH))}


def test_a_signed_address_without_a_call_confirms_nothing(app: Flask, file: Path) -> None:
    assert post(app, "/voice/und/verify?destination=north", Digits="1").status_code == 200
    assert not file.exists()


def test_the_secret_stays_in_the_address_while_the_question_is_repeated(
    app: Flask, file: Path
) -> None:
    url = placed(file)
    assert url.partition("&")[2] in post(app, f"{url}&attempt=1", Digits="").text


def test_a_destination_that_does_not_exist_is_not_written_down(app: Flask, file: Path) -> None:
    for url in ("/voice/und/verify?destination=nobody", "/voice/und/verify"):
        response = post(app, url, Digits="1")
        assert response.data.rstrip().endswith(b"<Response />"), "the call ends, and rings nobody"
    assert not file.exists()


def test_the_start_and_the_check_warn(
    clips: Path, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    warning = "north line 1 was never verified: run `flask destinations verify north`"
    app = create_small_app(make_settings(verified_file=file))
    assert warning in caplog.text
    code, output = run(app, "check")
    assert code == 0
    assert f"Warning: {warning}\n" in output
    post(app, placed(file), Digits="1")
    assert "north line 1" not in run(app, "check")[1]


def test_without_the_setting_neither_warns(clips: object) -> None:
    app = create_small_app(make_settings())
    assert "verified" not in run(app, "check")[1]
    assert not any("verified" in warning for warning in small_hotline(make_settings()).warnings)
