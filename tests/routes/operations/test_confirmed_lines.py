"""Confirmed lines are kept by day, and asked for again after ninety days."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from ivr.destinations import Destinations
from ivr.events import EventKind, ListenerAnswer
from ivr.position import Position
from ivr.step import Event, HangUp, Step
from ivr.tree import Tree
from routes.operations.confirmed_lines import (
    confirmations,
    keep_if_confirmed,
    read_verified,
    unverified,
)
from tests.conftest import make_settings
from tests.routes.command_line import run
from tests.routes.requests import post
from tests.small.hotline import create_small_app, small_hotline

TODAY = datetime.date(2026, 3, 10)
NOW = datetime.datetime(2026, 3, 9, 23, 30, tzinfo=datetime.UTC)
"""Half past midnight in Brussels."""
NORTH = Position("verify", destination="north")
Keep = Callable[..., None]


def step(
    kind: EventKind = EventKind.VERIFY, answer: ListenerAnswer = ListenerAnswer.ACCEPTED
) -> Step:
    return Step((), HangUp(), (Event(kind, "verify", "und", answer),))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "verified.json"


@pytest.fixture
def destinations(tree: Tree) -> Destinations:
    return tree.destinations


def test_a_confirmation_is_added_to_those_before(file: Path) -> None:
    keep_if_confirmed(file, NORTH, step(), NOW)
    keep_if_confirmed(file, NORTH, step(), NOW)
    keep_if_confirmed(file, Position("verify", destination="south", line=1), step(), NOW)
    assert confirmations(file, "north", 0) == 2
    assert confirmations(file, "south", 1) == 1
    assert confirmations(file, "south", 0) == 0


@pytest.mark.parametrize(
    "other", [step(answer=ListenerAnswer.DECLINED), step(EventKind.WHISPER), Step((), HangUp())]
)
def test_nothing_else_is_written_down(file: Path, other: Step) -> None:
    keep_if_confirmed(file, NORTH, other, NOW)
    assert not file.exists()


def test_without_the_setting_nothing_is_written_or_missed(destinations: Destinations) -> None:
    keep_if_confirmed(None, NORTH, step(), NOW)
    assert list(unverified(None, destinations, TODAY)) == []


def test_every_telephone_line_is_missed_at_first(file: Path, destinations: Destinations) -> None:
    assert list(unverified(file, destinations, TODAY)) == [
        f"{name} line 1 was never verified: run `flask destinations verify {name}`"
        for name in ("middle", "north", "south", "helpline")
    ]


@pytest.mark.parametrize(("days", "missed"), [(0, False), (90, False), (91, True)])
def test_a_confirmation_is_good_for_ninety_days(
    file: Path, destinations: Destinations, days: int, missed: bool
) -> None:
    keep_if_confirmed(file, NORTH, step(), NOW - datetime.timedelta(days=days))
    told = [one for one in unverified(file, destinations, TODAY) if one.startswith("north")]
    date = TODAY - datetime.timedelta(days=days)
    again = f"north line 1 was last verified on {date}: run `flask destinations verify north`"
    assert told == ([again] if missed else [])


def test_the_latest_confirmation_counts_wherever_it_stands(
    file: Path, destinations: Destinations
) -> None:
    for moment in (NOW, NOW - datetime.timedelta(days=200)):
        keep_if_confirmed(file, NORTH, step(), moment)
    assert not [one for one in unverified(file, destinations, TODAY) if one.startswith("north")]


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
        keep_if_confirmed(file, NORTH, step(), NOW)
    assert file.read_text() == text


def test_a_confirmation_for_a_line_that_is_gone_hurts_nobody(
    file: Path, destinations: Destinations
) -> None:
    keep_if_confirmed(file, Position("verify", destination="nobody", line=7), step(), NOW)
    assert len(list(unverified(file, destinations, TODAY))) == 4
    assert len(read_verified(file)) == 1


@pytest.fixture
def app(clips: object, file: Path) -> Flask:
    return create_small_app(make_settings(verified_file=file))


def test_the_webhook_writes_it_down_when_the_carrier_has_signed(app: Flask, file: Path) -> None:
    url = "/voice/und/verify?destination=north"
    assert app.test_client().post(url, data={"Digits": "1"}).status_code == 403
    assert post(app, url, token="another", Digits="1").status_code == 403
    assert not file.exists()
    assert post(app, url, Digits="1").status_code == 200
    assert confirmations(file, "north", 0) == 1


def test_a_destination_that_does_not_exist_is_not_written_down(app: Flask, file: Path) -> None:
    for url in ("/voice/und/verify?destination=nobody", "/voice/und/verify"):
        response = post(app, url, Digits="1")
        assert response.data.rstrip().endswith(b"<Response />"), "the call ends, and rings nobody"
    assert not file.exists()


def test_the_start_and_the_check_warn(app: Flask, file: Path) -> None:
    warning = "north line 1 was never verified: run `flask destinations verify north`"
    assert warning in small_hotline(make_settings(verified_file=file)).warnings
    code, output = run(app, "check")
    assert code == 0
    assert f"Warning: {warning}\n" in output
    post(app, "/voice/und/verify?destination=north", Digits="1")
    assert "north line 1" not in run(app, "check")[1]


def test_without_the_setting_neither_warns(clips: object) -> None:
    app = create_small_app(make_settings())
    assert "verified" not in run(app, "check")[1]
    assert not any("verified" in warning for warning in small_hotline(make_settings()).warnings)
