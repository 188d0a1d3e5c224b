"""Settings: from the environment or from files, refused all at once, never shown."""

from pathlib import Path

import pytest
from werkzeug.security import generate_password_hash

from ivr.problems import BadFile
from routes.carriers import CARRIERS
from routes.carriers.twilio import Twilio
from routes.settings.desk_checks import is_cheap
from routes.settings.environment import read_settings

GOOD = {
    "TWILIO_AUTH_TOKEN": "secret-0123456789",
    "PUBLIC_URL": "https://hotline.example.org",
    "HOTLINE_NUMBER": "+3222345678",
}

NEW = "0123456789abcdef"
OLD = "fedcba9876543210"


def problems(environ: dict[str, str]) -> str:
    with pytest.raises(BadFile) as caught:
        read_settings(environ, CARRIERS)
    return str(caught.value)


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


def test_several_tokens_are_separated_by_commas() -> None:
    assert read_settings(
        GOOD | {"TWILIO_AUTH_TOKEN": f"{NEW}, {OLD},"}, CARRIERS
    ).carrier.signing_keys == [NEW, OLD]


KEYS = {scheme: carrier.keys_setting() for scheme, carrier in CARRIERS.items()}
PUBLIC_KEY = "AlChZOExMMLYUdz4+JIkf5PwdU+hnAaTfz70eZyPtso="


@pytest.mark.parametrize("scheme", KEYS)
def test_production_needs_the_keys_of_the_chosen_scheme_and_of_no_other(scheme: str) -> None:
    found = problems({"SIGNATURE_SCHEME": scheme})
    assert {name for name in KEYS.values() if name in found} == {KEYS[scheme]}
    assert "PUBLIC_URL" in found
    assert "HOTLINE_NUMBER" in found


@pytest.mark.parametrize("scheme", KEYS)
def test_keys_of_every_scheme_can_be_several_and_come_from_a_file(
    scheme: str, tmp_path: Path
) -> None:
    (tmp_path / "keys").write_text(f"{PUBLIC_KEY}, {PUBLIC_KEY}\n")
    settings = read_settings(
        {
            **GOOD,
            "TWILIO_AUTH_TOKEN": "",
            "SIGNATURE_SCHEME": scheme,
            f"{KEYS[scheme]}_FILE": str(tmp_path / "keys"),
        },
        CARRIERS,
    )
    assert settings.carrier.signing_keys == [PUBLIC_KEY, PUBLIC_KEY]
    assert PUBLIC_KEY not in repr(settings)


def test_a_scheme_that_nobody_knows_is_named_with_everything_else() -> None:
    found = problems({"SIGNATURE_SCHEME": "secret-scheme", "PUBLIC_URL": "nonsense"})
    assert "SIGNATURE_SCHEME: write one of these: twilio, signalwire, telnyx, somleng" in found
    assert "PUBLIC_URL" in found
    assert "secret-scheme" not in found


@pytest.mark.parametrize(
    "key",
    [
        "secret-key",
        PUBLIC_KEY[:-4],
        f"{PUBLIC_KEY[:9]}!{PUBLIC_KEY[9:]}",
        f"{PUBLIC_KEY},ключ",
        f"{PUBLIC_KEY},{PUBLIC_KEY[4:]}",
    ],
)
def test_a_public_key_that_telnyx_never_showed_is_refused_at_the_start(key: str) -> None:
    """Otherwise every caller would be refused."""
    found = problems(GOOD | {"SIGNATURE_SCHEME": "telnyx", "TELNYX_PUBLIC_KEY": key})
    assert "TELNYX_PUBLIC_KEY: copy the account's public key" in found
    assert key not in found


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


def test_secrets_do_not_show_when_settings_are_printed() -> None:
    settings = read_settings(
        GOOD | {"DATABASE_URL": "postgresql://user:hidden@db/wayout"}, CARRIERS
    )
    assert "secret-0123456789" not in repr(settings)
    assert "hidden" not in repr(settings)


def test_a_called_number_can_belong_to_a_language() -> None:
    settings = read_settings(
        GOOD | {"LANGUAGE_NUMBERS": "+3222345679=uk, +3222345670=nl"}, CARRIERS
    )
    assert settings.language_numbers == {"+3222345679": "uk", "+3222345670": "nl"}


@pytest.mark.parametrize("pairs", ["uk", "+3222345679", "0470=uk"])
def test_a_called_number_that_is_written_wrongly_is_refused(pairs: str) -> None:
    assert "LANGUAGE_NUMBERS" in problems(GOOD | {"LANGUAGE_NUMBERS": pairs})


HASH = "scrypt:16384:8:1$salt$" + "0" * 128


def test_the_desk_has_a_password_and_keys_that_may_be_rotated() -> None:
    settings = read_settings(
        GOOD | {"STAFF_PASSWORD_HASH": HASH, "SECRET_KEY": f"{NEW * 2}, {OLD * 2}"}, CARRIERS
    )
    assert [key.get_secret_value() for key in settings.secret_key] == [NEW * 2, OLD * 2]


def test_a_desk_without_a_key_is_a_problem_in_development_too() -> None:
    assert "SECRET_KEY: the desk needs it" in problems(
        {"ENVIRONMENT": "development", "STAFF_PASSWORD_HASH": HASH}
    )


def test_a_short_key_is_a_problem_and_not_shown() -> None:
    found = problems(GOOD | {"STAFF_PASSWORD_HASH": HASH, "SECRET_KEY": f"{NEW * 2},short-secret"})
    assert "SECRET_KEY: is shorter than 32 characters" in found
    assert "short-secret" not in found


@pytest.mark.parametrize(
    "kept",
    [
        "no-hash-at-all",
        HASH[:-1],
        HASH.replace("$salt", ""),
        HASH.replace("16384", "16385"),
        f"md5{HASH[6:]}",
        "$$",
    ],
)
def test_a_hash_that_cannot_be_read_is_a_problem_and_not_shown(kept: str) -> None:
    """A shell may have replaced the dollar signs, or a number is one that scrypt does not take."""
    found = problems(GOOD | {"STAFF_PASSWORD_HASH": kept, "SECRET_KEY": NEW * 2})
    assert "STAFF_PASSWORD_HASH: is no hash of a password" in found
    assert kept not in found


@pytest.mark.parametrize(
    "url", ["mysql://user:hidden@db/name", "sqlite://", "sqlite:///:memory:", "hidden", "://"]
)
def test_a_database_that_nothing_can_be_counted_in_is_refused_unseen(url: str) -> None:
    found = problems(GOOD | {"DATABASE_URL": url})
    assert "DATABASE_URL: write sqlite:////folder/file.sqlite, or postgresql://" in found
    assert "hidden" not in found


@pytest.mark.parametrize(
    "url",
    ["postgres://db/name", "postgresql://u:p@db/name?sslmode=require", "sqlite:////a/b.sqlite"],
)
def test_a_database_can_be_a_file_or_a_postgresql_as_hosts_write_it(url: str) -> None:
    assert read_settings(GOOD | {"DATABASE_URL": url}, CARRIERS).database == url


@pytest.mark.parametrize("off", ["off", ""])
def test_statistics_can_be_switched_off(off: str) -> None:
    assert (
        read_settings({"ENVIRONMENT": "development", "DATABASE_URL": off}, CARRIERS).database
        is None
    )


def test_without_a_database_only_a_developers_machine_counts() -> None:
    """Development counts in a file that git ignores. Production counts only where a setting says
    so.
    """
    assert read_settings(GOOD, CARRIERS).database is None
    assert str(read_settings({"ENVIRONMENT": "development"}, CARRIERS).database).endswith(
        "/.cache/statistics.sqlite"
    )


@pytest.mark.parametrize("days", ["0", "-1", "61", "4000", "two years"])
def test_days_that_make_no_sense_are_refused(days: str) -> None:
    assert "STATISTICS_DAYS" in problems(GOOD | {"STATISTICS_DAYS": days})


@pytest.mark.parametrize("token", ["sh0rt", "with a space in it", "äöüäöüäöüäöüäöüäöü", ""])
def test_a_token_that_could_be_guessed_or_not_be_sent_is_refused_unseen(token: str) -> None:
    found = problems(GOOD | {"METRICS_TOKEN": token})
    assert "METRICS_TOKEN: make up a token" in found
    assert not token or token not in found


@pytest.mark.parametrize(
    "written",
    [
        f'"{NEW}"',
        f"'{NEW}'",
        f"\u201c{NEW}\u201d",
        f"{NEW} ",
        f"\u00a0{NEW}\r\n",
        f"\ufeff{NEW}",
        f"{NEW}\u200b",
        f'"{NEW}","{OLD}"',
    ],
)
def test_what_nobody_sees_around_a_token_is_removed(written: str, tmp_path: Path) -> None:
    """With it every call would be refused, and there would be no trace of it."""
    (tmp_path / "token").write_text(written, "utf-8")
    given = GOOD | {"TWILIO_AUTH_TOKEN_FILE": str(tmp_path / "token")}
    for environ in (GOOD | {"TWILIO_AUTH_TOKEN": written}, given):
        assert read_settings(environ, CARRIERS).carrier.signing_keys[0] == NEW


@pytest.mark.parametrize(
    "written", ["https://hotline.example.org ", '"https://hotline.example.org/"']
)
def test_what_nobody_sees_around_an_address_is_removed(written: str) -> None:
    settings = read_settings(GOOD | {"PUBLIC_URL": written}, CARRIERS)
    assert settings.public_url == "https://hotline.example.org"


@pytest.mark.parametrize("unseen", ["\u200b", "\u00ad", "\u202e", "\u00a0", "\t"])
def test_what_nobody_sees_inside_a_setting_is_refused_by_name(unseen: str) -> None:
    found = problems(GOOD | {"TWILIO_AUTH_TOKEN": f"{NEW[:9]}{unseen}{NEW[9:]}"})
    assert f"TWILIO_AUTH_TOKEN: has an invisible character (U+{ord(unseen):04X}) after 9" in found
    assert NEW[:9] not in found


def test_a_file_in_another_encoding_is_a_problem_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(NEW, "utf-16")
    found = problems(GOOD | {"TWILIO_AUTH_TOKEN_FILE": str(tmp_path / "token")})
    assert "TWILIO_AUTH_TOKEN_FILE: is not UTF-8 text" in found


@pytest.mark.parametrize("token", ["a", "new", "x" * 32, f"{NEW},a"])
def test_a_key_that_can_be_guessed_is_refused_in_production(token: str) -> None:
    assert "TWILIO_AUTH_TOKEN: a key is shorter than 16" in problems(
        GOOD | {"TWILIO_AUTH_TOKEN": token}
    )
    given = {"ENVIRONMENT": "development", "TWILIO_AUTH_TOKEN": token}
    assert read_settings(given, CARRIERS).development


@pytest.mark.parametrize("method", ["pbkdf2:sha256:1", "pbkdf2:sha256:1000", "scrypt:1024:8:1"])
def test_a_hash_of_few_rounds_is_refused_in_production(method: str) -> None:
    kept = generate_password_hash("correct horse battery", method=method)
    given = GOOD | {"STAFF_PASSWORD_HASH": kept, "SECRET_KEY": NEW * 2}
    assert "STAFF_PASSWORD_HASH: has too few rounds" in problems(given)


def test_the_hash_that_the_command_prints_has_rounds_enough() -> None:
    assert not is_cheap(generate_password_hash("correct horse battery", method="scrypt"))


def test_only_a_service_that_speaks_may_be_given_texts() -> None:
    named = {"ENVIRONMENT": "development", "SPEECH_SERVICES": "gtts"}
    assert read_settings(named, CARRIERS).speech_services == ("gtts",)
    refused = problems({**named, "SPEECH_SERVICES": "kokoro"})
    assert "SPEECH_SERVICES" in refused
    assert "is no service that speaks: write gtts" in refused
