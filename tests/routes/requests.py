"""Requests as a carrier sends them, signed, and what is answered to them."""

from xml.etree import ElementTree

from flask import Flask
from twilio.request_validator import RequestValidator
from werkzeug.test import TestResponse

from tests.conftest import HOTLINE_NUMBER, PUBLIC_URL, TOKEN

FORM = {"CallSid": "CA0", "From": "anonymous", "To": HOTLINE_NUMBER}


def post(app: Flask, url: str, token: str = TOKEN, **form: str) -> TestResponse:
    """A signed webhook."""
    sent = FORM | form
    signature = RequestValidator(token).compute_signature(PUBLIC_URL + url, sent)
    return app.test_client().post(
        url, data=sent, base_url=PUBLIC_URL, headers={"X-Twilio-Signature": signature}
    )


def verbs(response: TestResponse) -> list[ElementTree.Element]:
    """The verbs of the document that was answered, which must be one that a carrier plays."""
    assert response.status_code == 200
    assert response.content_type == "text/xml; charset=utf-8"
    assert len(response.data) < 64 * 1024
    return list(ElementTree.fromstring(response.data))
