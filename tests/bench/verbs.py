"""Bare Flask applications that make one document with twilio's VoiceResponse, as a tutorial would.

They import nothing of the hotline: their memory and their start are their own.
"""

import os
from collections.abc import Mapping
from typing import NamedTuple
from xml.etree import ElementTree

from flask import Flask, Response, abort, request
from twilio.request_validator import RequestValidator
from twilio.twiml.voice_response import Gather, VoiceResponse

DOCUMENT = "BENCH_DOCUMENT"
"""The variable of the environment that holds the document whose verbs are made again."""


class Question(NamedTuple):
    """What a document asks. clips: addresses of what is played. seconds: to wait for a key."""

    clips: tuple[str, ...]
    action: str
    digits: str
    seconds: str


def question_of(document: str) -> Question:
    """Raises ValueError for anything but clips in a gather, which is what a menu with all its clips
    is.
    """
    gather = ElementTree.fromstring(document).find("Gather")
    if gather is None or any(verb.tag != "Play" for verb in gather):
        raise ValueError("the step does not play clips: run `flask audio build`, and try again")
    clips = tuple(verb.text or "" for verb in gather)
    return Question(
        clips, gather.attrib["action"], gather.attrib["numDigits"], gather.attrib["timeout"]
    )


def create(environ: Mapping[str, str] = os.environ) -> Flask:
    """Makes the document of BENCH_DOCUMENT anew for every request. Raises ValueError for one that
    is no menu.
    """
    question = question_of(environ[DOCUMENT])
    app = Flask("verbs", static_folder=None)

    @app.post("/voice/<language>/<node>")
    def step(language: str, node: str) -> Response:
        request.form.get("Digits")
        return Response(asked(question), content_type="text/xml; charset=utf-8")

    return app


def create_signed(environ: Mapping[str, str] = os.environ) -> Flask:
    """The same behind twilio's RequestValidator, with TWILIO_AUTH_TOKEN and PUBLIC_URL."""
    app = create(environ)
    validator, root = RequestValidator(environ["TWILIO_AUTH_TOKEN"]), environ["PUBLIC_URL"]

    @app.before_request
    def only_the_carrier() -> None:
        signature = request.headers.get("X-Twilio-Signature", "")
        if not validator.validate(root + request.full_path, request.form, signature):
            abort(403)

    return app


def asked(question: Question) -> str:
    """The question as TwiML."""
    response = VoiceResponse()
    gather = Gather(
        input="dtmf",
        action=question.action,
        num_digits=question.digits,
        timeout=question.seconds,
        finish_on_key="",
        action_on_empty_result=True,
    )
    for clip in question.clips:
        gather.play(clip)
    response.append(gather)
    response.redirect(question.action)
    return str(response)
