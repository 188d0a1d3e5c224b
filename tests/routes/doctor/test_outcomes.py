"""Whether anybody picks up: all may be set as it should be, and still nobody does."""

from collections import Counter
from pathlib import Path

import pytest

from routes.doctor.outcomes import check_outcomes
from routes.settings.database import address
from routes.statistics.cells import EVER, Cell, Counts, Measure
from routes.statistics.store import Store
from tests.conftest import make_settings
from tests.routes.doctor.conftest import Good, Results
from tests.small.hotline import small_hotline

NOBODY = (
    "the last 5 lines that were rung were rung in vain: nobody took a call. Run `flask "
    "destinations verify`, and look into the carrier's log of calls"
)


def busy(destination: str, n: int) -> Counts:
    return Counter({Cell("2026-03-10", False, Measure.LINES.value, destination, "busy"): n})


def found(good: Good, folder: Path, *batches: Counts) -> Results:
    url = f"sqlite:///{folder / 'statistics.sqlite'}"
    store = Store(address(url))
    store.open()
    for counts in batches:
        store.add(counts)
    return good.results(check_outcomes, hotline=small_hotline(make_settings(database_url=url)))


def test_five_lines_in_vain_are_a_problem(good: Good, tmp_path: Path) -> None:
    results = found(good, tmp_path, busy("north", 2), busy("south", 2), busy("helpline", 1))
    assert results == [("problem", NOBODY)]


def test_a_destination_that_nobody_answers_three_times_is_a_warning(
    good: Good, tmp_path: Path
) -> None:
    taken = Counter({Cell(EVER, False, Measure.TAKEN.value, "south"): 1})
    [(level, message)] = found(good, tmp_path, busy("north", 3), taken)
    assert level == "warning"
    assert message.startswith("north was rung 3 times in a row, and nobody took a call: run `flask")


@pytest.mark.parametrize("batches", [[], [busy("north", 2)], [busy("gone", 4)]])
def test_a_few_failures_and_a_line_that_is_gone_are_no_finding(
    good: Good, tmp_path: Path, batches: list[Counts]
) -> None:
    levels = {level for level, _ in found(good, tmp_path, *batches)}
    assert levels <= {"good"}


@pytest.mark.parametrize("url", ["off", "sqlite:////dev/null/x.sqlite"])
def test_without_a_database_nothing_is_known(good: Good, url: str) -> None:
    hotline = small_hotline(make_settings(database_url=url))
    assert good.results(check_outcomes, hotline=hotline) == []
