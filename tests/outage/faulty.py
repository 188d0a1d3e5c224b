"""A hotline with faults switched on, rare and seeded, for `make soak`: gunicorn starts it instead
of app.py.

Each fault is one line in the log, so that they can be counted from outside.
"""

import logging
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random

from flask import Flask, request

import app as application
from ivr.node import Node
from routes.call.hotline import HOTLINE

log = logging.getLogger("app.faults")

NODE, SLOW = "fault: a node raises", "fault: a slow step"
SECONDS = 4
"""Of a slow step: longer than a carrier waits."""


class FaultyNodes(dict[str, Node]):
    """Nodes of which one, now and then, cannot be had."""

    def __init__(self, nodes: Mapping[str, Node], happens: Callable[[], bool]) -> None:
        super().__init__(nodes)
        self._happens = happens

    def __getitem__(self, name: str) -> Node:
        if self._happens():
            log.warning(NODE)
            raise RuntimeError("a fault of the soak test")
        return super().__getitem__(name)


def create_app() -> Flask:
    """The hotline, with NODE_FAULTS (of looks at a node) and SLOW_STEPS (of steps), both from 0 to
    1. SEED: of both.
    """
    app = application.create_app()
    chance = Random(os.environ.get("SEED", "0"))
    break_nodes(app, chance, float(os.environ.get("NODE_FAULTS", "0.0005")))
    slow_down(app, chance, float(os.environ.get("SLOW_STEPS", "0.0004")), time.sleep)
    return app


def break_nodes(app: Flask, chance: Random, often: float) -> None:
    """Let nodes raise: so often of the times that the tree is asked for one."""
    hotline = HOTLINE.of(app)
    nodes = FaultyNodes(hotline.tree.nodes, lambda: chance.random() < often)
    object.__setattr__(hotline, "tree", replace(hotline.tree, nodes=nodes))


def slow_down(app: Flask, chance: Random, often: float, wait: Callable[[float], None]) -> None:
    """Let steps wait before they are answered."""

    @app.before_request
    def be_slow() -> None:
        if request.method == "POST" and chance.random() < often:
            log.warning(SLOW)
            wait(SECONDS)
