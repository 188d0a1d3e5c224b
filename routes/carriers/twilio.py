"""Twilio: signs address and form, and has a REST API that the hotline knows."""

import re
from typing import Annotated, ClassVar

from flask import Request
from pydantic import AfterValidator
from twilio.request_validator import (
    HMAC_SHA1,
    SIGNATURE_SETTINGS_HEADER,
    get_signature_algorithm,
)

from routes.carriers.api import ApiCheck, ApiError, CarrierApi
from routes.carriers.form_signature import FormSigningCarrier
from routes.carriers.reach import Reach
from routes.settings.carrier_settings import Keys

OVERRIDES = "ct=1500&rt=3000&rc=2&rp=ct,rt,5xx"
"""How long Twilio waits for an answer, and when it asks again: three times 1.5 seconds to connect
and 3 seconds to answer are within its 15. It stands behind # in each address (Twilio, webhooks:
connection overrides). Without it a step that fails is given up at once, unless the connection
timed out.
"""


def _account(sid: str) -> str:
    if not re.fullmatch(r"AC[0-9a-fA-F]{32}", sid):
        raise ValueError(
            "must be AC and 32 digits or letters a to f, as the carrier's console shows it"
        )
    return sid


class Twilio(FormSigningCarrier):
    """twilio_auth_token: the account's token. twilio_account_sid: for what needs the REST API.
    twilio_shared_key: the secret of a webhooks rule, for signatures with SHA-256.
    """

    name: ClassVar[str] = "Twilio"
    keys_field: ClassVar[str] = "twilio_auth_token"
    signature_headers: ClassVar[tuple[str, ...]] = ("X-Twilio-Signature",)
    address_suffix: ClassVar[str] = OVERRIDES
    ring_buffer: ClassVar[int] = 5  # Twilio, <Dial timeout>
    tells_bridged: ClassVar[bool] = True
    api_checks: ClassVar[tuple[ApiCheck, ...]] = tuple(ApiCheck)

    twilio_auth_token: Keys = ()
    twilio_shared_key: Keys = ()
    twilio_account_sid: Annotated[str, AfterValidator(_account)] | None = None

    def algorithm_and_keys(self, request: Request) -> tuple[str, list[str]]:
        """The token signs with SHA-1. Where a webhooks rule matches the address, its shared key
        signs with the algorithm that a header names (Twilio, webhook rules).
        """
        rule = request.headers.get(SIGNATURE_SETTINGS_HEADER, "")
        if not rule:
            return HMAC_SHA1, self.signing_keys
        keys = [key.get_secret_value() for key in self.twilio_shared_key]
        return get_signature_algorithm(rule).upper(), keys

    @property
    def reaches_api(self) -> bool:
        """Whether account and token are given."""
        return bool(self.twilio_account_sid and self.twilio_auth_token)

    def api(self, reach: Reach) -> CarrierApi:
        """The API of the account, with the newest token."""
        if not (self.twilio_account_sid and self.signing_keys):
            raise ApiError(
                "set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN: the carrier's API needs both"
            )
        from routes.carriers.twilio_api.api import TwilioApi  # 6 MB, for commands and interpreters

        return TwilioApi(self.twilio_account_sid, self.signing_keys[0], reach)
