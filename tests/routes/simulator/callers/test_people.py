"""Simulated people: what they do is chance, the same seed is the same call, and every call ends."""

from collections import Counter
from random import Random

import pytest
from flask import Flask

from ivr.position import UNDECIDED
from ivr.tree import Tree
from routes.simulator.callers.call import Ending, SimulatedCall, play
from routes.simulator.callers.people import LEAVES, SILENCE, Behaviour, People
from routes.simulator.simulated_carrier import AppCarrier, Exchange
from tests.timeless import course

CALLS = 120


def calls_of(app: Flask, seeds: range, behaviour: Behaviour | None = None) -> list[SimulatedCall]:
    return [SimulatedCall(People(Random(seed), behaviour), AppCarrier(app)) for seed in seeds]


def exchanges(calls: list[SimulatedCall]) -> list[list[Exchange]]:
    return [course(call) for call in calls]


@pytest.fixture(scope="module")
def played(app: Flask) -> list[SimulatedCall]:
    """Many calls, one after the other."""
    calls = calls_of(app, range(CALLS))
    for call in calls:
        play([call], threads=1)
    return calls


def test_every_call_ends_and_none_is_lost(played: list[SimulatedCall]) -> None:
    endings = Counter(call.ending for call in played)
    assert endings.keys() == {Ending.CALLER, Ending.HOTLINE}
    assert min(endings.values()) > CALLS / 10


def test_callers_come_to_every_node(played: list[SimulatedCall], tree: Tree) -> None:
    visited = {
        exchange.url.partition("?")[0].rpartition("/")[2]
        for call in exchanges(played)
        for exchange in call
    }
    said = "".join(exchange.twiml for call in exchanges(played) for exchange in call)
    silent_ends = {"quiet", "goodbye", "farewell"}  # heard at the end: no step begins there
    assert set(tree.nodes) - visited - silent_ends == {tree.goes.verify}
    assert "<Hangup" in said


def test_lines_end_in_every_way_and_languages_are_chosen_on_every_page(
    played: list[SimulatedCall], tree: Tree
) -> None:
    forms = [exchange.form for call in exchanges(played) for exchange in call]
    ends = {
        (form["DialCallStatus"], form["DialBridged"]) for form in forms if "DialCallStatus" in form
    }
    refused = {(how, "false") for how in ("busy", "no-answer", "failed", "completed")}
    assert ends == {*refused, ("completed", "true")}
    languages = {
        exchange.url.split("/")[2]
        for call in exchanges(played)
        for exchange in call
        if exchange.form
    }
    assert languages == {*tree.offered, UNDECIDED}


def test_the_same_seed_is_the_same_call_also_among_others(
    app: Flask, played: list[SimulatedCall]
) -> None:
    together = calls_of(app, range(CALLS))
    play(together, threads=4)
    assert exchanges(together) == exchanges(played)
    assert [call.ending for call in together] == [call.ending for call in played]


def test_another_seed_is_another_call(played: list[SimulatedCall]) -> None:
    assert len({repr(call) for call in exchanges(played)}) > CALLS / 2


@pytest.mark.parametrize(
    ("menu", "line"), [("2", "answers"), ("#", "busy"), ("*", "voicemail"), ("0", "no-answer")]
)
def test_callers_who_would_never_leave_are_let_go(app: Flask, menu: str, line: str) -> None:
    never = {"whispered": (("accepts", 1),), "talking": (("callee", 1),)}
    behaviour = Behaviour(
        page=(("2", 1),), menu=((menu, 1),), line=((line, 1),), longest=30, **never
    )
    calls = calls_of(app, range(5), behaviour)
    play(calls, threads=1)
    assert {call.ending for call in calls} == {Ending.CALLER}


def test_silence_alone_ends_at_the_hotline(app: Flask) -> None:
    silent = ((SILENCE, 1),)
    [call] = calls_of(app, range(1), Behaviour(page=silent, menu=silent, line=(("voicemail", 1),)))
    play([call], threads=1)
    assert call.ending is Ending.HOTLINE


def test_a_caller_may_leave_before_the_first_key(app: Flask) -> None:
    [call] = calls_of(app, range(1), Behaviour(page=((LEAVES, 1),)))
    play([call], threads=1)
    assert call.ending is Ending.CALLER
    assert len(call.handset.carrier.exchanges) == 1
