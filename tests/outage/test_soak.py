"""What `make soak` is made of: faults that happen, and a memory that is measured."""

import os
import sys
from random import Random

import pytest
from flask import Flask

from app import create_app
from ivr.destinations import HELPLINE
from routes.call.hotline import HOTLINE
from routes.simulator.handset import Handset
from routes.webhook.apology import apologies
from tests.conftest import make_settings
from tests.outage.faulty import NODE, SECONDS, SLOW, break_nodes, slow_down
from tests.outage.memory import Memory, Sample, growth, memory_of, slope, workers_of


@pytest.fixture
def app(clips: object) -> Flask:
    """One that may be broken."""
    return create_app(make_settings())


def test_a_node_that_raises_is_apologised_for_and_told(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    hotline = HOTLINE.of(app)
    break_nodes(app, Random(0), often=1.0)
    handset = Handset(app)
    handset.call()
    assert handset.carrier.exchanges[0].twiml in apologies(hotline).values()
    assert handset.ringing is not None
    assert handset.ringing.uri == hotline.tree.destinations[HELPLINE].lines[0].uri
    assert caplog.text.count(NODE) == 1


def test_faults_that_never_happen_change_nothing(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    waits: list[float] = []
    break_nodes(app, Random(0), often=0.0)
    slow_down(app, Random(0), 0.0, waits.append)
    handset = Handset(app)
    handset.call()
    handset.press("2")
    assert "nl/main" in (handset.listening.action if handset.listening else "")
    assert waits == []
    assert "fault" not in caplog.text


def test_a_slow_step_waits_longer_than_a_carrier(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    waits: list[float] = []
    slow_down(app, Random(0), 1.0, waits.append)
    Handset(app).call()
    assert waits == [SECONDS]
    assert SECONDS > 3
    assert caplog.text.count(SLOW) == 1


def test_memory_that_grows_is_measured_by_hour_and_from_start_to_end() -> None:
    samples = [Sample(60.0 * minute, Memory(90, 50 + minute)) for minute in range(20)]
    assert slope(samples) == pytest.approx(60)
    assert growth(samples) == pytest.approx(18)
    assert slope([Sample(0.0, Memory(90, 50))]) == 0


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells it in /proc")
def test_the_memory_of_a_process_is_read_while_it_lives() -> None:
    mine = memory_of(os.getpid())
    assert mine is not None
    assert 10 < mine.uss <= mine.rss
    assert memory_of(2**22 + 1) is None  # above the largest process id (proc(5): pid_max)
    assert os.getpid() in workers_of(os.getppid()) or os.getppid() == 1
