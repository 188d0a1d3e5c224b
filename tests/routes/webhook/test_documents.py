"""A document is rendered once for all callers, and each of them gets their own: never that of
somebody else.
"""

import itertools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.loading import offer
from ivr.position import Position
from ivr.step import Connect, HangUp, Meet, Step, Utterance, Wait
from routes.call.hotline import HOTLINE, Hotline
from routes.call.stopwatch import Stopwatch
from routes.carriers.twiml import render
from routes.webhook.documents import LOOK, Documents
from tests.conftest import make_settings
from tests.ivr.walk import every_step
from tests.small.hotline import create_small_app

WATCHES = st.none() | st.builds(Stopwatch, st.integers(0, 86_399), st.integers(0, 999))


def alone(hotline: Hotline, step: Step, watch: Stopwatch | None = None) -> str:
    """What is rendered for nobody else."""
    return render(step, hotline.speech, replace(hotline.outgoing, watch=watch))


@pytest.fixture(scope="module")
def steps(hotline: Hotline) -> list[Step]:
    """Whatever can be answered in one language, since the others differ in words only."""
    return sorted(every_step(offer(hotline.tree, frozenset({"nl"}))), key=repr)


@pytest.fixture(scope="module")
def documents(hotline: Hotline) -> Documents:
    """Shared by all callers of this module."""
    return Documents(hotline)


@given(st.integers(0), WATCHES)
def test_every_caller_gets_what_would_have_been_rendered_for_them_alone(
    steps: list[Step], documents: Documents, hotline: Hotline, number: int, watch: Stopwatch | None
) -> None:
    step = steps[number % len(steps)]
    assert documents.of(step, watch) == alone(hotline, step, watch)


@pytest.mark.parametrize("then", [Connect(), HangUp(), Meet(Position("ended", "nl"), "room-1")])
def test_so_does_whoever_waits_for_nothing(
    documents: Documents, hotline: Hotline, then: Connect | HangUp | Meet
) -> None:
    step = Step((), then)
    assert documents.of(step) == alone(hotline, step)


def test_a_conference_belongs_to_one_call(documents: Documents) -> None:
    rooms = [
        documents.of(Step((), Meet(Position("ended", "nl"), room))) for room in ("room-1", "room-2")
    ]
    assert "room-2" in rooms[1]


def test_a_conference_is_not_kept(hotline: Hotline, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would push out what other callers hear."""
    rendered, documents = counted(hotline, monkeypatch), Documents(hotline)
    for _ in range(2):
        documents.of(Step((), Meet(Position("ended", "nl"), "room-1")))
    assert len(rendered) == 2


def counted(hotline: Hotline, monkeypatch: pytest.MonkeyPatch) -> list[Step]:
    rendered: list[Step] = []
    original = render

    def watched(step: Step, *rest: object) -> str:
        rendered.append(step)
        call: Callable[..., str] = original
        return call(step, *rest)

    monkeypatch.setattr("routes.webhook.documents.render", watched)
    return rendered


def test_what_was_rendered_once_is_not_rendered_again(
    hotline: Hotline, steps: list[Step], monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered, documents = counted(hotline, monkeypatch), Documents(hotline)
    waiting = next(step for step in steps if isinstance(step.then, Wait))
    for second in range(50):
        documents.of(waiting, Stopwatch(second, 1 + second))
    assert len(rendered) == 1


def test_a_clip_that_goes_or_comes_is_noticed_a_second_later(tmp_path: Path, clips: Path) -> None:
    """Otherwise a document would go on naming it."""
    seconds = itertools.count(0.0, LOOK)
    for clip in clips.glob("*.wav"):
        (tmp_path / clip.name).symlink_to(clip.resolve())
    hotline = HOTLINE.of(create_small_app(make_settings(clips_folder=tmp_path)))
    documents, step = (
        Documents(hotline, lambda: next(seconds)),
        Step((Utterance("goodbye", "nl"),), HangUp()),
    )
    before = documents.of(step)
    clip = tmp_path / str(hotline.speech(step.prompts[0]).clip)
    target = clip.readlink()
    clip.unlink()
    assert "<Play>" in before
    assert clip.name not in documents.of(step)
    clip.symlink_to(target)
    assert documents.of(step) == before
