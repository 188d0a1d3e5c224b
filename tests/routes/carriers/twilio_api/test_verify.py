"""A test call rings the lines of a destination. The person who picks up confirms with a key, or
does not.
"""

import datetime
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from ivr.destinations import Line
from routes.call.hotline import HOTLINE
from routes.operations.confirmed_lines import number_digest, read_confirmed
from routes.settings.settings import Settings
from tests.conftest import HOTLINE_NUMBER, make_settings
from tests.routes.carriers.twilio_api.callee import Callee
from tests.routes.carriers.twilio_api.conftest import MakeApp, Verify
from tests.routes.carriers.twilio_api.records import ACCOUNT, refused
from tests.routes.carriers.twilio_api.server import Carrier
from tests.small.hotline import create_small_app

NORTH = "+3250000002"
Presses = Callable[..., None]


@pytest.fixture
def presses(carrier: Carrier, make_app: MakeApp, file: Path) -> Presses:
    """Make the person who picks up press these keys."""

    def presses(*keys: str) -> None:
        def picks_up(document: str) -> str:
            Callee(make_app(verified_file=file), document).does(*keys)
            return "completed"

        carrier.picks_up = picks_up

    return presses


def rung(carrier: Carrier) -> list[str]:
    return [call["to"] for call in carrier.calls]


def test_whoever_presses_1_confirms_the_line(verify: Verify, presses: Presses, file: Path) -> None:
    presses("1")
    result = verify("north")
    assert result.exit_code == 0
    assert (
        "north line 1: rings ...\n  a person or a voicemail has picked up ...\nnorth line 1: "
        "confirmed\n" in result.output
    )
    assert result.output.endswith("Confirmed lines: 1 of 1.\n")
    [(line, date)] = read_confirmed(file).items()
    assert line == ("north", number_digest(f"tel:{NORTH}"))
    assert abs((date - datetime.date.today()).days) <= 1
    assert list(file.parent.iterdir()) == [file]


def test_the_file_holds_destination_digest_and_day_and_nothing_else(
    verify: Verify, presses: Presses, file: Path
) -> None:
    presses("1")
    verify("north")
    assert [sorted(entry) for entry in json.loads(file.read_text())] == [
        ["date", "destination", "number"]
    ]
    assert NORTH[1:] not in file.read_text()


@pytest.mark.parametrize("keys", [("2",), ("0",), ("#",), ("", ""), ("", "9")])
def test_any_other_key_and_silence_do_not(
    verify: Verify, presses: Presses, file: Path, keys: tuple[str, ...]
) -> None:
    presses(*keys)
    result = verify("north")
    assert result.exit_code == 1
    assert (
        "north line 1: picked up, NOT confirmed: a voicemail picked up, or nobody pressed the key."
        in result.output
    )
    assert "confirmed lines: only 0 of 1" in result.output
    assert list(file.parent.iterdir()) == [], "no answer is expected any more"


def test_the_question_is_asked_twice(verify: Verify, presses: Presses) -> None:
    presses("", "1")
    assert "north line 1: confirmed" in verify("north").output


def test_a_line_that_was_confirmed_today_is_not_confirmed_by_that_again(
    verify: Verify, presses: Presses
) -> None:
    presses("1")
    assert verify("north").exit_code == 0
    presses("", "")
    assert "NOT confirmed" in verify("north").output
    presses("1")
    assert verify("north").exit_code == 0


@pytest.mark.parametrize(
    ("status", "says"),
    [
        ("busy", "busy, NOT confirmed: run this again later"),
        ("no-answer", "nobody picked up, NOT confirmed"),
        ("failed", "could NOT be rung: check its number in ivr/destinations.toml"),
        ("canceled", "was cancelled, NOT confirmed"),
    ],
)
def test_every_other_end_says_what_to_do(
    verify: Verify, carrier: Carrier, status: str, says: str
) -> None:
    carrier.picks_up = lambda _: status
    result = verify("north")
    assert says in result.output
    assert result.exit_code == 1


def test_a_call_that_never_ends_is_given_up(
    verify: Verify, carrier: Carrier, pauses: list[float]
) -> None:
    carrier.picks_up = lambda _: "in-progress"
    result = verify("north")
    assert "NOT confirmed: the carrier did not report how the call ended" in result.output
    assert 100 < sum(pauses) < 300
    assert result.output.count("picked up ...") == 1


@pytest.fixture
def with_lines(make_app: MakeApp, file: Path) -> Callable[..., Flask]:
    """An application whose destination north has these lines."""

    def with_lines(*lines: Line) -> Flask:
        app = make_app(
            verified_file=file, metrics_token=f"{abs(hash(lines)):032x}"
        )  # one of its own, since it is changed
        hotline = HOTLINE.of(app)
        north = hotline.tree.destinations["north"].model_copy(update={"lines": lines})
        known = {**hotline.tree.destinations, "north": north}
        object.__setattr__(hotline, "tree", replace(hotline.tree, destinations=known))
        return app

    return with_lines


def test_a_closed_line_is_not_rung(
    verify: Verify, carrier: Carrier, with_lines: Callable[..., Flask]
) -> None:
    app = with_lines(Line(uri=f"tel:{NORTH}", hours="2020 Jan 01 09:00-10:00"))
    result = verify("north", app=app)
    assert "north line 1: closed now, not rung: run this again in its hours" in result.output
    assert (result.exit_code, carrier.calls) == (1, [])


def test_a_trunk_is_not_rung_and_the_lines_keep_their_places(
    verify: Verify, carrier: Carrier, with_lines: Callable[..., Flask], file: Path
) -> None:
    app = with_lines(Line(uri="sip:112@trunk.example"), Line(uri=f"tel:{NORTH}"))

    def picks_up(document: str) -> str:
        Callee(app, document).press("1")
        return "completed"

    carrier.picks_up = picks_up
    result = verify("north", app=app)
    assert "Not rung: 1 SIP line." in result.output
    assert "north line 2: confirmed" in result.output
    assert rung(carrier) == [NORTH]
    assert set(read_confirmed(file)) == {("north", number_digest(f"tel:{NORTH}"))}


def test_all_lines_are_rung_one_after_the_other_when_somebody_says_so(
    verify: Verify, carrier: Carrier, presses: Presses
) -> None:
    presses("1")
    result = verify(typed="y\n")
    assert "4 lines will be rung now, and people will pick up." in result.output
    assert rung(carrier) == ["+3210000001", NORTH, "+3281000003", "+3271000004"]
    assert result.output.endswith("Confirmed lines: 4 of 4.\n")


def test_nobody_is_rung_when_that_was_a_mistake(verify: Verify, carrier: Carrier) -> None:
    assert verify(typed="n\n").exit_code == 1
    assert carrier.asked == []


def test_one_line_that_does_not_answer_does_not_keep_the_next_from_being_rung(
    verify: Verify, carrier: Carrier
) -> None:
    assert "confirmed lines: only 0 of 4" in verify("--yes").output
    assert len(rung(carrier)) == 4


def test_a_destination_that_does_not_exist_is_refused_with_those_that_do(
    verify: Verify, carrier: Carrier
) -> None:
    result = verify("payok")
    assert (
        "there is no destination 'payok'; there are: middle, north, south, helpline, police"
        in result.output
    )
    assert carrier.asked == []


def test_a_destination_without_a_telephone_has_nothing_to_ring(verify: Verify) -> None:
    result = verify("police")
    assert result.exit_code == 1
    assert "there is nothing to ring" in result.output


@pytest.mark.parametrize("setting", [None, Path("/no/such/folder/verified.json")])
def test_without_a_place_for_confirmations_nobody_is_rung(
    verify: Verify, carrier: Carrier, setting: Path | None
) -> None:
    result = verify("north", verified_file=setting)
    assert "set VERIFIED_FILE to a file in a folder that exists" in result.output
    assert carrier.asked == []


def test_without_a_public_address_nobody_is_rung(verify: Verify, carrier: Carrier) -> None:
    assert (
        "set PUBLIC_URL to the https" in verify("north", public_url="http://127.0.0.1:5000").output
    )
    assert carrier.asked == []


def test_nobody_is_rung_from_a_made_up_number(verify: Verify, carrier: Carrier, file: Path) -> None:
    """The default of development is a number from which no carrier would place a call."""
    given = make_settings(twilio_account_sid=ACCOUNT, verified_file=file)
    known = {name: getattr(given, name) for name in given.model_fields_set - {"hotline_number"}}
    settings = Settings.model_validate(known)
    assert "set HOTLINE_NUMBER" in verify("north", app=create_small_app(settings)).output
    assert carrier.asked == []


def test_a_broken_file_is_named_before_anybody_is_rung(
    verify: Verify, carrier: Carrier, file: Path
) -> None:
    file.write_text("[{")
    result = verify("north")
    assert "VERIFIED_FILE cannot be read" in result.output
    assert rung(carrier) == []


def test_a_request_of_the_call_before_confirms_nothing(
    verify: Verify, carrier: Carrier, make_app: MakeApp, presses: Presses, file: Path
) -> None:
    """Sent again with its signature, while the line rings anew."""
    presses("1")
    assert verify("north").exit_code == 0
    document = next(asked.fields["Twiml"] for asked in carrier.asked if asked.method == "POST")
    file.unlink()

    def picks_up(_: str) -> str:
        Callee(make_app(verified_file=file), document).press("1")
        return "completed"

    carrier.picks_up = picks_up
    assert "NOT confirmed" in verify("north").output
    assert not file.exists()


def test_no_number_and_no_call_id_is_printed(verify: Verify, carrier: Carrier) -> None:
    carrier.meddles = lambda _, answer: (
        refused(400, 13224, f"{NORTH} is invalid") if answer[0] == 201 else answer
    )
    for result in (verify("north"), verify("south")):
        assert result.exit_code == 1
        assert all(
            private not in result.output
            for private in (NORTH[1:], "3281000003", HOTLINE_NUMBER[1:], "CA0")
        )
