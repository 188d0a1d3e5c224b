"""The one cache of a step: it changes no document, and forgets within a minute."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr import engine
from ivr.position import Digits, Position
from ivr.step import Event, JoinConference, Step
from routes.call.hotline import Hotline
from routes.call.stopwatch import DAY, MOST_KEYS, Stopwatch
from routes.carriers import carrier_of
from routes.webhook.rendered import RenderedSteps
from tests.conftest import WORKING_HOURS
from tests.small.hotline import small_tree

TREE = small_tree()
STOPWATCHES = st.none() | st.builds(
    Stopwatch, began=st.integers(0, DAY - 1), keys=st.integers(0, MOST_KEYS)
)
STEPS = st.builds(
    lambda node, language, keys: engine.advance(
        TREE, Position(node, language, destination="helpline"), Digits(keys), WORKING_HOURS
    ),
    node=st.sampled_from(sorted(TREE.nodes)),
    language=st.sampled_from(sorted(TREE.offered)),
    keys=st.sampled_from(["", *"0123456789*#"]),
)


class Renders:
    """Renders the steps of a hotline, and counts how many."""

    def __init__(self, hotline: Hotline) -> None:
        self.hotline, self.count = hotline, 0

    def __call__(self, step: Step, watch: Stopwatch | None) -> str:
        self.count += 1
        outgoing = replace(self.hotline.outgoing, watch=watch)
        return carrier_of(self.hotline.settings).render(step, self.hotline.speech, outgoing)


@pytest.fixture
def renders(small_hotline: Hotline) -> Renders:
    return Renders(small_hotline)


@given(STEPS, STOPWATCHES, STOPWATCHES)
def test_every_caller_has_the_document_that_is_made_for_them_alone(
    small_hotline: Hotline, step: Step, first: Stopwatch | None, second: Stopwatch | None
) -> None:
    render = Renders(small_hotline)
    kept = RenderedSteps(render)
    for watch in (first, second):
        assert kept.document(step, watch, WORKING_HOURS) == render(step, watch)


def test_a_step_is_rendered_once_for_all_callers_of_a_minute(renders: Renders) -> None:
    kept = RenderedSteps(renders)
    step = engine.start(TREE, WORKING_HOURS, "en")
    other = replace(step, events=(Event(step.events[0].kind, "main", "en"),))
    for began in range(9):
        kept.document(step if began % 2 else other, Stopwatch(began), WORKING_HOURS)
    assert renders.count == 1


def test_nothing_is_kept_of_a_former_minute(renders: Renders) -> None:
    kept = RenderedSteps(renders)
    step = engine.start(TREE, WORKING_HOURS, "en")
    for minutes in range(3):
        kept.document(step, Stopwatch(1), WORKING_HOURS + timedelta(minutes=minutes))
    assert renders.count == 3


def test_a_document_that_names_a_conference_is_never_kept(renders: Renders) -> None:
    """The name comes from the id of the call."""
    kept = RenderedSteps(renders)
    step = Step((), JoinConference(Position("main", "en"), "room"))
    for _ in range(2):
        assert "room" in kept.document(step, None, WORKING_HOURS)
    assert renders.count == 2
