"""Proof that a request comes from the carrier."""

from flask import Request
from twilio.request_validator import RequestValidator

from routes.settings import Settings


def is_signed(request: Request, settings: Settings) -> bool:
    """Whether one of the tokens signed this request: public URL and form, HMAC-SHA1.

    Several tokens are valid while one is being rotated. Without any, which only development allows,
    nothing is checked.
    """
    if not settings.tokens:
        return settings.development
    url = settings.public_url + raw_uri(request)
    signature = request.headers.get("X-Twilio-Signature", "")
    return any(RequestValidator(token).validate(url, request.form, signature) for token in settings.tokens)


def raw_uri(request: Request) -> str:
    """Path and query exactly as they were sent: Flask's own URL has percent-escapes decoded."""
    sent = request.environ.get("RAW_URI") or request.environ.get("REQUEST_URI")
    return str(sent or request.full_path.rstrip("?"))
