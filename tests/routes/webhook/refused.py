"""A request that the carrier may not have signed, and how it is answered."""

from flask import Flask

from tests.conftest import PUBLIC_URL

FORM = {"CallSid": "CA0", "Digits": "2"}


def status(app: Flask, body: bytes, headers: dict[str, str]) -> int:
    kind = "application/x-www-form-urlencoded"
    return (
        app.test_client()
        .post("/voice", data=body, headers=headers, content_type=kind, base_url=PUBLIC_URL)
        .status_code
    )
