"""`make fuzz` finds what it is there to find. It plays 100,000 steps; here are a thousand."""

from dataclasses import replace

import pytest
from flask import Flask, Response

from app import application
from routes.call.hotline import HOTLINE
from tests.fuzz.answers import Answer, answer, faults, play
from tests.fuzz.steps import SignedStep, Steps

MANY = 1000
DOCUMENT = b'<?xml version="1.0"?><Response>%s</Response>'
CALL = {"CallSid": "CA0123456789", "From": "+32470123456"}


def test_signed_steps_at_random_are_answered_with_documents(app: Flask) -> None:
    hotline = HOTLINE.of(app)
    *_, tally = play(app, Steps(hotline.tree, seed=1), MANY)
    assert tally.faults == []
    assert tally.statuses == {200: MANY}
    assert 0 < tally.apologies < MANY / 2, "some steps are broken, and most are not"


def test_the_same_seed_plays_the_same_steps(app: Flask) -> None:
    tree = HOTLINE.of(app).tree
    one, same, other = (Steps(tree, seed) for seed in (1, 1, 2))
    steps = [one.step() for _ in range(100)]
    assert [same.step() for _ in range(100)] == steps
    assert [other.step() for _ in range(100)] != steps


@pytest.mark.parametrize(
    ("found", "fault"),
    [
        (Answer(500, "text/plain", b""), "answered 500"),
        (Answer(403, "text/plain", b""), "answered 403"),
        (Answer(200, "text/xml", DOCUMENT % b"<Play>"), "is ill-formed XML"),
        (Answer(200, "text/html", DOCUMENT % b""), "is served as something else than XML"),
        (Answer(200, "text/xml", DOCUMENT % b"<Record/>"), "has other verbs: Record"),
        (Answer(200, "text/xml", DOCUMENT % b"<Say>CA0123456789</Say>"), "names the CallSid"),
        (Answer(200, "text/xml", DOCUMENT % b"+32470123456"), "names the From"),
        (Answer(200, "text/xml", DOCUMENT % (b" " * 70_000)), "is too large"),
    ],
)
def test_a_wrong_answer_is_found(found: Answer, fault: str) -> None:
    assert list(faults(SignedStep("/voice", CALL), found)) == [fault]


def test_a_server_that_fails_is_found(app: Flask) -> None:
    broken = application(replace(HOTLINE.of(app)))
    broken.before_request(lambda: Response("broken", 500))
    assert answer(broken, SignedStep("/voice", CALL)).status == 500
