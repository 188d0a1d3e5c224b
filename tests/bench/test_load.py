"""Loads ask as they should, and figures say what was measured. Nothing here is timed."""

import re
import socket
from dataclasses import replace
from pathlib import Path

import pytest

from tests.bench import hello
from tests.bench.applications import HELLO, WAYOUT, Application
from tests.bench.closed_load import Load, by_threads, check_wrk
from tests.bench.connection import Connection
from tests.bench.figures import Measured, rows, targets
from tests.bench.growth import Size
from tests.bench.open_load import open_load, paced
from tests.bench.rounds import in_turn
from tests.bench.servers import WORKERS, Command, Server, granian, gunicorn
from tests.bench.step import WrongAnswer, answer
from tests.bench.table import page
from tests.outage.memory import PROC, Memory, workers_of


class Hours:
    """A clock that goes on only when somebody waits, or is kept waiting."""

    now = 0.0

    def wait(self, seconds: float) -> None:
        self.now += seconds


def measured(server: str, application: str, rates: tuple[int, ...], waited: float) -> Measured:
    """Made up: rounds of one second."""
    return Measured(
        server,
        application,
        [Load(rate, 1.0, 0.002, 0.004) for rate in rates],
        [0.0005, 0.0007, 0.0006],
        [[waited], [waited / 2], [waited / 4]],
        [Memory(50, 40), Memory(60, 30)],
        [1.0, 3.0, 1.2],
    )


MEASURED = [
    measured("gunicorn", WAYOUT, (90, 50, 70), 0.03),
    measured("gunicorn", HELLO, (100, 100, 80), 0.009),
]
SIZES = [Size("5 languages", 250, 1, 1, 1, 0.02), Size("30 languages", 300, 1.2, 1.1, 1.3, 0.02)]


def test_a_latency_counts_from_the_moment_that_was_due() -> None:
    """The first answer takes ten seconds: those that were due meanwhile are late, although each was
    sent at once.
    """
    hours, takes = Hours(), iter([10.0, 0.5, 0.5, 0.5])
    latencies = paced(lambda: hours.wait(next(takes)), [1, 2, 3, 30], lambda: hours.now, hours.wait)
    assert latencies == [10.0, 9.5, 9.0, 0.5]


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nother", "200 OK, 5 bytes"),
        (b"HTTP/1.1 403 FORBIDDEN\r\ncontent-length: 5\r\n\r\nhello", "403"),
        (b"HTTP/1.1 200 OK\r\n\r\n", "Content-Length"),
    ],
)
def test_another_answer_is_an_error(told: bytes, why: str) -> None:
    here, there = socket.socketpair()
    with there, Connection(here, b"POST / HTTP/1.1\r\n\r\n", b"hello") as one:
        there.sendall(told)
        with pytest.raises(WrongAnswer, match=why):
            one.ask()


def test_an_answer_in_pieces_is_read_to_its_end() -> None:
    here, there = socket.socketpair(
        type=socket.SOCK_SEQPACKET
    )  # what is sent apart is received apart
    pieces = [b"HTTP/1.1 200 OK\r\nContent-", b"Length: 5\r\n\r\nhe", b"llo"]
    with there, Connection(here, b"POST / HTTP/1.1\r\n\r\n", b"hello") as one:
        for piece in pieces:
            there.send(piece)
        assert one.ask() == sum(map(len, pieces))
        there.shutdown(socket.SHUT_WR)
        with pytest.raises(ConnectionResetError):
            one.ask()


def test_wrk_is_not_believed_when_answers_have_another_length() -> None:
    """An apology is a 200."""
    good = {"requests": 100, "bytes": 100 * 500 + 300, "errors": 0}
    check_wrk(good, 500)
    for wrong in ({"errors": 1}, {"bytes": 99 * 500}, {"bytes": 200 * 500}):
        with pytest.raises(WrongAnswer):
            check_wrk(good | wrong, 500)


@pytest.mark.parametrize("by", [gunicorn, granian])
def test_a_server_is_started_asked_and_stopped(by: Command, tmp_path: Path) -> None:
    bare = Application(HELLO, "tests.bench.hello", "create", answer(hello.create()))
    with Server(by, bare, {}, tmp_path / "log") as server:
        server.start()
        given = server.port, server.request, server.expected
        before = server.cpu()
        assert by_threads(*given, 0.2).requests > 0
        assert len(open_load(*given, 0.2)) == 20
        for load in (by_threads, open_load):
            with pytest.raises(WrongAnswer, match="5 bytes"):
                load(server.port, server.request, b"good day", 0.2)
        assert server.cpu() >= before > 0
        assert len(server.memory()) == WORKERS
    with pytest.raises(WrongAnswer, match="does not run"):
        server.cpu()


def test_a_server_that_cannot_start_is_named_with_its_log(tmp_path: Path) -> None:
    nobody = Application("nobody", "tests.bench.hello", "nowhere", b"")
    with (
        Server(gunicorn, nobody, {}, tmp_path / "log") as server,
        pytest.raises(WrongAnswer, match=r"nobody.*log"),
    ):
        server.start()


def test_a_server_that_answers_something_else_is_named(tmp_path: Path) -> None:
    other = Application("other", "tests.bench.hello", "create", b"good day")
    with (
        Server(gunicorn, other, {}, tmp_path / "log") as server,
        pytest.raises(WrongAnswer, match=r"other.*5 bytes"),
    ):
        server.start()


def test_settings_of_whoever_measures_do_not_reach_the_servers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLIPS_FOLDER", "/nowhere")
    monkeypatch.setenv("TWILIO_AUTH_TOKEN_FILE", "/nowhere")
    bare = Application(HELLO, "tests.bench.hello", "create", b"hello")
    with Server(gunicorn, bare, {"PUBLIC_URL": "https://hotline.test"}, tmp_path / "log") as server:
        server.start()
        environ = (PROC / str(workers_of(server.pid)[0]) / "environ").read_text()
    assert "/nowhere" not in environ
    assert "PUBLIC_URL=https://hotline.test" in environ


def test_every_round_begins_with_another_server() -> None:
    assert [list(in_turn(number, 3)) for number in range(4)] == [
        [0, 1, 2],
        [1, 2, 0],
        [2, 0, 1],
        [0, 1, 2],
    ]


def test_a_row_is_made_of_medians_and_of_ratios_within_a_round() -> None:
    row, _ = rows(MEASURED)
    assert (row.rate, row.of_hello) == (70, 0.875)  # of 0.9, 0.5 and 0.875
    assert row.waited == pytest.approx(30)
    assert [row.least_cpu, row.cpu, row.most_cpu] == pytest.approx([500, 600, 700])
    assert (row.rss, row.uss) == pytest.approx((62.9, 41.9), abs=0.1)
    assert row.start == 1.2


@pytest.mark.parametrize(
    ("hello", "own", "reached"),
    [(0.003, 0.006, True), (0.003, 0.007, False), (0.009, 0.010, True), (0.009, 0.011, False)],
)
def test_a_step_may_wait_ten_milliseconds_and_twice_as_long_as_hello(
    hello: float, own: float, reached: bool
) -> None:
    found = rows(
        [
            measured("gunicorn", WAYOUT, (1, 1, 1), own),
            measured("gunicorn", HELLO, (1, 1, 1), hello),
        ]
    )
    (target,) = (one for one in targets(found, WAYOUT) if "p99 at 100/s" in one.text)
    assert target.reached == reached


def test_what_differs_as_much_as_a_twin_does_is_noise() -> None:
    size = Size("30 languages", 300, 1.2, 1.1, 1.3, noise=0.1)
    assert not size.is_noise
    assert replace(size, noise=0.2).is_noise
    assert replace(size, noise=0, of_smallest=1.05).is_noise


def test_the_page_tells_figures_targets_and_growth() -> None:
    found = rows(MEASURED)
    told = re.sub(" +", " ", page("2 cores.", found, targets(found, WAYOUT), SIZES))
    assert told.startswith("2 cores.\n\n| server |")
    assert (
        "| gunicorn | wayout | 70 | 0.88 | 2.0 | 4.0 | 30.0 | 600 (500 to 700) | 63 | 42 | 1.20 |"
        in told
    )
    ends = [
        line.rsplit(" | ", 2)[1:]
        for line in told.splitlines()
        if line.startswith("| under gunicorn")
    ]
    assert ends == [
        ["0.88", "reached |"],
        ["30.0 ms", "not reached |"],
        ["63 MB", "reached |"],
        ["1.20 s", "reached |"],
    ]
    assert "| 30 languages | 300 | 1.200 | 1.100 to 1.300 | YES |" in told
    assert "| 5 languages | 250 | 1.000 | 1.000 to 1.000 | no |" in told
