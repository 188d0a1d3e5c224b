"""Settings: from the environment or from files, refused all at once, never shown."""

from pathlib import Path

import pytest

from routes.carriers import CARRIERS
from routes.carriers.twilio import Twilio
from routes.settings.environment import read_settings
from tests.routes.settings.environment import GOOD, problems


def test_production_is_the_default() -> None:
    assert not read_settings(GOOD, CARRIERS).development


def test_development_needs_nothing() -> None:
    assert read_settings({"ENVIRONMENT": "development"}, CARRIERS).carrier.signing_keys == []


def test_production_names_everything_that_is_missing_at_once() -> None:
    found = problems({})
    assert all(name in found for name in GOOD)


def test_what_is_missing_and_what_is_wrong_are_named_together() -> None:
    found = problems({"PUBLIC_URL": "http://x.org", "HOTLINE_NUMBER": "112"})
    assert all(name in found for name in GOOD)


def test_every_bad_value_is_named_at_once_and_none_is_shown() -> None:
    bad = {
        "PUBLIC_URL": "hotline/secret-path",
        "HOTLINE_NUMBER": "04701234567",
        "ENVIRONMENT": "staging-secret",
    }
    found = problems(bad)
    assert all(name in found for name in bad)
    assert not any(value in found for value in bad.values())


def test_a_secret_can_come_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("from-a-file-01234\n")
    environ = {name: value for name, value in GOOD.items() if name != "TWILIO_AUTH_TOKEN"}
    settings = read_settings(
        environ | {"TWILIO_AUTH_TOKEN_FILE": str(tmp_path / "token")}, CARRIERS
    )
    assert settings.carrier.signing_keys == ["from-a-file-01234"]


def test_a_file_that_is_not_there_is_a_problem_of_its_own(tmp_path: Path) -> None:
    found = problems(
        GOOD | {"HOTLINE_NUMBER_FILE": str(tmp_path / "nothing"), "PUBLIC_URL": "nonsense"}
    )
    assert "HOTLINE_NUMBER_FILE: cannot be read" in found
    assert "PUBLIC_URL" in found


@pytest.mark.parametrize(
    "url",
    [
        "https://x.org/hotline",
        "https://x.org?a=b",
        "ftp://x.org",
        "https://é.org",
        "http://x.org",
        "https://x.org:99999",
        "https://x.org:abc",
        "https://:443",
    ],
)
def test_an_address_that_the_carrier_could_not_sign_is_refused(url: str) -> None:
    assert "PUBLIC_URL" in problems(GOOD | {"PUBLIC_URL": url})


@pytest.mark.parametrize(
    "account", ["AC123", "0a" * 17, "SK" + "0a" * 16, "AC" + "0g" * 16, "AC" + "٣" * 32]
)
def test_an_account_that_the_carrier_would_not_know_is_refused_unseen(account: str) -> None:
    found = problems(GOOD | {"TWILIO_ACCOUNT_SID": account})
    assert "TWILIO_ACCOUNT_SID: must be AC" in found
    assert account not in found


@pytest.mark.parametrize(
    "url", ["http://x.org/fallback.xml", "fallback.xml", "https://", "https://x.org/é.xml"]
)
def test_a_fallback_that_the_carrier_could_not_fetch_safely_is_refused(url: str) -> None:
    assert "FALLBACK_URL: must be the address of a document" in problems(
        GOOD | {"FALLBACK_URL": url}
    )


def test_what_the_command_line_needs_can_come_from_files_too(tmp_path: Path) -> None:
    given = {
        "TWILIO_ACCOUNT_SID": "AC" + "0a" * 16,
        "FALLBACK_URL": "https://x.org/f.xml",
        "VERIFIED_FILE": "v.json",
    }
    for name, value in given.items():
        (tmp_path / name).write_text(f"{value}\n")
    settings = read_settings(
        GOOD | {f"{name}_FILE": str(tmp_path / name) for name in given}, CARRIERS
    )
    assert isinstance(settings.carrier, Twilio)
    assert settings.carrier.twilio_account_sid == given["TWILIO_ACCOUNT_SID"]
    assert settings.fallback_url == given["FALLBACK_URL"]
    assert settings.verified_file == Path("v.json")


NATIONAL = ["+3280012345", "+3290012345", "+3278050000", "+3278151234"]


@pytest.mark.parametrize("number", ["02 234 56 78", "+32 2 234 56 78", "02/234.56.78"])
def test_numbers_are_taken_as_people_write_them(number: str) -> None:
    settings = read_settings(
        GOOD | {"HOTLINE_NUMBER": number, "LANGUAGE_NUMBERS": f"{number}=uk/ru"}, CARRIERS
    )
    assert settings.hotline_number == "+3222345678"
    assert settings.language_numbers == {"+3222345678": "uk/ru"}


@pytest.mark.parametrize("number", ["0223456789", "112", "anonymous", *NATIONAL])
def test_a_number_that_may_not_place_calls_is_refused(number: str) -> None:
    """In Belgium a caller ID is a geographic number; toll-free and special ones may not call."""
    assert "HOTLINE_NUMBER" in problems(GOOD | {"HOTLINE_NUMBER": number})


def test_a_called_number_can_belong_to_a_language() -> None:
    settings = read_settings(
        GOOD | {"LANGUAGE_NUMBERS": "+3222345679=uk, +3222345670=nl"}, CARRIERS
    )
    assert settings.language_numbers == {"+3222345679": "uk", "+3222345670": "nl"}


@pytest.mark.parametrize("pairs", ["uk", "+3222345679", "0470=uk"])
def test_a_called_number_that_is_written_wrongly_is_refused(pairs: str) -> None:
    assert "LANGUAGE_NUMBERS" in problems(GOOD | {"LANGUAGE_NUMBERS": pairs})


@pytest.mark.parametrize(
    "written", ["https://hotline.example.org ", '"https://hotline.example.org/"']
)
def test_what_nobody_sees_around_an_address_is_removed(written: str) -> None:
    settings = read_settings(GOOD | {"PUBLIC_URL": written}, CARRIERS)
    assert settings.public_url == "https://hotline.example.org"


def test_only_a_service_that_speaks_may_be_given_texts() -> None:
    named = {"ENVIRONMENT": "development", "SPEECH_SERVICES": "gtts"}
    assert read_settings(named, CARRIERS).speech_services == ("gtts",)
    refused = problems({**named, "SPEECH_SERVICES": "kokoro"})
    assert "SPEECH_SERVICES" in refused
    assert "is no service that speaks: write gtts" in refused
