"""How often in a row nobody took a call: it begins anew when somebody does, and holds no time."""

from collections import Counter

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from ivr.events import LineEnding
from routes.statistics.cells import EVER, Cell, Counts, Measure
from routes.statistics.in_a_row import ALL, in_a_row_after
from routes.statistics.recorder import STATISTICS
from routes.statistics.store import Store
from tests.conftest import make_settings
from tests.routes.requests import post
from tests.small.hotline import create_small_app, line_of

DAY = "2026-03-10"
NORTH = line_of("north")


def line(destination: str, ending: str, n: int = 1, *, rehearsal: bool = False) -> Counts:
    return Counter({Cell(DAY, rehearsal, Measure.LINES.value, destination, ending): n})


def taken(destination: str) -> Counts:
    return Counter({Cell(EVER, False, Measure.TAKEN.value, destination): 1})


def test_failures_add_up_until_somebody_takes_a_call(store: Store) -> None:
    for counts in (line("north", "busy", 2), line("south", "no-answer"), line("north", "failed")):
        store.add(counts)
    assert store.in_a_row() == {ALL: 4, "north": 3, "south": 1}
    store.add(taken("south"))
    assert store.in_a_row() == {ALL: 0, "north": 3, "south": 0}
    store.add(line("north", "not taken") + line("south", "busy"))
    assert store.in_a_row() == {ALL: 2, "north": 4, "south": 1}
    store.add(line("north", LineEnding.CONNECTED))
    assert store.in_a_row() == {ALL: 0, "north": 0, "south": 1}


@pytest.mark.parametrize(
    "counts",
    [
        line("north", LineEnding.CANCELED),
        line("north", "busy", rehearsal=True),
        Counter({Cell(EVER, False, "failed"): 9}),
    ],
)
def test_what_tells_nothing_of_a_line_changes_nothing(counts: Counts) -> None:
    assert in_a_row_after({ALL: 2, "north": 2}, counts) == {ALL: 2, "north": 2}


ENDINGS = st.sampled_from([one.value for one in LineEnding])


@given(st.lists(st.tuples(st.sampled_from(["north", "south"]), ENDINGS), max_size=30))
def test_the_number_is_that_of_the_failures_since_the_last_conversation(
    rung: list[tuple[str, str]],
) -> None:
    rows: dict[str, int] = {}
    for destination, ending in rung:
        rows = in_a_row_after(rows, line(destination, ending))
    for name in ("north", "south", ALL):
        mine = [ending for destination, ending in rung if name in (destination, ALL)]
        since = mine[len(mine) - mine[::-1].index("connected") :] if "connected" in mine else mine
        assert rows.get(name, 0) == sum(ending != "canceled" for ending in since)


def test_who_took_a_call_is_kept_nowhere(store: Store) -> None:
    """Beside the end of the line it would tell how long the conversation was."""
    store.add(taken("north"))
    assert store.all_counts() == Counter()


@pytest.fixture
def counting(url: str) -> Flask:
    return create_small_app(make_settings(database_url=url))


def rows(app: Flask) -> dict[str, int]:
    statistics = STATISTICS.of(app)
    assert statistics.flush()
    assert statistics.store is not None
    return dict(statistics.store.in_a_row())


def test_a_call_that_somebody_takes_begins_the_count_anew(counting: Flask) -> None:
    ended = f"/voice/en/person?region=flanders&lines={NORTH}&began=1&keys=1"
    for _ in range(3):
        post(counting, ended, DialCallStatus="busy")
    assert rows(counting) == {ALL: 3, "north": 3}
    post(counting, "/voice/en/whisper?destination=north&began=1&keys=1", Digits="1")
    assert rows(counting) == {ALL: 0, "north": 0}


def test_a_carrier_that_never_tells_of_a_conversation_raises_no_alarm(counting: Flask) -> None:
    """One that tells neither DialBridged nor seconds: each conversation ends as `not taken`."""
    for _ in range(6):
        post(counting, "/voice/en/whisper?destination=north&began=1&keys=1", Digits="1")
        assert STATISTICS.of(counting).flush()
        ended = f"/voice/en/person?region=flanders&lines={NORTH}&began=1&keys=1"
        post(counting, ended, DialCallStatus="completed")
        assert rows(counting)[ALL] <= 1


def test_a_confirmed_line_begins_the_count_anew(counting: Flask) -> None:
    post(
        counting,
        f"/voice/en/person?region=flanders&lines={NORTH}&began=1&keys=1",
        DialCallStatus="busy",
    )
    post(counting, "/voice/und/verify?destination=north", Digits="1")
    assert rows(counting)["north"] == 0
