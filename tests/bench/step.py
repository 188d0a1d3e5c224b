"""The step that is measured: a signed webhook, in which a caller chooses "speak to someone" in
Dutch.
"""

from collections.abc import Iterable
from io import BytesIO
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

from flask import Flask
from twilio.request_validator import RequestValidator
from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder

from tests.conftest import HOTLINE_NUMBER, PUBLIC_URL, TOKEN
from tests.measuring.http import wire

PATH = "/voice/nl/main?began=36000&keys=1"
FORM = {
    "AccountSid": f"AC{'0' * 32}",
    "ApiVersion": "2010-04-01",
    "CallSid": f"CA{'0' * 32}",
    "CallStatus": "in-progress",
    "Called": HOTLINE_NUMBER,
    "CalledCity": "",
    "CalledCountry": "BE",
    "Caller": "anonymous",
    "CallerCity": "",
    "CallerCountry": "",
    "Digits": "2",
    "Direction": "inbound",
    "FinishedOnKey": "",
    "From": "anonymous",
    "FromCountry": "",
    "To": HOTLINE_NUMBER,
    "ToCountry": "BE",
    "msg": "Gather End",
}
"""As many fields as Twilio sends; the caller withholds their number."""
BODY = urlencode(FORM).encode()

Verb = tuple[str, dict[str, str], str | None]


class WrongAnswer(Exception):
    """A server answered something else than the step, so its figures would mean nothing."""


def headers(path: str = PATH, token: str = TOKEN) -> dict[str, str]:
    """Those of the request, with its signature."""
    return {
        "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
        "User-Agent": "TwilioProxy/1.1",
        "Accept": "*/*",
        "X-Twilio-Signature": RequestValidator(token).compute_signature(PUBLIC_URL + path, FORM),
    }


def raw_request() -> bytes:
    """The request as it goes over a connection that is kept (RFC 9112)."""
    return wire(PATH, FORM, headers())


def environ(path: str = PATH, token: str = TOKEN) -> dict[str, Any]:
    """The request as a server hands it to an application (PEP 3333)."""
    given = Headers(headers(path, token))
    return EnvironBuilder(
        path, base_url=PUBLIC_URL, method="POST", data=BODY, headers=given
    ).get_environ()


def call(app: Flask, given: dict[str, Any]) -> tuple[int, bytes]:
    """Status and body of an application's answer, without a server. The environ is left as it
    was.
    """
    status = ""

    def begin(told: str, *_: object) -> Any:
        nonlocal status
        status = told

    parts: Iterable[bytes] = app({**given, "wsgi.input": BytesIO(BODY)}, begin)
    body = b"".join(parts)
    getattr(parts, "close", lambda: None)()
    return int(status.partition(" ")[0]), body


def answer(app: Flask) -> bytes:
    """What an application answers. Raises WrongAnswer unless it answers 200."""
    status, body = call(app, environ())
    if status != 200:
        raise WrongAnswer(f"{app.name} answered {status} to the signed step")
    return body


def verbs_of(document: bytes) -> list[Verb]:
    """The verbs of a document, in their order, with attributes and words."""
    return [(verb.tag, verb.attrib, verb.text) for verb in ElementTree.fromstring(document).iter()]
