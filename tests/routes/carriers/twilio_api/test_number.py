"""A number is connected to this hotline: once, with every setting, and the changes are printed."""

import pytest

from routes.carriers.twilio import OVERRIDES
from tests.conftest import HOTLINE_NUMBER, PUBLIC_URL
from tests.routes.carriers.twilio_api.conftest import Run
from tests.routes.carriers.twilio_api.records import make_number
from tests.routes.carriers.twilio_api.server import Carrier

FALLBACK = "https://static.example.org/wayout/fallback.xml"
VOICE = f"{PUBLIC_URL}/voice#ct=1500&rt=3000&rc=2&rp=ct,rt,5xx"


@pytest.fixture(autouse=True)
def bought(carrier: Carrier) -> None:
    """A number as it is bought."""
    carrier.numbers.append(make_number(HOTLINE_NUMBER))


def updates(carrier: Carrier) -> list[dict[str, str]]:
    return [asked.fields for asked in carrier.asked if asked.method == "POST"]


def test_a_new_number_is_pointed_at_the_webhook_and_the_fallback(
    run: Run, carrier: Carrier
) -> None:
    result = run("number", "connect", HOTLINE_NUMBER, fallback_url=FALLBACK)
    assert result.exit_code == 0
    wanted = {"VoiceUrl": VOICE, "VoiceFallbackUrl": FALLBACK, "VoiceFallbackMethod": "GET"}
    assert updates(carrier) == [wanted], "what is right already is not sent"
    assert f"VoiceUrl: https://demo.twilio.com/welcome/voice/ -> {VOICE}\n" in result.output
    assert f"VoiceFallbackUrl: - -> {FALLBACK}\n" in result.output
    assert result.output.endswith(f"{HOTLINE_NUMBER} is connected: 3 settings changed. Call it.\n")


def test_all_tries_of_the_first_answer_fit_into_what_the_carrier_allows() -> None:
    """Twilio, webhooks: 15 seconds, all retries included; after that the caller hears its error
    message.
    """
    override = dict(part.split("=") for part in OVERRIDES.split("&"))
    assert (int(override["ct"]) + int(override["rt"])) * (int(override["rc"]) + 1) < 15_000


def test_connecting_again_changes_nothing(run: Run, carrier: Carrier) -> None:
    run("number", "connect", HOTLINE_NUMBER, fallback_url=FALLBACK)
    again = run("number", "connect", HOTLINE_NUMBER, fallback_url=FALLBACK)
    assert len(updates(carrier)) == 1
    assert (
        again.output == f"{HOTLINE_NUMBER} is connected to this hotline: nothing needs changing.\n"
    )


def test_a_dry_run_only_tells(run: Run, carrier: Carrier) -> None:
    result = run("number", "connect", HOTLINE_NUMBER, "--dry-run", fallback_url=FALLBACK)
    assert updates(carrier) == []
    assert f"-> {VOICE}" in result.output
    assert result.output.endswith("Would change 3 settings. Changed nothing.\n")


def test_whatever_would_bypass_the_hotline_or_tell_of_callers_is_switched_off(
    run: Run, carrier: Carrier
) -> None:
    """An application or a trunk makes the carrier ignore the addresses (Twilio,
    IncomingPhoneNumber).
    """
    carrier.numbers[0].update(
        voice_application_sid="AP" + "1" * 32,
        trunk_sid="TK" + "1" * 32,
        status_callback="https://elsewhere.example/calls",
        voice_caller_id_lookup=True,
        voice_method="GET",
    )
    result = run("number", "connect", HOTLINE_NUMBER, fallback_url=FALLBACK)
    number = carrier.numbers[0]
    assert (number["voice_application_sid"], number["trunk_sid"], number["status_callback"]) == (
        "",
        "",
        "",
    )
    assert number["voice_caller_id_lookup"] is False
    assert number["voice_method"] == "POST"
    assert "StatusCallback: https://elsewhere.example/calls -> -\n" in result.output
    assert "StatusCallback is cleared: the hotline keeps no call records" in result.output
    assert (
        "nothing needs changing"
        in run("number", "connect", HOTLINE_NUMBER, fallback_url=FALLBACK).output
    )


def test_without_a_fallback_it_is_said_what_callers_would_hear(run: Run, carrier: Carrier) -> None:
    for words in ("connect", "show"):
        output = run("number", words, HOTLINE_NUMBER).output
        assert (
            "FALLBACK_URL is not set: when the server is down, callers hear the carrier's error "
            "message" in output
        )
    assert carrier.numbers[0]["voice_fallback_method"] == "POST", "left alone"


def test_a_fallback_that_somebody_has_set_by_hand_stays(run: Run, carrier: Carrier) -> None:
    carrier.numbers[0]["voice_fallback_url"] = "https://handler.example/bin"
    output = run("number", "connect", HOTLINE_NUMBER).output
    assert (
        "FALLBACK_URL is not set, so the fallback is left as it is: https://handler.example/bin"
        in output
    )
    assert carrier.numbers[0]["voice_fallback_url"] == "https://handler.example/bin"


def test_show_lists_what_is_set_and_what_differs_and_changes_nothing(
    run: Run, carrier: Carrier
) -> None:
    carrier.numbers[0]["status_callback"] = "https://elsewhere.example/calls"
    output = run("number", "show", HOTLINE_NUMBER, fallback_url=FALLBACK).output
    assert (
        "  VoiceUrl              https://demo.twilio.com/welcome/voice/   (connect would set: "
        f"{VOICE})\n" in output
    )
    assert "  VoiceMethod           POST\n" in output
    assert (
        "  StatusCallback        https://elsewhere.example/calls   (connect would set: nothing)\n"
        in output
    )
    assert output.endswith(f"Differs in 4 settings: run `flask number connect {HOTLINE_NUMBER}`.\n")
    assert updates(carrier) == []


def test_show_says_when_all_is_as_it_should_be(run: Run) -> None:
    run("number", "connect", HOTLINE_NUMBER, fallback_url=FALLBACK)
    output = run("number", "show", HOTLINE_NUMBER, fallback_url=FALLBACK).output
    assert output.endswith("is connected to this hotline: nothing needs changing.\n")


def test_a_number_of_somebody_else_is_refused(run: Run) -> None:
    result = run("number", "connect", "+3222345679")
    assert result.exit_code == 1
    assert "+3222345679 is not a number of this account" in result.output


@pytest.mark.parametrize("written", ["0223456789", "+32 2 234 56", "112", "hotline"])
def test_a_number_that_does_not_exist_is_refused(run: Run, carrier: Carrier, written: str) -> None:
    result = run("number", "connect", written)
    assert result.exit_code == 2
    assert "+32 and the rest" in result.output
    assert carrier.asked == []


def test_an_address_that_the_carrier_cannot_reach_is_refused(run: Run, carrier: Carrier) -> None:
    for words in ("connect", "show"):
        result = run("number", words, HOTLINE_NUMBER, public_url="http://127.0.0.1:5000")
        assert result.exit_code == 1
        assert "set PUBLIC_URL to the https address" in result.output
    assert updates(carrier) == []
