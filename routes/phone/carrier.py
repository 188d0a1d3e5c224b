"""The carrier's side of a webhook: it sends signed forms and checks what it gets back."""

import secrets
from dataclasses import dataclass, field
from xml.etree import ElementTree

from flask import Flask
from twilio.request_validator import RequestValidator
from werkzeug.test import Client

from routes.hotline import Hotline
from routes.signature import HEADERS

_LARGEST = 64 * 1024
"""Bytes of TwiML (Twilio, error 11750)."""


class CarrierError(Exception):
    """The hotline answered something that a carrier would not play."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One webhook: where it went, what came of the last step, and the document that came back."""

    url: str
    told: dict[str, str]
    twiml: str


@dataclass
class Carrier:
    """Sends a call's webhooks to the real routes of an application, signed as the carrier signs them."""

    app: Flask
    exchanges: list[Exchange] = field(default_factory=list)
    _call: str = field(default_factory=lambda: f"CA{secrets.token_hex(16)}")

    def __post_init__(self) -> None:
        hotline: Hotline = self.app.extensions["hotline"]
        self._settings = hotline.settings
        self._client = Client(self.app)

    def post(self, url: str, **told: str) -> ElementTree.Element:
        """Tell the hotline what happened; return its answer. Raises CarrierError for a bad one."""
        form = self._form() | told
        response = self._client.post(url, data=form, headers=self._signature(url, form), base_url=self._root)
        twiml = response.get_data(as_text=True)
        self.exchanges.append(Exchange(url, told, twiml))
        if response.status_code != 200 or response.mimetype != "text/xml":
            raise CarrierError(f"{url} answered {response.status_code} {response.mimetype}: {twiml[:200]}")
        if len(twiml.encode()) > _LARGEST or not twiml.startswith("<?xml"):
            raise CarrierError(f"{url} answered a document that is too large or does not begin with <?xml")
        return ElementTree.fromstring(twiml)

    def fetch(self, url: str) -> bytes:
        """A clip. Raises CarrierError when there is none."""
        with self._client.get(url, base_url=self._root) as response:
            if response.status_code != 200:
                raise CarrierError(f"{url} answered {response.status_code}: the caller would hear nothing")
            return response.get_data()

    @property
    def _root(self) -> str:
        return self._settings.public_url

    def _form(self) -> dict[str, str]:
        """What every webhook carries. The caller withholds their number, as many will."""
        return {
            "CallSid": self._call,
            "From": "anonymous",
            "To": self._settings.hotline_number,
            "CallStatus": "in-progress",
            "Direction": "inbound",
        }

    def _signature(self, url: str, form: dict[str, str]) -> dict[str, str]:
        """Raises CarrierError where only the carrier itself can sign."""
        settings = self._settings
        if not settings.signing_keys:
            return {}
        if settings.signature_scheme == "telnyx":
            raise CarrierError("only Telnyx has the private key: to call from here, start without TELNYX_PUBLIC_KEY")
        signature = RequestValidator(settings.signing_keys[0]).compute_signature(self._root + url, form)
        return {HEADERS[settings.signature_scheme][0]: signature}
