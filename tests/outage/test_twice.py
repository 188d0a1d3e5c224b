"""A carrier or a balancer may deliver a step twice, also to another instance: the caller hears the
same.
"""

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from app import create_app
from ivr.destinations import line_ids
from ivr.loading import load_tree
from ivr.position import Position, Region
from ivr.tree import Tree
from routes.call.position_url import url_of
from routes.simulator.callers.call import SimulatedCall
from routes.simulator.simulated_carrier import AppCarrier, Exchange
from tests.conftest import make_settings
from tests.timeless import timeless

TREE = load_tree()
KEYS = ["", *"0123456789*#", "1000", "12", "10*0"]
LINES = tuple(
    id_
    for name, destination in TREE.destinations.items()
    for id_ in line_ids(name, destination.lines)
)
POSITIONS = st.builds(
    Position,
    node=st.sampled_from(sorted(TREE.nodes)),
    language=st.sampled_from(["und", *sorted(TREE.offered)]),
    attempt=st.integers(0, 4),
    part=st.integers(1, 9),
    region=st.sampled_from([None, *Region]),
    lines=st.sampled_from([(), LINES[:1], LINES[:2], (*LINES, "gone")]),
    rung=st.integers(0, 80),
    chains=st.integers(0, 3),
    destination=st.sampled_from(sorted(TREE.destinations)),
)
TOLD = st.sampled_from(KEYS).map(lambda keys: {"Digits": keys}) | st.sampled_from(
    [
        {"DialCallStatus": how, "DialBridged": str(how == "completed").lower()}
        for how in ("completed", "busy")
    ]
)


@pytest.fixture(scope="module")
def carriers(app: Flask) -> list[AppCarrier]:
    """Of two instances."""
    return [AppCarrier(app), AppCarrier(create_app(make_settings()))]


def node_of(exchange: Exchange) -> str:
    return exchange.url.partition("?")[0].rpartition("/")[2]


def test_a_step_of_every_node_is_the_same_when_it_is_delivered_again(
    carriers: list[AppCarrier], undisturbed: list[SimulatedCall], tree: Tree
) -> None:
    delivered = [exchange for call in undisturbed for exchange in call.handset.carrier.exchanges]
    chosen = {(node_of(one), repr(one.form)): one for one in delivered}
    for number, one in enumerate(chosen.values()):
        again = carriers[number % 2].send(one.url, one.form)
        assert (again.status, again.type) == (200, "text/xml")
        assert timeless(again.content.decode()) == timeless(one.twiml)
    closes = {"quiet", "goodbye", "farewell"}  # they are heard, and there is no step from them
    assert {node for node, _ in chosen} == set(tree.nodes) - closes - {tree.goes.verify} | {"voice"}


@given(POSITIONS, TOLD)
def test_any_step_from_anywhere_is_the_same_when_it_is_delivered_twice(
    carriers: list[AppCarrier], position: Position, told: dict[str, str]
) -> None:
    once, twice = (by.send(url_of(position), told) for by in carriers)
    assert once.status == 200
    assert once == twice
