"""Keys, tokens and passwords of carriers and of the desk: checked, rotated, and never shown."""

from pathlib import Path

import pytest
from werkzeug.security import generate_password_hash

from routes.carriers import CARRIERS
from routes.settings.desk_checks import is_cheap
from routes.settings.environment import read_settings
from tests.routes.settings.environment import GOOD, problems

NEW = "0123456789abcdef"

OLD = "fedcba9876543210"


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


def test_secrets_do_not_show_when_settings_are_printed() -> None:
    settings = read_settings(
        GOOD | {"DATABASE_URL": "postgresql://user:hidden@db/wayout"}, CARRIERS
    )
    assert "secret-0123456789" not in repr(settings)
    assert "hidden" not in repr(settings)


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
