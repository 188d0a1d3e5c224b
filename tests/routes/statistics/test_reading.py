"""Reading for somebody who waits: never for long, and never without a word."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from threading import Event

import pytest

from routes.settings.database import address
from routes.statistics.counting import Words
from routes.statistics.period import Kind, Period
from routes.statistics.reading import CannotRead, read, read_in_time
from routes.statistics.recorder import Statistics
from routes.statistics.store import Store

WORDS = Words(frozenset(), frozenset(), frozenset())
TUESDAY = Period(Kind.DAY, date(2026, 3, 10))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(address(f"sqlite:///{tmp_path / 'statistics.sqlite'}"))


@pytest.fixture
def never() -> Iterator[Event]:
    event = Event()
    yield event
    event.set()


def test_a_database_that_never_answers_is_given_up(
    store: Store, never: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "open", lambda: never.wait(60))
    with pytest.raises(CannotRead, match=r"no answer yet.*DATABASE_URL"):
        read_in_time(lambda: read(Statistics(WORDS, 1, store), TUESDAY), longest=0.01)


def test_an_empty_database_is_no_failure(store: Store) -> None:
    shown = read_in_time(lambda: read(Statistics(WORDS, 1, store), TUESDAY), longest=60)
    assert [figures.name for figures in shown.figures] == ["calls", "transfers"]


def test_without_a_database_it_says_which_setting_is_missing() -> None:
    with pytest.raises(CannotRead, match="set DATABASE_URL"):
        read_in_time(lambda: read(Statistics(WORDS, 1), TUESDAY))
