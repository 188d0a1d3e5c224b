"""What `make load` prints: databases that are written to, and what the figures are said to mean."""

import os
import re
import sys
import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from routes.settings.database import address
from routes.statistics.cells import EVER, Cell, Counts, Measure
from routes.statistics.store import Store
from routes.statistics.writer import PAUSE
from tests.load.__main__ import told
from tests.load.batches import at_moment, batches, gathered, month
from tests.load.calls import Measured, bends, exhausted
from tests.load.databases import carries, refused
from tests.load.measuring import Bench, Line
from tests.load.recording import Call
from tests.load.schedule import Load, Window, under_way
from tests.load.writers import Plan, Written, together, worker
from tests.load.year import bytes_a_row, growing
from tests.measuring.machine import Meter, busy_seconds, seconds_of
from tests.measuring.tables import milliseconds, share, table

ALL = 100 * (os.cpu_count() or 1)
"""% of one core that the machine has."""
TUESDAY = datetime(2026, 3, 10, 11, tzinfo=UTC)
LINE = Line(
    10, 1, asked=100, answered=99, seconds=[0.01] * 100, meter=Meter(), wrong=[], unanswered=0
)


def test_batches_hold_everything_that_was_counted(calls: list[Call]) -> None:
    load = under_way(calls, 20, 60, Random(1))
    expected = sum((request.counts for _, request in load.requests), Counts())
    made = gathered(load, TUESDAY)
    assert len(made) == len({int(due / PAUSE) for due, _ in load.requests}) > 4
    found = sum(made, Counts())
    assert found == at_moment(expected, TUESDAY)
    assert {cell.period for cell in found} == {"2026-03-10", "2026-03", EVER}
    assert found.total() > len(load.requests) / 2
    assert not any(cell.rehearsal for cell in found)


def test_what_a_worker_writes_is_in_the_database(calls: list[Call], tmp_path: Path) -> None:
    url, what = f"sqlite:///{tmp_path / 'statistics.sqlite'}", batches(calls, 20, number=5)
    store = Store(address(url))
    store.open()
    written = worker(Plan(url, what[:1], pause=0, seconds=0), Random(0))
    stored = Counter({cell: n for cell, n in what[0].items() if cell.measure != Measure.TAKEN})
    assert store.all_counts() == stored  # calls taken only end a row of lines in vain
    assert len(written.seconds) == 1


def test_a_database_that_refuses_is_told_by_the_kind_of_error(
    calls: list[Call], tmp_path: Path
) -> None:
    written = worker(
        Plan(f"sqlite:///{tmp_path / 'empty.sqlite'}", batches(calls, 20, 5), 0, 0), Random(0)
    )
    assert written.refused == Counter({"OperationalError SQLITE_ERROR": 1})


def test_a_month_has_every_step_of_its_calls(calls: list[Call], tmp_path: Path) -> None:
    found = sum(month(calls, 60, days=30, chance=Random(0)), Counter[Cell]())
    assert found[Cell(EVER, False, "calls")] == 60
    days = {cell.period for cell in found if cell.measure == "calls"} - {EVER}
    assert len(days) > 15
    assert 50 < bytes_a_row(f"sqlite:///{tmp_path / 'year.sqlite'}", found) < 1000


def test_a_worker_that_answers_more_steps_counts_more_at_once(calls: list[Call]) -> None:
    few, many = (sum(made.total() for made in batches(calls, steps, 30)) for steps in (20, 200))
    assert 5 * few < many < 20 * few


def test_a_year_is_so_many_months_of_thirty_days(
    calls: list[Call], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.load.year.MONTHS", (30,))
    *_, row = growing(calls, {"sqlite": f"sqlite:///{tmp_path / 'year.sqlite'}"}).splitlines()
    month, year = (int(cell) for cell in row.split("|")[2:4])
    assert year == round(month * 365 / 30)
    assert "30 calls a month" in row


def test_the_page_for_operators_names_every_table_that_is_printed() -> None:
    root = Path(__file__).parents[2]
    printed = re.findall(r'"## ([^\\]+)\\n', (root / "tests/load/__main__.py").read_text("utf-8"))
    page = (root / "deploy/CAPACITY.md").read_text("utf-8")
    assert len(printed) == 4
    assert [title for title in printed if f"## {title}\n" not in page] == []


def busy(machine: float, server: float, generator: float) -> Line:
    meter = Meter()
    meter.machine, meter.server, meter.generator = machine, server, generator
    return replace(LINE, meter=meter)


def test_an_answer_that_is_wrong_fails_the_run(
    calls: list[Call], capsys: pytest.CaptureFixture[str]
) -> None:
    """And only that: figures never do."""
    assert told([])
    assert not told([(calls[0].requests[0], 500, b"")])
    assert "wrong: /voice answered 500" in capsys.readouterr().err


def test_it_bends_when_steps_are_late_or_not_answered() -> None:
    assert not bends(LINE)
    assert not bends(replace(LINE, seconds=[*[0.01] * 99, 0.3]))
    assert bends(replace(LINE, seconds=[*[0.01] * 98, 0.3, 0.3]))
    assert bends(replace(LINE, answered=94))


class Told(Bench):
    """Measures nothing: its lines are known, and go one by one."""

    def __init__(self, *lines: Line) -> None:
        self.lines = list(lines)

    def measured(self, load: Load, window: Window) -> Line:
        return self.lines.pop(0)


def test_a_line_that_was_disturbed_is_tried_once_more(calls: list[Call]) -> None:
    late = replace(LINE, seconds=[0.3])
    bench = Told(LINE, late, LINE, late, late, LINE)
    rows = (
        Measured(bench, calls, seconds=1, workers=2).until_it_bends((10, 20, 30, 40)).splitlines()
    )
    assert [row.split()[1] for row in rows[2:7]] == ["10", "20", "20", "30", "30"]
    assert rows[-1].startswith("It bends at 30 steps/s: neither processors")
    assert len(bench.lines) == 1
    quiet = Measured(Told(LINE, LINE), calls, seconds=1, workers=2).until_it_bends((10, 20))
    assert quiet.endswith("It does not bend up to there.\n")


def test_every_number_of_calls_is_a_line(calls: list[Call]) -> None:
    wrong = [(calls[0].requests[0], 500, b"")]
    measured = Measured(
        Told(replace(LINE, wrong=wrong, unanswered=2), LINE), calls, seconds=1, workers=2
    )
    rows = measured.at_the_pace_of_people((1, 2000)).splitlines()
    assert [(row.split()[1], row.split()[-2]) for row in rows[2:]] == [("1", "3"), ("2000", "0")]
    assert measured.wrong == wrong


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (busy(ALL, ALL - 30, 20), ["of the machine's processors are taken"]),
        (busy(ALL / 2, 20, 95), ["the generator of the load has no more", "neither processors"]),
        (busy(ALL / 2, 20, 5), ["neither processors nor the generator are exhausted"]),
        (
            busy(ALL, 100, 5),
            ["of the machine's processors are taken", "each of 1 workers takes a whole processor"],
        ),
    ],
)
def test_what_is_exhausted_is_told(line: Line, told: list[str]) -> None:
    found = list(exhausted(line, workers=1 if line.meter.server == 100 else 1000))
    assert len(found) == len(told)
    for one, expected in zip(found, told, strict=True):
        assert expected in one


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells it in /proc")
def test_how_busy_a_process_is_is_read_while_it_lives() -> None:
    assert seconds_of([os.getpid()]) == pytest.approx(time.process_time(), abs=0.5)
    assert busy_seconds() >= seconds_of([os.getpid()]) > 0


def test_workers_are_summed_up() -> None:
    made = together(
        [Written(2, [0.3, 0.1], Counter("a")), Written(1.5, [0.2], Counter("ab"))], machine=50
    )
    assert made == Written(3.5, [0.1, 0.2, 0.3], Counter(a=2, b=1), 50)
    assert refused(made) == "2 a, 1 b"
    assert carries(replace(made, rate=100), calls=7).startswith(
        f"100 batches/s at most are {100 * PAUSE} workers"
    )


def test_a_table_is_markdown_with_figures_that_mean_something() -> None:
    assert table(("a", "long name"), [[1234.5678, 0.123], ["x", 12.34]]).splitlines() == [
        "|    a | long name |",
        "| ---: | --------: |",
        "| 1235 |      0.12 |",
        "|    x |      12.3 |",
    ]
    assert table(("name", "n"), [["x", 1.0]]).splitlines() == [
        "| name |   n |",
        "| ---- | --: |",
        "| x    |   1 |",
    ]
    assert milliseconds([0.001] * 98 + [0.05, 0.2]) == [1, 50, 200]
    assert table(("p50", "p99", "max"), [milliseconds([])]).splitlines()[-1].split() == [
        "|",
        *["-", "|"] * 3,
    ]


def test_a_share_is_a_value_that_was_measured() -> None:
    values = [float(number) for number in range(1, 101)]
    assert (share(values, 0.5), share(values, 0.99), share(values, 1)) == (50, 99, 100)
    assert share([7.0], 0.99) == 7.0
