"""When a step fails, the caller hears an apology in their language, and the helpline rings."""

import logging
from dataclasses import replace

import pytest
from flask import Flask

from ivr.node import Node
from ivr.step import Step
from ivr.turn import Turn
from routes.call.faults import without_values
from routes.call.hotline import HOTLINE
from routes.simulator.handset import Handset, State, Unanswered
from tests.conftest import make_settings
from tests.small.hotline import create_small_app, small_tree

SECRET = "+32470123456 typed 1499"


class Broken(Node):
    """A node that fails with an error whose text must not be logged."""

    kind: str = "broken"

    def enter(self, turn: Turn) -> Step:
        raise RuntimeError(SECRET)

    hear = silent = dialled = enter  # type: ignore[assignment]


def broken_app(node: str) -> Flask:
    app = create_small_app(make_settings())
    hotline = HOTLINE.of(app)
    object.__setattr__(
        hotline, "tree", replace(hotline.tree, nodes={**hotline.tree.nodes, node: Broken()})
    )
    return app


def words(app: Flask, handset: Handset) -> list[str]:
    texts = HOTLINE.of(app).texts_of_clips
    return [texts[sound.file].words for sound in handset.sounds]


@pytest.mark.parametrize(
    "node", [name for name in small_tree().nodes if name not in ("languages", "whisper", "verify")]
)
def test_a_caller_is_put_through_to_the_helpline_wherever_it_breaks(
    node: str, clips: object
) -> None:
    app = broken_app(node)
    handset = Handset(app)
    handset.call()
    handset.carrier.exchanges.clear()
    handset._caller.fetch(f"/voice/nl/{node}", Digits="")
    handset._settle()
    assert handset.ringing is not None
    assert handset.ringing.uri == "tel:+3271000004"
    assert words(app, handset)[0] == HOTLINE.of(app).catalogues.text("apology", "nl")


def test_a_call_that_breaks_at_the_first_step_is_apologised_for_in_several_languages(
    clips: object,
) -> None:
    app = broken_app("languages")
    handset = Handset(app)
    handset.call()
    assert handset.state is State.RINGING
    assert len(words(app, handset)) == len(HOTLINE.of(app).tree.undecided) > 1


def test_when_the_helpline_does_not_answer_then_the_caller_is_told_to_dial_112(
    clips: object,
) -> None:
    app = broken_app("main")
    handset = Handset(app)
    handset.call()
    handset.press("3")
    handset.ends(Unanswered.NO_ANSWER)
    assert handset.state is State.OVER
    assert "112" in words(app, handset)[0]


def test_a_broken_whisper_connects_the_caller_all_the_same(clips: object) -> None:
    app = create_small_app(make_settings())
    hotline = HOTLINE.of(app)
    handset = Handset(app)
    handset.call()
    handset.press("221")
    whisper = hotline.tree.nodes["whisper"]
    object.__setattr__(whisper, "known", "no such prompt")
    handset.picks_up()
    assert handset.state is State.TALKING


def test_a_log_keeps_where_it_broke_and_not_what_was_typed(
    clips: object, caplog: pytest.LogCaptureFixture
) -> None:
    handset = Handset(broken_app("main"))
    handset.call()
    with caplog.at_level(logging.DEBUG):
        handset.press("2")
    assert "RuntimeError in enter" in caplog.text
    assert "32470123456" not in caplog.text
    assert "1499" not in caplog.text


def test_an_error_is_told_by_its_kind_and_place() -> None:
    with pytest.raises(ValueError, match="typed") as caught:
        raise ValueError(SECRET)
    told = without_values(caught.value)
    assert "ValueError in test_an_error" in told
    assert SECRET not in told


def test_an_error_page_tells_nothing(app: Flask) -> None:
    response = app.test_client().get("/no/such/page?From=%2B32470123456")
    assert response.data == b"404 Not Found\n"
