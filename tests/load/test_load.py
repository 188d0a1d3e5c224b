"""What `make load` is made of: calls that are recorded, when they are due, how they are sent and
judged.
"""

import asyncio
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

import pytest
from flask import Flask

from routes.statistics.cells import Counts
from tests.load.generator import TRIES, Generator, Replayed
from tests.load.measuring import line_of, really_wrong
from tests.load.recording import Call, NotRecorded, Request, record
from tests.load.schedule import Load, Window, under_way
from tests.measuring.http import wire
from tests.measuring.machine import Meter
from tests.routes.server import free_port
from tests.routes.simulator.callers.door import BREAKS, BREAKS_OFF, SILENT, Door

MINUTE = Window(0, 60)
OK = b"ok"


@pytest.fixture
def door(app: Flask) -> Iterator[Door]:
    """A real server before the real routes."""
    with Door(app) as one:
        yield one


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine is no defect: the last answers are waited for as long as it takes."""
    monkeypatch.setattr("tests.load.generator.GRACE", 120)


def at_once(*requests: Request) -> Load:
    """Everything is due at the beginning."""
    return Load(0, [(0.0, one) for one in requests], [])


def replayed(door: Door, load: Load) -> Replayed:
    return asyncio.run(Generator(int(door.url.rpartition(":")[2])).replay(load))


def test_a_recorded_call_that_is_replayed_gets_the_recorded_answers(
    calls: list[Call], door: Door
) -> None:
    """All but the second at which it was answered, which only the first request does not bring
    along.
    """
    requests = [request for call in calls for request in call.requests]
    found = replayed(door, at_once(*requests))
    assert (found.wrong, found.unanswered, len(found.seconds)) == ([], 0, len(requests))
    assert {request.url for request in requests if request.at == 0} == {"/voice"}
    assert any("whisper" in request.url for request in requests), "nobody picked up"


def test_an_answer_may_tell_another_second_at_which_the_call_was_answered(
    calls: list[Call],
) -> None:
    request = calls[0].requests[1]
    assert b"began=" in request.answer
    assert request.is_answered_by(200, re.sub(rb"\bbegan=[0-9]+", b"began=7", request.answer))
    assert not request.is_answered_by(200, request.answer.replace(b"began=", b"keys="))


def test_a_connection_is_kept_and_used_again(calls: list[Call], door: Door) -> None:
    first, second = calls[0].requests[:2]
    generator = Generator(int(door.url.rpartition(":")[2]), connections=1)
    found = asyncio.run(generator.replay(Load(0.2, [(0.0, first), (0.2, second)], [])))
    assert (len(found.seconds), door.connections) == (2, 1)


def test_the_requests_of_a_call_are_due_when_people_act(calls: list[Call]) -> None:
    for call in calls:
        moments = [request.at for request in call.requests]
        assert moments == sorted(moments)
        assert moments[0] == 0
        assert 5 < max(moments) <= call.seconds


def test_a_call_that_is_lost_is_not_recorded(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("routes.simulator.simulated_carrier.LARGEST", 10)
    with pytest.raises(
        NotRecorded,
        match="the call of seed 3 was lost: /voice answered a document that is too large",
    ):
        record(app, [3])


def test_a_wrong_answer_is_counted_as_an_error(calls: list[Call], door: Door, app: Flask) -> None:
    """A status that is not 200, whatever it says, and another document."""
    first, second = calls[0].requests[:2]
    door.faults = deque([500])
    found = replayed(door, at_once(first))
    assert [(request.url, status) for request, status, _ in found.wrong] == [("/voice", 500)]
    assert really_wrong(app, found) == found.wrong
    other = Replayed(wrong=[(second, 200, first.answer), (second, 403, second.answer)])
    assert really_wrong(app, other) == other.wrong


def test_an_answer_that_has_changed_since_the_recording_is_not_wrong(
    calls: list[Call], door: Door, app: Flask
) -> None:
    """A line may open while calls are replayed: what the application answers then is right."""
    found = replayed(
        door, at_once(replace(calls[0].requests[1], answer=b"what was right an hour ago"))
    )
    assert len(found.wrong) == 1
    assert really_wrong(app, found) == []


@pytest.mark.parametrize(("breaks", "unanswered"), [(1, 0), (TRIES, 1)])
@pytest.mark.parametrize("how", [BREAKS, BREAKS_OFF])
def test_a_connection_that_breaks_is_replaced_a_few_times(
    calls: list[Call], door: Door, how: str, breaks: int, unanswered: int
) -> None:
    door.faults = deque([how] * breaks)
    found = replayed(door, at_once(calls[0].requests[0]))
    assert (found.unanswered, len(found.seconds), found.wrong) == (unanswered, 1 - unanswered, [])


def test_a_server_that_is_not_there_answers_nothing(calls: list[Call]) -> None:
    found = asyncio.run(Generator(free_port()).replay(at_once(*calls[0].requests[:3])))
    assert (found.unanswered, found.seconds) == (3, [])


def test_what_is_not_answered_in_the_end_is_counted(
    calls: list[Call], door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.load.generator.GRACE", 0)
    door.faults = deque([SILENT, SILENT])
    found = replayed(door, at_once(*calls[0].requests[:2]))
    assert (found.unanswered, found.seconds) == (2, [])


def test_a_line_counts_what_was_due_within_its_window_and_what_was_answered_within_it() -> None:
    found = Replayed(
        seconds=[(1, 0.5), (1, 2.0), (5, 3.0), (9, 1.0), (9, 2.0), (9, 0.5), (10, 0.5)],
        unanswered=4,
    )
    line = line_of(at_once(), Window(2, 10), found, Meter(), [])
    assert line.answered == 3 / 8, "of those that were due at 1, 5 and 9"
    assert (line.seconds, line.unanswered) == ([0.5, 1.0, 2.0, 3.0], 4)


@dataclass
class Clock:
    """It stands unless a test moves it."""

    seconds: float = 1000.0

    def __call__(self) -> float:
        return self.seconds


async def answered_after(took: float, number: int) -> list[tuple[float, float]]:
    """Requests that are due at once, to a server that takes so many seconds for each, over one
    connection.
    """
    clock = Clock()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for _ in range(number):
            await reader.readuntil(b"\r\n\r\n")
            clock.seconds += took
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n" + OK)
        writer.close()

    request = Request(0, "/voice", {}, wire("/voice", {}, {}), OK, Counts())
    async with await asyncio.start_server(serve, "127.0.0.1") as server:
        port = server.sockets[0].getsockname()[1]
        found = await Generator(port, connections=1, now=clock).replay(at_once(*[request] * number))
    return found.seconds


def test_latency_counts_from_the_moment_at_which_a_request_was_due() -> None:
    """What waits for its turn is late, although it is sent late, and answered soon after that."""
    assert asyncio.run(answered_after(3, number=3)) == [(0, 3), (0, 6), (0, 9)]


async def answered_by_a_server_that_closes(number: int) -> Replayed:
    """It answers one request over each connection, says that it will answer no other, and does not
    hang up.
    """
    ended = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n" + OK)
        await ended.wait()
        writer.close()

    request = Request(0, "/voice", {}, wire("/voice", {}, {}), OK, Counts())
    async with await asyncio.start_server(serve, "127.0.0.1") as server:
        port = server.sockets[0].getsockname()[1]
        found = await Generator(port, connections=1).replay(at_once(*[request] * number))
        ended.set()
    return found


def test_a_connection_that_the_server_will_close_is_not_used_again() -> None:
    found = asyncio.run(answered_by_a_server_that_closes(3))
    assert (len(found.seconds), found.unanswered) == (3, 0)


@pytest.mark.parametrize("number", [400, 2000])
@pytest.mark.parametrize("faster", [1.0, 20.0])
def test_the_asked_number_of_calls_is_under_way_from_the_first_second(
    calls: list[Call], number: int, faster: float
) -> None:
    load = under_way(calls, number, 60, Random(1), faster)
    for window in (MINUTE, Window(0, 1)):
        assert load.at_once(window) == pytest.approx(number, rel=0.25)
    steps = (
        number
        * faster
        * sum(len(one.requests) for one in calls)
        / sum(one.seconds for one in calls)
    )
    assert load.steps(MINUTE) == pytest.approx(steps, rel=0.25)
    assert [due for due, _ in load.requests] == sorted(due for due, _ in load.requests)


def test_arrivals_follow_from_their_seed(calls: list[Call]) -> None:
    made = [under_way(calls, 20, 60, Random(seed)) for seed in (1, 1, 2)]
    assert made[0] == made[1]
    assert made[0].spans != made[2].spans
