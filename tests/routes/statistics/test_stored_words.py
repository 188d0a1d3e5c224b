"""The words in the database of the statistics: a changed word would begin a new counter."""

from ivr.events import LineEnding
from routes.statistics.cells import Measure
from routes.statistics.period import RELEASED


def test_endings_of_lines_are_stored_under_these_words() -> None:
    lines = {"connected", "busy", "no-answer", "failed", "canceled"}
    assert set(map(str, LineEnding)) == lines | {"not taken", "not told", "other"}


def test_measures_are_stored_under_these_words() -> None:
    of_days = {"calls", "reached", "lines"}
    of_months = {"languages", "listened", "waits", "went on", "seconds", "keys", "hours"}
    of_ever = {"failed", "lost", "checks"}
    only_in_a_batch = {"taken"}
    assert set(map(str, Measure)) == of_days | of_months | of_ever | only_in_a_batch


def test_kinds_of_periods_are_stored_under_these_words() -> None:
    assert set(map(str, RELEASED)) == {"day", "week", "month"}
