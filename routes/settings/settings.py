"""Settings, from the environment. Each NAME can also be given as NAME_FILE, the path of a file."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
)

from audio.library import FOLDER
from ivr.problems import BadFile, Problem
from routes.settings.checks import (
    account,
    caller_id,
    document_url,
    host,
    long_enough,
    numbers,
    pairs,
    public_keys,
    root_url,
    separate,
    users,
)
from routes.settings.database import DEVELOPMENT, is_on, known_database
from routes.settings.desk_checks import long_keys, readable_hash

KEYS_OF = {
    "twilio": "twilio_auth_token",
    "signalwire": "signalwire_signing_key",
    "telnyx": "telnyx_public_key",
}
"""Signature scheme -> the setting with its keys. Somleng signs as Twilio does."""

_Keys = Annotated[tuple[SecretStr, ...], BeforeValidator(separate)]


class Settings(BaseModel):
    """How this hotline runs. In development everything has a default; in production secrets have
    none.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    environment: Literal["development", "production"] = "production"
    signature_scheme: Literal["twilio", "signalwire", "telnyx"] = "twilio"
    twilio_auth_token: _Keys = ()
    twilio_account_sid: Annotated[str, AfterValidator(account)] | None = None
    signalwire_signing_key: _Keys = ()
    telnyx_public_key: Annotated[_Keys, AfterValidator(public_keys)] = ()
    public_url: Annotated[str, AfterValidator(root_url)] = "http://127.0.0.1:5000"
    hotline_number: Annotated[str, AfterValidator(caller_id)] = "+3220000000"
    language_numbers: Annotated[
        dict[str, str], BeforeValidator(pairs), AfterValidator(numbers)
    ] = {}
    allow_draft_languages: Annotated[tuple[str, ...], BeforeValidator(separate)] = ()
    sip_credentials: Annotated[
        tuple[SecretStr, ...], BeforeValidator(separate), AfterValidator(users)
    ] = ()
    emergency_trunk: Annotated[str | None, AfterValidator(host)] = None
    fallback_url: Annotated[str, AfterValidator(document_url)] | None = None
    verified_file: Path | None = None
    database_url: Annotated[SecretStr, AfterValidator(known_database)] | None = None
    statistics_days: Annotated[int, Field(ge=1, le=3660)] = 730
    metrics_token: Annotated[SecretStr, AfterValidator(long_enough)] | None = None
    clips_folder: Path = FOLDER
    staff_password_hash: Annotated[SecretStr, AfterValidator(readable_hash)] | None = None
    secret_key: Annotated[_Keys, AfterValidator(long_keys)] = ()

    @property
    def development(self) -> bool:
        """On a developer's machine: the telephone in the browser is there, signatures are optional."""
        return self.environment == "development"

    def offers(self, language: str, status: str) -> bool:
        """Whether callers here may choose a language. In production only a live one, unless
        ALLOW_DRAFT_LANGUAGES names it, or says "all".
        """
        allowed = self.allow_draft_languages
        return self.development or status == "live" or language in allowed or "all" in allowed

    def languages_of(self, number: str) -> list[str]:
        """The languages to which a called number belongs, likeliest first."""
        return [one for one in self.language_numbers.get(number, "").split("/") if one]

    @property
    def whole_root(self) -> str:
        """What stands before every path in a document. Nothing where development has not said its
        address.
        """
        return self.public_url if "public_url" in self.model_fields_set else ""

    @property
    def reaches_api(self) -> bool:
        """Whether the settings name an account whose REST API this hotline knows, which is Twilio's
        alone.
        """
        return self.signature_scheme == "twilio" and bool(
            self.twilio_account_sid and self.twilio_auth_token
        )

    @property
    def database(self) -> str | None:
        """Where is counted; None for nowhere. Without DATABASE_URL only a developer's machine
        counts.
        """
        if self.database_url is None:
            return DEVELOPMENT if self.development else None
        return is_on(self.database_url)

    @property
    def sip_users(self) -> dict[str, tuple[str, str]]:
        """Host of a SIP trunk -> user and password."""
        pairs = (one.get_secret_value().partition("=")[::2] for one in self.sip_credentials)
        return {host: (user.partition(":")[0], user.partition(":")[2]) for host, user in pairs}

    @property
    def signing_keys(self) -> list[str]:
        """The keys of the chosen scheme; more than one while a key is being rotated."""
        return [key.get_secret_value() for key in getattr(self, KEYS_OF[self.signature_scheme])]


def read_settings(environ: Mapping[str, str]) -> Settings:
    """The settings of an environment. Raises BadFile with every problem at once."""
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for name in Settings.model_fields:
        try:
            value = _lookup(name.upper(), environ)
        except OSError as error:
            problems.append(
                Problem("environment", f"{name.upper()}_FILE", f"cannot be read: {error.strerror}")
            )
        else:
            found |= {name: value} if value is not None else {}
    problems += _incomplete(found)
    try:
        settings = Settings.model_validate(found)
    except ValidationError as error:
        problems += [_problem(dict(item)) for item in error.errors(include_input=False)]
    if problems:
        raise BadFile(problems)
    return settings


def _incomplete(found: Mapping[str, str]) -> Iterator[Problem]:
    """What the desk needs, and production besides: development has a default for everything else."""
    if found.get("staff_password_hash") and not found.get("secret_key", "").strip(" ,"):
        yield Problem("environment", "SECRET_KEY", "the desk needs it: STAFF_PASSWORD_HASH is set")
    if found.get("environment") == "development":
        return
    keys = KEYS_OF.get(
        found.get("signature_scheme", "twilio"), ""
    )  # an unknown scheme is a problem of its own
    for name in filter(None, (keys, "public_url", "hotline_number")):
        if not found.get(name, "").strip(" ,"):
            yield Problem(
                "environment", name.upper(), f"production needs it (or {name.upper()}_FILE)"
            )
    if found.get("public_url", "").startswith("http:"):
        yield Problem("environment", "PUBLIC_URL", "must begin with https:// in production")


def _lookup(name: str, environ: Mapping[str, str]) -> str | None:
    if path := environ.get(f"{name}_FILE"):
        return Path(path).read_text("utf-8").strip()
    return environ.get(name)


def _problem(item: dict[str, Any]) -> Problem:
    """Never with the value: it may be a secret."""
    name = ".".join(map(str, item["loc"])).upper() or "(settings)"
    return Problem("environment", name, str(item["msg"]).removeprefix("Value error, "))
