"""Reading the settings from the environment. Each NAME can also be given as NAME_FILE, a path."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from ivr.problems import BadFile, Problem
from routes.settings.carrier_settings import CarrierSettings
from routes.settings.checks import is_guessable, separate
from routes.settings.desk_checks import is_cheap, is_readable
from routes.settings.settings import Settings
from routes.settings.written import cleaned, invisible_character

Model = TypeVar("Model", bound=BaseModel)
SHORTEST_KEY = 16
"""Characters of a key that proves a carrier's requests. Twilio's tokens have 32."""

Given = dict[str, str]
"""Field of a model -> the text that the environment gives for it."""


def read_settings(
    environ: Mapping[str, str], carriers: Mapping[str, type[CarrierSettings]]
) -> Settings:
    """The settings of an environment. carriers: SIGNATURE_SCHEME -> what that carrier needs.

    Raises BadFile with every problem at once.
    """
    problems: list[Problem] = []
    own_fields = (name for name in Settings.model_fields if name != "carrier")
    given = _given(own_fields, environ, problems)
    kind = carriers.get(given.get("signature_scheme", "twilio"))
    if kind is None:
        message = f"write one of these: {', '.join(carriers)}"
        problems.append(Problem("environment", "SIGNATURE_SCHEME", message))
    of_carrier = _given(kind.model_fields if kind else (), environ, problems)
    problems += _incomplete(given, of_carrier, kind)
    carrier = _checked(kind or CarrierSettings, of_carrier, problems)
    settings = _checked(Settings, {**given, "carrier": carrier or CarrierSettings()}, problems)
    if problems or settings is None:
        raise BadFile(problems)
    return settings


def _given(fields: Iterable[str], environ: Mapping[str, str], problems: list[Problem]) -> Given:
    """What the environment gives for some fields, from variables or from the files they name."""
    found: Given = {}
    for field in fields:
        name = field.upper()
        path = environ.get(f"{name}_FILE")
        try:
            written = Path(path).read_text("utf-8-sig") if path else environ.get(name)
        except OSError as error:
            reason = f"cannot be read: {error.strerror}"
            problems.append(Problem("environment", f"{name}_FILE", reason))
        except UnicodeDecodeError:
            reason = "is not UTF-8 text: save it anew as plain text"
            problems.append(Problem("environment", f"{name}_FILE", reason))
        else:
            if written is not None:
                found[field] = cleaned(written)
                if wrong := invisible_character(found[field]):
                    problems.append(Problem("environment", name, wrong))
    return found


def _incomplete(
    given: Given, of_carrier: Given, kind: type[CarrierSettings] | None
) -> Iterator[Problem]:
    """What the desk needs, and what production needs: development has a default for the rest."""
    if given.get("staff_password_hash") and not given.get("secret_key", "").strip(" ,"):
        message = "the desk needs it: STAFF_PASSWORD_HASH is set"
        yield Problem("environment", "SECRET_KEY", message)
    if given.get("environment") == "development":
        return
    needed = given | of_carrier
    for field in (kind.keys_field if kind else "", "public_url", "hotline_number"):
        if field and not needed.get(field, "").strip(" ,"):
            message = f"production needs it (or {field.upper()}_FILE)"
            yield Problem("environment", field.upper(), message)
    keys = separate(of_carrier.get(kind.keys_field, "")) if kind else ()
    if kind and any(is_guessable(key, SHORTEST_KEY) for key in keys):
        message = (
            f"a key is shorter than {SHORTEST_KEY} characters, or repeats a few of them, so it "
            "can be guessed: copy the whole key from the carrier's console"
        )
        yield Problem("environment", kind.keys_setting(), message)
    kept = given.get("staff_password_hash", "")
    if is_readable(kept) and is_cheap(kept):
        message = (
            "has too few rounds, so a thief could guess the password: run `flask staff password`"
        )
        yield Problem("environment", "STAFF_PASSWORD_HASH", message)
    if given.get("public_url", "").startswith("http:"):
        yield Problem("environment", "PUBLIC_URL", "must begin with https:// in production")


def _checked(kind: type[Model], given: Mapping[str, Any], problems: list[Problem]) -> Model | None:
    """A model of what was given, or None and the reasons. A reason never holds the value, which
    may be a secret.
    """
    try:
        return kind.model_validate(given)
    except ValidationError as error:
        for item in error.errors(include_input=False):
            name = ".".join(map(str, item["loc"])).upper() or "(settings)"
            message = str(item["msg"]).removeprefix("Value error, ")
            problems.append(Problem("environment", name, message))
    return None
