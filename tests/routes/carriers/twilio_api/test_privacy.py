"""Commands that reach the carrier tell of no caller, neither in output nor in a log."""

import logging

import pytest

from tests.conftest import HOTLINE_NUMBER
from tests.routes.carriers.twilio_api.conftest import Run
from tests.routes.carriers.twilio_api.records import ACCOUNT, make_call, make_number
from tests.routes.carriers.twilio_api.server import Carrier


def test_no_number_and_no_call_id_reaches_a_log(
    run: Run, carrier: Carrier, caplog: pytest.LogCaptureFixture
) -> None:
    """The libraries log the addresses that they request at DEBUG and INFO."""
    carrier.numbers.append(make_number(HOTLINE_NUMBER))
    caller = "+32470123456"
    carrier.calls.append(
        make_call(
            1, to=HOTLINE_NUMBER, caller=caller, date_created="Mon, 02 Mar 2026 10:00:00 +0000"
        )
    )
    with caplog.at_level(logging.DEBUG):
        assert run("number", "show", HOTLINE_NUMBER).exit_code == 0
        assert run("calls", "forget", "--older-than", "1d").exit_code == 0
    assert carrier.calls == []
    for private in (HOTLINE_NUMBER[1:], caller[1:], f"CA{1:032x}", ACCOUNT):
        assert private not in caplog.text
