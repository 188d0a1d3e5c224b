"""What a signed step was answered, and what is wrong with it."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from io import BytesIO
from typing import Any
from urllib.parse import unquote_to_bytes, urlencode
from xml.etree import ElementTree

from flask import Flask
from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder

from routes.call.hotline import HOTLINE
from routes.carriers.twiml import CONTENT_TYPES, LARGEST
from routes.simulator.simulated_carrier import proof
from tests.fuzz.steps import SignedStep, Steps

VERBS = {
    "Response",
    "Gather",
    "Play",
    "Say",
    "Redirect",
    "Dial",
    "Number",
    "Sip",
    "Conference",
    "Hangup",
}


@dataclass(frozen=True)
class Answer:
    """What came back from an application, without a server."""

    status: int
    kind: str
    content: bytes


@dataclass
class Tally:
    """steps: how many were asked. statuses: of their answers. apologies: where a caller heard that
    something broke. faults: what was wrong with answers, and with which step.
    """

    steps: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    apologies: int = 0
    faults: list[tuple[str, SignedStep]] = field(default_factory=list)


def answer(app: Flask, step: SignedStep) -> Answer:
    """Send a step, signed as its carrier would sign it."""
    settings = HOTLINE.of(app).settings
    body = urlencode(step.form).encode()
    environ: dict[str, Any] = EnvironBuilder(
        method="POST",
        base_url=settings.public_url,
        headers=Headers(proof(settings, step.url, step.form)),
        content_type="application/x-www-form-urlencoded",
        data=body,
    ).get_environ()
    path, _, query = step.url.partition("?")
    environ |= {"RAW_URI": step.url, "PATH_INFO": _decoded(path), "QUERY_STRING": query}
    environ |= {"wsgi.input": BytesIO(body)}
    told: list[tuple[str, dict[str, str]]] = []

    def start(status: str, headers: list[tuple[str, str]], *_: object) -> Any:
        told.append((status, dict(headers)))

    parts = app(environ, start)
    content = b"".join(parts)
    getattr(parts, "close", lambda: None)()
    status, headers = told[-1]
    return Answer(int(status[:3]), headers["Content-Type"].partition(";")[0], content)


def _decoded(path: str) -> str:
    """As a server hands a path on (PEP 3333): percent-escapes decoded, and bytes as Latin-1."""
    return unquote_to_bytes(path).decode("latin-1")


def faults(step: SignedStep, found: Answer) -> Iterator[str]:
    """Why a carrier would not play it, or what it gives away."""
    if found.status != HTTPStatus.OK:
        yield f"answered {found.status}"
        return
    if found.kind not in CONTENT_TYPES or not found.content.startswith(b"<?xml"):
        yield "is served as something else than XML"
    if len(found.content) > LARGEST:
        yield "is too large"
    yield from _faults_of_verbs(found.content)
    for name, secret in _secrets(step).items():
        if secret in found.content.decode():
            yield f"names the {name}"


def _faults_of_verbs(content: bytes) -> Iterator[str]:
    try:
        verbs = {verb.tag for verb in ElementTree.fromstring(content).iter()}
    except ElementTree.ParseError:
        yield "is ill-formed XML"
        return
    if not verbs <= VERBS:
        yield f"has other verbs: {', '.join(sorted(verbs - VERBS))}"


def _secrets(step: SignedStep) -> dict[str, str]:
    """What tells of a caller, where it is long enough to be told from all else."""
    given = {name: step.form.get(name, "") for name in ("CallSid", "ParentCallSid", "From")}
    return {name: value for name, value in given.items() if re.fullmatch(r"[+CA]+\w{8,}", value)}


def play(app: Flask, steps: Steps, many: int) -> Iterator[Tally]:
    """Send so many steps. Gives the tally after each."""
    tally, kept = Tally(), HOTLINE.of(app).faults
    for _ in range(many):
        step = steps.step()
        before = kept.last
        found = answer(app, step)
        tally.steps += 1
        tally.statuses[found.status] += 1
        tally.apologies += kept.last is not before
        tally.faults += [(fault, step) for fault in faults(step, found)]
        yield tally
