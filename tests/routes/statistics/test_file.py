"""What the file itself tells: its bytes and all of its rows, after a week in which few called."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ivr.hours import BRUSSELS_TIME
from routes.call.clock import Clock
from routes.call.hotline import HOTLINE
from routes.simulator.handset import Handset
from routes.simulator.simulated_carrier import AppCarrier
from routes.statistics.cells import Cell
from routes.statistics.counting import words_of
from routes.statistics.recorder import STATISTICS, Statistics
from routes.statistics.store import Store
from routes.statistics.writer import Writer
from tests.routes.statistics.files import file_of, store_in

few = settings(
    max_examples=8,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


class Call(NamedTuple):
    """What a caller does. language: the key. hour: in Belgium. does: the keys after the language;
    those that begin with 2 reach a person.
    """

    day: int
    hour: int
    language: str
    does: str


WEEK = (
    Call(9, 9, "1", "22"),
    Call(10, 23, "3", "3"),
    Call(11, 3, "2", "21"),
    Call(12, 14, "2", "4"),
    Call(13, 16, "1", "1"),
    Call(14, 20, "3", "23"),
    Call(14, 21, "2", "31"),
)
"""A day with two calls is the busiest."""


@pytest.fixture(autouse=True)
def _own_statistics(small_app: Flask) -> Iterator[None]:
    before = STATISTICS.of(small_app)
    yield
    STATISTICS.put(small_app, before)


def counting_in(store: Store, app: Flask) -> Writer:
    """Let the small hotline count there."""
    writer = Writer(store.add, store.open)
    STATISTICS.put(app, Statistics(words_of(HOTLINE.of(app).tree), 730, store, writer))
    return writer


def make(call: Call, app: Flask) -> None:
    """The call, from the answer to its end, counted as a real one."""
    clock = Clock(datetime(2026, 3, call.day, call.hour, 20, tzinfo=BRUSSELS_TIME))
    handset = Handset(AppCarrier(app, clock, as_call=True))
    handset.call()
    handset.press(call.language + call.does)
    if call.does.startswith("2"):
        handset.accepts()
        handset.conversation_ends()
    handset.hang_up()


def week(calls: Sequence[Call], folder: Path, app: Flask) -> bytes:
    """The file after these calls, each of which was written by itself: the worst that can be."""
    store = store_in(folder)
    writer = counting_in(store, app)
    for call in calls:
        with writer._changed:  # so that its first steps wait for its last
            make(call, app)
            assert writer.flush(60)
    return file_of(store).read_bytes()


@pytest.fixture(scope="module")
def usual(small_app: Flask, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file after that week."""
    return week(WEEK, tmp_path_factory.mktemp("usual"), small_app)


@few
@given(st.permutations([call.language for call in WEEK]))
def test_a_language_belongs_to_no_call(
    small_app: Flask, tmp_path: Path, usual: bytes, languages: list[str]
) -> None:
    """Had the callers spoken each other's languages, there would be the same file, byte for byte.
    So nothing joins a language with a day, an hour, a region, an outcome or what was listened to.
    """
    others = [
        call._replace(language=language) for call, language in zip(WEEK, languages, strict=True)
    ]
    assert week(others, tmp_path, small_app) == usual


@few
@given(st.permutations([call.hour for call in WEEK]))
def test_an_hour_belongs_to_no_call(
    small_app: Flask, tmp_path: Path, usual: bytes, hours: list[int]
) -> None:
    others = [call._replace(hour=hour) for call, hour in zip(WEEK, hours, strict=True)]
    assert week(others, tmp_path, small_app) == usual


@few
@given(st.permutations([call.does for call in WEEK if call.does[0] != "2"]))
def test_what_was_listened_to_belongs_to_no_call(
    small_app: Flask, tmp_path: Path, usual: bytes, listened: list[str]
) -> None:
    """Calls in which a line was rung stay where they are: lines are counted by the day."""
    does = iter(listened)
    others = [call if call.does[0] == "2" else call._replace(does=next(does)) for call in WEEK]
    assert week(others, tmp_path, small_app) == usual


@few
@given(st.permutations(WEEK))
def test_the_file_does_not_tell_in_which_order_calls_came(
    small_app: Flask, tmp_path: Path, usual: bytes, calls: list[Call]
) -> None:
    assert week(calls, tmp_path, small_app) == usual


def test_another_week_has_another_file(small_app: Flask, tmp_path: Path, usual: bytes) -> None:
    """These tests see what is written at all."""
    other = [WEEK[0]._replace(language="2"), *WEEK[1:]]
    assert week(other, tmp_path, small_app) != usual


cells = st.builds(
    Cell,
    st.sampled_from(["2026-03-10", "2026-03-11", "2026-03", ""]),
    st.booleans(),
    st.sampled_from(["calls", "lines", "languages", "listened"]),
    st.text("abc", max_size=3),
    st.just(""),
)
steps = st.lists(st.dictionaries(cells, st.integers(1, 3), min_size=1), min_size=1, max_size=30)


@few
@given(steps, st.randoms(use_true_random=False))
def test_steps_that_are_written_together_leave_no_order(
    tmp_path: Path, taken: list[dict[Cell, int]], chance: Random
) -> None:
    """Of a batch only the sums are in the file."""
    files = []
    for shuffled in (False, True):
        order = list(taken)
        if shuffled:
            chance.shuffle(order)
        store = store_in(tmp_path)
        writer = Writer(store.add, lambda: None)
        with writer._changed:  # so that all of them wait until the last has come
            for step in order:
                writer.add(Counter(step))
            assert writer.flush(60)
        files.append(file_of(store).read_bytes())
    assert files[0] == files[1]


def test_nothing_is_left_beside_the_file(small_app: Flask, tmp_path: Path) -> None:
    week(WEEK, tmp_path, small_app)
    assert len(list(tmp_path.iterdir())) == 1
