"""The words that stand in the database of the statistics: a changed one would begin a new counter."""

from ivr.events import EventKind, LineEnding, ListenerAnswer, TransferEnding
from routes.statistics.cells import Measure, Reached


def test_events_are_stored_under_these_words() -> None:
    assert set(map(str, EventKind)) == {
        "call",
        "language",
        "entered",
        "page",
        "silence",
        "wrong key",
        "wrong postcode",
        "rings",
        "line",
        "whisper",
        "verify",
        "reached",
        "transfer",
        "failed",
    }


def test_outcomes_are_stored_under_these_words() -> None:
    lines = {"connected", "busy", "no-answer", "failed", "canceled"}
    assert set(map(str, LineEnding)) == lines | {"not taken", "not told", "other"}
    assert set(map(str, ListenerAnswer)) == {
        "accepted",
        "accepted with an interpreter",
        "declined",
        "not taken",
    }
    assert set(map(str, TransferEnding)) == {"connected", "nobody"}


def test_what_the_statistics_count_themselves_is_stored_under_these_words() -> None:
    assert set(map(str, Measure)) == {"seconds", "keys", "waits", "went on", "lost"}
    assert set(map(str, Reached)) == {"first", "again"}
