"""What is usual at an hour of the day, from the counters that are there anyway."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from routes.settings.database import address
from routes.statistics.cells import Cell, Measure
from routes.statistics.counting import Words
from routes.statistics.recorder import Statistics
from routes.statistics.store import Store
from routes.statistics.usual import usual_calls, usual_now

NOON = datetime(2026, 3, 21, 11, 30, tzinfo=UTC)
"""Half past twelve in Belgium, after twenty whole days of March."""
WORDS = Words(frozenset(), frozenset(), frozenset())


def hours(month: str, hour: str, calls: int, *, rehearsal: bool = False) -> Counter[Cell]:
    return Counter({Cell(month, rehearsal, Measure.HOURS.value, hour): calls})


def test_it_is_the_average_of_the_hour(store: Store) -> None:
    store.add(hours("2026-03", "12", 60) + hours("2026-03", "03", 400))
    store.add(hours("2026-03", "12", 1000, rehearsal=True))
    assert usual_calls(store, NOON) == 3


def test_the_former_month_counts_as_long_as_its_counters_are_there(store: Store) -> None:
    store.add(hours("2026-03", "12", 60) + hours("2026-02", "12", 36))
    assert usual_calls(store, NOON) == (60 + 36) / (20 + 28)


def test_an_hour_in_which_nobody_calls_has_none(store: Store) -> None:
    store.add(hours("2026-03", "03", 400))
    assert usual_calls(store, NOON) == 0


@pytest.mark.parametrize("day", [1, 7])
def test_a_few_days_do_not_tell_it(store: Store, day: int) -> None:
    store.add(hours("2026-03", "12", 60))
    assert usual_calls(store, NOON.replace(day=day)) is None
    assert usual_calls(store, NOON.replace(day=8)) == 60 / 7


def test_without_a_database_it_is_not_known(caplog: pytest.LogCaptureFixture) -> None:
    assert usual_now(Statistics(WORDS, 730)) is None
    broken = Store(address("sqlite:////nowhere/at/all.sqlite"))
    assert usual_now(Statistics(WORDS, 730, broken)) is None
    assert "it is not known how many calls are usual" in caplog.text
