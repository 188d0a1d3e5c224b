"""`make bench` compares what can be compared. Nothing here is timed."""

import itertools
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from flask import Flask

from app import application, create_app
from routes.call.hotline import HOTLINE, Hotline
from routes.carriers import CARRIERS
from routes.settings.environment import read_settings
from tests.bench import hello, verbs
from tests.bench.applications import Application, applications, production
from tests.bench.bigger import with_languages, with_nodes
from tests.bench.growth import CALLS, time_in_turns
from tests.bench.step import PATH, WrongAnswer, answer, call, environ, verbs_of
from tests.conftest import TOKEN


@pytest.fixture(scope="module")
def given(clips: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of the hotline in production."""
    return {**production(tmp_path_factory.mktemp("bench")), "CLIPS_FOLDER": str(clips)}


@pytest.fixture(scope="module")
def four(given: dict[str, str]) -> list[Application]:
    return applications(given)


@pytest.fixture(scope="module")
def wayout(given: dict[str, str]) -> Flask:
    """In production."""
    return create_app(read_settings({**given, "DATABASE_URL": "off"}, CARRIERS))


@pytest.fixture(scope="module")
def signed(given: dict[str, str], four: list[Application]) -> Flask:
    """The bare application that checks signatures."""
    return verbs.create_signed({**given, verbs.DOCUMENT: four[0].expected.decode()})


@pytest.fixture(scope="module")
def shipped(wayout: Flask) -> Hotline:
    return HOTLINE.of(wayout)


def test_three_answer_the_step_with_the_same_verbs_and_one_says_hello(
    four: list[Application],
) -> None:
    wayout, bare, made, checked = (one.expected for one in four)
    assert bare == b"hello"
    assert verbs_of(wayout) == verbs_of(made) == verbs_of(checked)
    assert [tag for tag, _, _ in verbs_of(wayout)][:3] == ["Response", "Gather", "Play"]
    assert "/voice/nl/speak?" in verbs_of(wayout)[1][1]["action"]


def test_what_checks_signatures_refuses_a_wrong_one(wayout: Flask, signed: Flask) -> None:
    for app in (wayout, signed):
        assert call(app, environ(token=TOKEN))[0] == 200
        assert call(app, environ(token="0" * 16))[0] == 403


def test_applications_that_answer_with_other_verbs_are_not_compared(
    given: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verbs, "asked", lambda question: "<Response><Hangup/></Response>")
    with pytest.raises(WrongAnswer, match="other verbs"):
        applications(given)


def test_a_refused_step_is_not_measured() -> None:
    refusing = hello.create()
    refusing.before_request(lambda: ("no", 403))
    with pytest.raises(WrongAnswer, match="403"):
        answer(refusing)


def test_a_step_that_does_not_play_clips_is_not_compared() -> None:
    with pytest.raises(ValueError, match="flask audio build"):
        verbs.question_of(
            '<Response><Gather action="/" numDigits="1" timeout="6"><Say>Hello</Say></Gather></Response>'
        )


@pytest.mark.parametrize("many", [5, 10, 16, 20, 30])
def test_a_hotline_with_other_languages_answers_the_same(
    wayout: Flask, shipped: Hotline, many: int
) -> None:
    other = with_languages(shipped, many)
    app = application(other)
    assert len(other.tree.offered) == many
    assert answer(app) == answer(wayout)


def test_further_languages_stand_on_further_pages_and_can_be_chosen(shipped: Hotline) -> None:
    other = with_languages(shipped, 30)
    page = other.tree.language_page
    assert [len(one) for one in page.shown(other.tree)] == [8, 8, 1, 3, 8, 2]
    status, told = call(application(other), environ(PATH.replace("/nl/", f"/{page.offers()[-1]}/")))
    assert status == 200
    assert verbs_of(told)[2][0] == "Say"


@pytest.mark.parametrize("times", [1, 2, 10])
def test_a_bigger_tree_answers_the_same_and_so_do_its_copies(
    wayout: Flask, shipped: Hotline, times: int
) -> None:
    other = with_nodes(shipped, times)
    app = application(other)
    assert len(other.tree.nodes) - 1 == times * (len(shipped.tree.nodes) - 1)
    assert answer(app) == answer(wayout)
    if times > 1:
        copy = f"_{times}"
        _, told = call(app, environ(PATH.replace("/main", f"/main{copy}")))
        said = told.decode().replace(f"speak{copy}", "speak").rstrip()
        assert said == answer(wayout).decode().rstrip()


def test_copies_lead_to_copies_alone(shipped: Hotline) -> None:
    nodes = with_nodes(shipped, 3).tree.nodes
    copied = {name: node for name, node in nodes.items() if name.endswith("_3")}
    led = {way_out.node for node in copied.values() for way_out in node.exits()}
    assert led <= set(copied)
    assert with_nodes(shipped, 3).tree.parents["speak_3"] == "main_3"
    assert {"main_3", "whisper_3", "goodbye_3"} <= led


def test_sizes_are_timed_in_turns_and_each_by_the_median_of_its_calls() -> None:
    calls = itertools.count()
    ticks = (
        float(number)
        for call in calls
        for number in (call * 10, call * 10 + (2 if call % 3 else 1))
    )
    asked: list[int] = []
    apps = [hello.create(), hello.create()]
    for place, app in enumerate(apps):
        app.before_request(partial(asked.append, place))
    timed = time_in_turns(apps, 3, clock=lambda: next(ticks))
    assert timed == [[2.0] * 3] * 2
    assert next(calls) == 2 * 3 * CALLS
    assert [place for place, _ in itertools.groupby(asked)] == [0, 1, 0, 1], (
        "0, 1; then 1, 0; then 0, 1"
    )


def test_a_size_that_answers_something_else_is_an_error(wayout: Flask, shipped: Hotline) -> None:
    other = application(replace(shipped, tree=replace(shipped.tree, nodes={})))
    with pytest.raises(WrongAnswer, match="another document"):
        time_in_turns([wayout, other], 1)
