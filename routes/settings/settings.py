"""Settings: how this hotline runs."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr

from audio.library import FOLDER
from routes.settings.carrier_settings import CarrierSettings, Keys
from routes.settings.checks import (
    caller_id,
    document_url,
    first_folder,
    host,
    known_services,
    long_enough,
    numbers,
    pairs,
    root_url,
    separate,
    users,
)
from routes.settings.database import DEVELOPMENT, is_on, known_database
from routes.settings.desk_checks import long_keys, readable_hash

LEAST_DAYS = 62
"""A month is kept from its first day on. It is shown when it is over, and then for four weeks."""


class Settings(BaseModel):
    """How this hotline runs. In development everything has a default; in production secrets have
    none. carrier: what the carrier that SIGNATURE_SCHEME chooses needs.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    environment: Literal["development", "production"] = "production"
    signature_scheme: str = "twilio"
    carrier: CarrierSettings
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
    state_directory: Annotated[Path | None, BeforeValidator(first_folder)] = None
    database_url: Annotated[SecretStr, AfterValidator(known_database)] | None = None
    statistics_days: Annotated[int, Field(ge=LEAST_DAYS, le=3660)] = 730
    metrics_token: Annotated[SecretStr, AfterValidator(long_enough)] | None = None
    clips_folder: Path = FOLDER
    speech_services: Annotated[
        tuple[str, ...], BeforeValidator(separate), AfterValidator(known_services)
    ] = ()
    staff_password_hash: Annotated[SecretStr, AfterValidator(readable_hash)] | None = None
    secret_key: Annotated[Keys, AfterValidator(long_keys)] = ()

    @property
    def development(self) -> bool:
        """On a developer's machine: the telephone in the browser is there, signatures are
        optional.
        """
        return self.environment == "development"

    def offers(self, language: str, status: str) -> bool:
        """Whether callers here may choose a language. In production only a live one, unless
        ALLOW_DRAFT_LANGUAGES names it, or says "all".
        """
        allowed = self.allow_draft_languages
        return self.development or status == "live" or language in allowed or "all" in allowed

    def languages_of(self, number: str) -> list[str]:
        """The languages to which a called number belongs, likeliest first."""
        return [tag for tag in self.language_numbers.get(number, "").split("/") if tag]

    @property
    def whole_root(self) -> str:
        """What stands before every path in a document. Empty where development has not said its
        address.
        """
        return self.public_url if "public_url" in self.model_fields_set else ""

    @property
    def database(self) -> str | None:
        """Where counts are kept; None for nowhere. Without DATABASE_URL only development counts."""
        if self.database_url is None:
            return DEVELOPMENT if self.development else None
        return is_on(self.database_url)

    @property
    def sip_users(self) -> dict[str, tuple[str, str]]:
        """Host of a SIP trunk, in small letters -> user and password."""
        found = {}
        for one in self.sip_credentials:
            host, _, login = one.get_secret_value().partition("=")
            user, _, password = login.partition(":")
            found[host.lower()] = (user, password)
        return found
