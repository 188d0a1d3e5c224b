"""Requests that no carrier signed, of every sort that could keep a server busy."""

import gzip
import json
from collections.abc import Mapping

from tests.bench.step import BODY, PATH, headers, raw_request

SIGNED = "the signed step"
FIELDS = "&".join(map(str, range(6000)))[:30_000].encode()
"""30 kB of fields without values: until 2026-11 this cost as much as hundreds of steps."""
FORM_TYPE = {"Content-Type": "application/x-www-form-urlencoded"}
RIGHT_SHAPE = {"X-Twilio-Signature": "A" * 27 + "="}
"""What looks like a signature, so that the form is read."""


def kinds() -> dict[str, bytes]:
    """What is sent, by its name."""
    shaped = FORM_TYPE | RIGHT_SHAPE
    most = "&".join(f"{'f' * 60}{n:03}={'x' * 12}" for n in range(100)).encode()
    parts = b"".join(
        b'--b\r\nContent-Disposition: form-data; name="%d"\r\n\r\n\r\n' % n for n in range(500)
    )
    chunks = b"".join(b"1\r\n%c\r\n" % byte for byte in FIELDS[:5000]) + b"0\r\n\r\n"
    bomb = gzip.compress(b"0&" * 2_000_000)
    return {
        SIGNED: raw_request(),
        "nothing": request({}, b""),
        "30 kB of fields": request(FORM_TYPE, FIELDS),
        "30 kB of fields, a signature": request(shaped, FIELDS),
        "7 kB of fields, a signature": request(shaped, FIELDS[:7000]),
        "30 kB of &, a signature": request(shaped, b"&" * 30_000),
        "one field of 8 kB, a signature": request(shaped, b"Digits=" + b"1" * 8000),
        "as many fields as are read": request(shaped, most),
        "8 kB of escapes, a signature": request(shaped, b"a=" + b"%e2%82%ac" * 880),
        "the right form, another key": request(headers(token="another"), BODY),
        "a signature of 8 kB": request(FORM_TYPE | {"X-Twilio-Signature": "A" * 8000}, BODY),
        "a rule with a shared key": request(
            shaped | {"X-Twilio-Webhooks-Signature-Settings": "key=1,algorithm=HMAC_SHA256," * 200},
            BODY,
        ),
        "500 parts": request(
            RIGHT_SHAPE | {"Content-Type": "multipart/form-data; boundary=b"}, parts
        ),
        "8 kB of parts": request(
            RIGHT_SHAPE | {"Content-Type": "multipart/form-data; boundary=b"}, parts[:8000]
        ),
        "JSON": request(
            RIGHT_SHAPE | {"Content-Type": "application/json"}, json.dumps([[]] * 2000).encode()
        ),
        "gzip, 4 MB when unpacked": request(shaped | {"Content-Encoding": "gzip"}, bomb),
        "chunks of a byte": request(shaped | {"Transfer-Encoding": "chunked"}, chunks, sized=False),
        "45 headers": request(FORM_TYPE | {f"X-{n}": "x" for n in range(45)}, BODY),
        "45 headers of 2 kB": request(FORM_TYPE | {f"X-{n}": "x" * 2000 for n in range(45)}, BODY),
        "90 headers of 8 kB": request(FORM_TYPE | {f"X-{n}": "x" * 8000 for n in range(90)}, BODY),
        "8 kB of cookies": request(
            shaped | {"Cookie": "; ".join(f"c{n}=1" for n in range(900))}, BODY
        ),
        "a query of 3 kB": request(shaped, BODY, f"{PATH}&{FIELDS[:3000].decode()}"),
        "a path of 3 kB": request(shaped, BODY, f"/voice/nl/{'%2F' * 1000}"),
        "30 kB of fields to a file": request(shaped, FIELDS, "/clips/a.wav"),
    }


def request(head: Mapping[str, str], body: bytes, url: str = PATH, *, sized: bool = True) -> bytes:
    """A request as it goes over a connection that is kept. sized: it names its length."""
    lines = [f"POST {url} HTTP/1.1", "Host: 127.0.0.1", *(f"{k}: {v}" for k, v in head.items())]
    if sized:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body
