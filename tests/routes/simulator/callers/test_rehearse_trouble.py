"""`flask rehearse` when a call fails, and what the command refuses."""

import logging
import re
from pathlib import Path

import pytest
from flask import Flask

from routes.carriers.twilio import Twilio
from routes.simulator.leg import Leg
from routes.simulator.simulated_carrier import AppCarrier
from routes.statistics.recorder import STATISTICS
from tests.conftest import make_settings
from tests.routes.simulator.callers.rehearsing import by, counted, run
from tests.small.hotline import create_small_app


def test_a_call_that_breaks_is_named_with_what_repeats_it(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A broken document at the postcode. The named call, made alone, has the same trouble."""
    made = Twilio.render
    monkeypatch.setattr(Twilio, "render", lambda carrier, *rest: _broken(made(carrier, *rest)))
    result = run(app, "--spread", "30d")
    assert result.exit_code == 1
    assert "failed, or met what a carrier would not play" in result.output
    trouble, *words = re.findall(
        r"^  (/voice.*)\n    again: flask rehearse (.*)$", result.output, re.M
    )[0]
    again = app.test_cli_runner().invoke(args=["rehearse", *words[0].split()])
    assert (again.exit_code, trouble in again.output) == (1, True)
    assert "a step failed  " in again.output


def _broken(document: str) -> str:
    return "\n" + document if "/postcode" in document else document


def test_a_step_that_fails_is_trouble_although_an_apology_is_played(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> str:
        raise ValueError("8421")

    monkeypatch.setattr("routes.carriers.twilio.Twilio.render", breaks)
    result = run(app, "--calls", "12")
    assert result.exit_code == 1
    assert "12 calls failed, or met" in result.output
    assert "an apology was heard: ValueError (test_rehearse_trouble.py" in result.output
    assert "and 2 more" in result.output
    assert "8421" not in result.output


def test_a_clip_that_a_carrier_cannot_fetch_is_trouble(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AppCarrier, "get", lambda by, _: by.send("/nowhere", {}))
    result = run(app, "--calls", "1")
    assert result.exit_code == 1
    assert re.search(r"/clips/\w+\.wav answered 404: the caller would hear nothing", result.output)


def test_what_breaks_in_the_telephone_itself_stops_no_other_call(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Leg, "wait", lambda _: 1 / 0)
    result = run(app)
    assert result.exit_code == 1
    assert "40 calls, " in result.output
    assert "ZeroDivisionError in" in result.output


def test_calls_that_count_as_real_ones_are_for_development(clips: Path) -> None:
    app = create_small_app(
        make_settings(environment="production", clips_folder=clips, allow_draft_languages="all")
    )
    result = run(app, "--as-calls")
    assert result.exit_code == 2
    assert "production refuses it" in result.output
    assert run(app, "--calls", "2").exit_code == 0


def test_a_named_database_gets_real_calls_only_after_a_question(counting: Flask) -> None:
    """A server that lacks its ENVIRONMENT counts as a developer's machine for the command line."""
    result = run(counting, "--as-calls", typed="\n")
    assert (result.exit_code, "Is it a database for trials alone?" in result.output) == (1, True)
    statistics = STATISTICS.of(counting)
    assert statistics.store
    statistics.store.open()
    assert counted(counting, rehearsal=False) == {}
    assert run(counting, "--as-calls", typed="y\n").exit_code == 0
    assert by(counted(counting, rehearsal=False), "value", measure="calls").total() == 40
    assert counted(counting) == {}


def test_a_language_that_is_not_offered_is_refused(clips: Path) -> None:
    app = create_small_app(
        make_settings(environment="production", clips_folder=clips, allow_draft_languages="nl")
    )
    result = run(app, "--language", "uk")
    assert (result.exit_code, "uk is not offered" in result.output) == (2, True)


def test_a_key_that_only_the_carrier_has_is_told_at_once(clips: Path) -> None:
    key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    result = run(
        create_small_app(
            make_settings(signature_scheme="telnyx", telnyx_public_key=key, clips_folder=clips)
        )
    )
    assert (result.exit_code, "start without TELNYX_PUBLIC_KEY" in result.output) == (1, True)


def test_a_database_that_cannot_be_written_is_told_before_the_first_call(clips: Path) -> None:
    url = "postgresql://user:secret@127.0.0.1:1/name"
    result = run(create_small_app(make_settings(database_url=url, clips_folder=clips)))
    assert result.exit_code == 1
    assert "statistics cannot be written" in result.output
    assert not {"secret", "40 calls"} & set(result.output.split())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--at", "noon"), "write a day and a time such as 2026-03-10T14:30"),
        (("--spread", "month"), "write days or hours, such as 7d or 12h"),
        (("--calls", "0"), "0 is not in the range"),
    ],
)
def test_what_makes_no_sense_is_refused_with_what_to_write(
    app: Flask, words: tuple[str, ...], said: str
) -> None:
    result = run(app, *words)
    assert (result.exit_code, said in result.output) == (2, True)


def test_the_log_is_as_talkative_afterwards_as_before(app: Flask) -> None:
    log = logging.getLogger("routes")
    before = log.level
    run(app, "--calls", "1")
    assert log.level == before
