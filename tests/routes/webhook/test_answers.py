"""What one caller is answered the next one is answered, too, and it is counted the same: as if
nothing were kept.
"""

import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr import engine
from ivr.loading import offer
from ivr.position import Awaited, DialEnded, Digits, Heard, Position
from ivr.step import Connect, Dial, Meet, Step, Wait
from ivr.tree import Tree
from routes.call.hotline import HOTLINE, Hotline
from routes.call.stopwatch import Stopwatch
from routes.carriers.twiml import render
from routes.statistics.cells import Taken, Words, counts_of, words_of
from routes.webhook.answers import Answers
from routes.webhook.documents import LOOK, Documents
from tests.conftest import make_settings
from tests.ivr.walk import every_step
from tests.small.hotline import create_small_app

NOON = datetime(2026, 3, 10, 11, 0, 30, tzinfo=UTC)
KEYS = st.sampled_from(["", *"0123456789*#", "1000", "12", "0000"])
ENDS = st.builds(
    DialEnded, st.booleans(), st.sampled_from(["busy", "no-answer"]), st.integers(0, 500)
)
WATCHES = st.none() | st.builds(Stopwatch, st.integers(0, 86_399), st.integers(0, 999))


@pytest.fixture(scope="module")
def words(hotline: Hotline) -> Words:
    return words_of(hotline.tree)


@pytest.fixture(scope="module")
def answers(hotline: Hotline, words: Words) -> Answers:
    """Shared by all callers of this module."""
    return Answers(hotline, words)


@pytest.fixture(scope="module")
def positions(hotline: Hotline) -> list[Position]:
    """Wherever a call in one language can stand, also with whoever picks up."""
    steps = every_step(offer(hotline.tree, frozenset({"nl"})))
    calls = {step.then.next for step in steps if isinstance(step.then, Wait | Dial)}
    picked_up = {
        step.then.whisper for step in steps if isinstance(step.then, Dial) and step.then.whisper
    }
    return sorted(calls | picked_up, key=repr)


def alone(hotline: Hotline, step: Step, watch: Stopwatch | None) -> str:
    own = None if step.ends_conversation else watch
    return render(step, hotline.speech, replace(hotline.outgoing, watch=own))


@given(st.integers(0), st.builds(Digits, KEYS) | ENDS, WATCHES, st.integers(0, 100_000))
def test_every_caller_gets_what_would_have_been_found_for_them_alone(
    answers: Answers,
    hotline: Hotline,
    words: Words,
    positions: list[Position],
    number: int,
    heard: Heard,
    watch: Stopwatch | None,
    seconds: int,
) -> None:
    position, now = positions[number % len(positions)], NOON + timedelta(seconds=seconds)
    answer = answers.after(position, heard, now, watched=watch is not None)
    step = engine.advance(hotline.tree, position, heard, now)
    assert answer.step == step
    assert answers.document(answer, step, watch) == alone(hotline, step, watch)
    if answer.counts is not None:
        assert answer.counts == counts_of(Taken(step, position, now, watch), words)


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> list[Position]:
    """Wherever the tree was asked what comes next."""
    asked: list[Position] = []
    original: Callable[..., Step] = engine.advance

    def advance(tree: Tree, at: Position, *rest: object) -> Step:
        asked.append(at)
        return original(tree, at, *rest)

    monkeypatch.setattr(engine, "advance", advance)
    return asked


def test_the_same_is_found_once_a_minute(
    hotline: Hotline, words: Words, found: list[Position]
) -> None:
    answers = Answers(hotline, words)
    for second in (0, 10, 29, 30, 89):
        answer = answers.after(
            Position("main", "nl"), Digits("2"), NOON + timedelta(seconds=second), watched=True
        )
        assert answer.document
        assert answer.counts
    assert len(found) == 2


def test_a_clip_that_goes_is_noticed_a_second_later(
    tmp_path: Path, clips: Path, words: Words
) -> None:
    """Otherwise an answer would go on naming it for a minute."""
    for clip in clips.glob("*.wav"):
        (tmp_path / clip.name).symlink_to(clip.resolve())
    hotline = HOTLINE.of(create_small_app(make_settings(clips_folder=tmp_path)))
    answers, seconds = Answers(hotline, words), itertools.count(0.0, LOOK)
    answers.documents = Documents(hotline, lambda: next(seconds))
    asked = Position("main", "nl"), Digits("2"), NOON
    answer = answers.after(*asked, watched=False)
    clip = tmp_path / str(hotline.speech(answer.step.prompts[0]).clip)
    assert clip.name in str(answer.document)
    clip.unlink()
    assert clip.name not in str(answers.after(*asked, watched=False).document)


def test_a_postcode_is_not_kept(hotline: Hotline, words: Words, found: list[Position]) -> None:
    answers = Answers(hotline, words)
    for _ in range(3):
        answer = answers.after(Position("postcode", "nl"), Digits("8421"), NOON, watched=True)
        assert (answer.document, answer.counts) == (None, None)
    assert len(found) == 3


def test_what_a_minute_has_left_is_forgotten_in_the_next(
    hotline: Hotline, words: Words, found: list[Position]
) -> None:
    """Where few call, memory would otherwise tell for days when somebody did, in which language,
    with which keys.
    """
    answers = Answers(hotline, words)
    for minute in (0, 1, 0):
        answers.after(
            Position("main", "nl"), Digits("2"), NOON + timedelta(minutes=minute), watched=True
        )
    assert len(found) == 3


@pytest.mark.parametrize("heard", [Digits("1"), Awaited()])
def test_what_depends_on_the_call_is_left_open(answers: Answers, heard: Heard) -> None:
    """Whoever takes a call is connected, and a conference has a name of its own."""
    node = "whisper" if isinstance(heard, Digits) else "person"
    place = Position(node, "nl", destination="north" if isinstance(heard, Digits) else None)
    answer = answers.after(place, heard, NOON, watched=True)
    assert isinstance(answer.step.then, Connect | Meet)
    assert (answer.document, answer.counts) == (None, None)


def test_a_step_that_cannot_be_counted_is_answered_all_the_same(
    answers: Answers, hotline: Hotline, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("routes.webhook.answers.counts_of", lambda *_: 1 / 0)
    answer = Answers(hotline, words_of(hotline.tree)).after(
        Position("main", "nl"), Digits("2"), NOON, watched=True
    )
    assert answer == answers.after(
        Position("main", "nl"), Digits("2"), NOON, watched=True
    )._replace(counts=None)
