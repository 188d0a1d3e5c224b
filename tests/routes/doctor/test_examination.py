"""Checks run at the same time: one that fails or hangs does not stop the others."""

from collections.abc import Iterator
from threading import Event, current_thread

import pytest

from routes.doctor import examination
from routes.doctor.examination import examine
from routes.doctor.finding import Case, CheckResults, Finding, Level, problem
from routes.doctor.finding import good as fine
from routes.translations import Message
from tests.routes.doctor.conftest import Good


def examined(
    good: Good, monkeypatch: pytest.MonkeyPatch, longest: float = 60, **checks: object
) -> list[Finding]:
    """What these checks find, instead of the usual ones. longest: seconds for each check."""
    monkeypatch.setattr(examination, "CHECKS", checks)
    monkeypatch.setattr(examination, "CHECKS_AT_THE_CARRIER", {})
    return examine(good.hotline, good.reach, longest=longest)


def test_a_check_that_fails_is_a_problem_without_the_value_that_it_met(
    good: Good, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(_case: Case) -> CheckResults:
        yield fine("so far", "")
        raise ValueError("+32470123456")

    assert examined(
        good, monkeypatch, one=breaks, two=lambda _case: iter([problem("on its\n own line", "")])
    ) == [
        Finding("one", Level.GOOD, Message("so far", "")),
        Finding(
            "one",
            Level.PROBLEM,
            Message(
                "this check failed (ValueError in breaks): report it to the maintainers, with the "
                "log",
                "",
            ),
        ),
        Finding("two", Level.PROBLEM, Message("on its own line", "")),
    ]
    assert "the check one failed: ValueError in breaks" in caplog.text
    assert "470123456" not in caplog.text


@pytest.fixture
def never() -> Iterator[Event]:
    """An event that is set only after the test."""
    event = Event()
    yield event
    event.set()


def test_a_check_that_never_ends_is_given_up(
    good: Good, never: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeps_the_process = []

    def waits(_case: Case) -> CheckResults:
        yield fine("so far", "")
        keeps_the_process.append(not current_thread().daemon)
        never.wait(60)

    assert examined(
        good, monkeypatch, longest=0.2, one=waits, two=lambda _case: iter([fine("done", "")])
    ) == [
        Finding("one", Level.GOOD, Message("so far", "")),
        Finding(
            "one",
            Level.PROBLEM,
            Message("this check took longer than 0.2 seconds: run it again later", ""),
        ),
        Finding("two", Level.GOOD, Message("done", "")),
    ]
    assert keeps_the_process == [False]
