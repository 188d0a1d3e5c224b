"""Nothing about a caller is kept after the call, neither in a log nor in a URL or a file."""

import logging
import re
from urllib.parse import urlencode

import pytest
from flask import Flask

from routes.simulator.handset import Handset
from routes.webhook.logs import FORMAT, NoQueries, NoRequests, OneLine
from tests.routes.server import Server

CALLER = "+32470123456"
CALL_ID = "CA0123456789abcdef0123456789abcdef"
POSTCODE = "8421"
PRIVATE = (CALLER.removeprefix("+"), CALL_ID, POSTCODE)


def test_a_server_under_way_writes_nothing_about_a_caller() -> None:
    form = {"From": CALLER, "Caller": CALLER, "CallSid": CALL_ID, "To": "+3222345678"}
    with Server() as server:
        server.post("/voice", form)
        server.post("/voice/nl/speak", form | {"Digits": "4"})
        document = server.post("/voice/nl/postcode", form | {"Digits": POSTCODE})
        server.post("/voice/nl/main?attempt=x", form)
        server.get(f"/voice?{urlencode(form)}")
        server.get(f"/nothing?{urlencode(form)}")
    assert "+3250000002" in document, "8421 is in Flanders: Centre North rings"
    for private in PRIVATE:
        assert private not in document
        assert private not in server.output
    assert "step failed at nl/main: ValueError" in server.output, (
        "what breaks is logged, and that alone of a call"
    )
    assert "north" not in server.output


def test_no_step_of_any_golden_call_carries_the_caller(golden_documents: str) -> None:
    assert "anonymous" not in golden_documents
    assert not re.search(r"CA[0-9a-f]{32}", golden_documents)


@pytest.fixture
def golden_documents(app: Flask) -> str:
    handset = Handset(app)
    handset.call()
    handset.press("2248421")
    return "".join(exchange.url + exchange.twiml for exchange in handset.carrier.exchanges)


def test_a_logged_request_line_loses_its_query() -> None:
    record = logging.LogRecord(
        "werkzeug", 20, "", 1, '"%s" %s', ("GET /voice?From=%2B32470123456 HTTP/1.1", "405"), None
    )
    assert NoQueries().filter(record)
    assert record.getMessage() == '"GET /voice HTTP/1.1" 405'


def test_a_record_is_one_line_whatever_is_in_it() -> None:
    text = "at nl/main\r\n2026-01-01 INFO all is well\u2028\x1b[2J, здравствуйте"
    record = logging.LogRecord("routes", 40, "", 1, "step failed %s", (text,), None)
    line = OneLine(logging.Formatter(FORMAT)).format(record)
    assert line.isprintable()
    assert line.endswith(r"at nl/main\r\n2026-01-01 INFO all is well\u2028\x1b[2J, здравствуйте")


def test_what_gunicorn_logs_of_a_request_is_cut() -> None:
    try:
        raise ValueError(CALLER)
    except ValueError as error:
        failed = (ValueError, error, error.__traceback__)
    message, arguments = "Error handling request %s %s", ("POST", "/voice/nl/main?attempt=2")
    record = logging.LogRecord("gunicorn.error", 40, "", 1, message, arguments, failed)
    assert NoRequests().filter(record)
    line = logging.Formatter(FORMAT).format(record)
    assert "gunicorn failed: ValueError in test_what_gunicorn" in line
    assert CALLER not in line
    assert "voice" not in line
