"""Marks of rehearsed calls can only be set inside the process, never by a request."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask
from werkzeug.serving import make_server

from routes.call.clock import AS_CALL, MOMENT, REHEARSAL, Clock
from routes.simulator.handset import Handset
from routes.simulator.simulated_carrier import AppCarrier
from routes.statistics.cells import Cell, Measure
from routes.statistics.period import belgian_day
from tests.conftest import make_settings
from tests.routes.counters import counters
from tests.small.hotline import create_small_app

LONG_AGO = datetime(2020, 5, 4, 10, 30, tzinfo=UTC)


@pytest.fixture
def counting(clips: Path, tmp_path: Path) -> Flask:
    """A hotline that counts, and answers unsigned requests."""
    url = f"sqlite:///{tmp_path / 'statistics.sqlite'}"
    return create_small_app(
        make_settings(
            clips_folder=clips, database_url=url, twilio_auth_token="", statistics_days=3660
        )
    )


@pytest.fixture
def port(counting: Flask) -> Iterator[int]:
    """The port of a real server with the same application."""
    server = make_server("127.0.0.1", 0, counting)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


def calls(app: Flask) -> list[Cell]:
    """The counters of calls that were answered."""
    found = (*counters(app, rehearsal=True), *counters(app, rehearsal=False))
    return [cell for cell in found if cell.measure == Measure.CALLS]


@pytest.mark.parametrize("key", [REHEARSAL, AS_CALL, MOMENT])
def test_no_mark_can_be_set_over_http(counting: Flask, port: int, key: str) -> None:
    """Neither by a header, in whichever spelling, nor by the query, the form, a cookie or the
    path.
    """
    value = LONG_AGO.isoformat()
    spellings = {key, key.replace(".", "-"), key.replace(".", "_"), key.upper(), f"HTTP_{key}"}
    headers = dict.fromkeys(spellings, value) | {"Cookie": f"{key}={value}"}
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    form = urlencode({key: value})
    before = datetime.now(UTC)
    connection = HTTPConnection("127.0.0.1", port)
    connection.request("POST", f"/voice?{form}", form, headers)
    assert connection.getresponse().status == 200
    connection.close()
    [cell] = calls(counting)
    assert not cell.rehearsal
    days = {str(belgian_day(moment)) for moment in (before, datetime.now(UTC))}
    assert cell.period in days


def test_a_call_in_the_process_can_be_made_at_another_time(counting: Flask) -> None:
    Handset(AppCarrier(counting, Clock(LONG_AGO))).call()
    assert calls(counting) == [Cell("2020-05-04", True, "calls")]


def test_it_counts_among_real_calls_only_when_it_says_so(counting: Flask) -> None:
    Handset(AppCarrier(counting, Clock(LONG_AGO), as_call=True)).call()
    assert [cell.rehearsal for cell in calls(counting)] == [False]


def test_the_moment_at_which_a_call_began_is_that_of_its_clock(counting: Flask) -> None:
    """The seconds to a person are measured from it. They are counted in the hour in which the
    person was reached.
    """
    clock = Clock(LONG_AGO)
    handset = Handset(AppCarrier(counting, clock))
    handset.call()
    handset.press("221")
    clock.passes(timedelta(minutes=35).total_seconds())
    handset.accepts()
    seconds = [cell for cell in counters(counting) if cell.measure == Measure.SECONDS]
    assert seconds == [Cell("2020-05", True, "seconds", "more")]
