"""A webhook as bytes: what generators of a load send, made once and sent over and over."""

from collections.abc import Mapping
from urllib.parse import urlencode


def wire(url: str, form: Mapping[str, str], headers: Mapping[str, str]) -> bytes:
    """As it is sent over a connection that is kept (RFC 9112)."""
    body = urlencode(form).encode()
    head = {
        "Host": "127.0.0.1",
        "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": str(len(body)),
        **headers,
    }
    lines = [f"POST {url} HTTP/1.1", *(f"{name}: {value}" for name, value in head.items()), "", ""]
    return "\r\n".join(lines).encode() + body
