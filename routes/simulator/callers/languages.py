"""Which language a simulated caller speaks, and how they choose it."""

from collections.abc import Callable
from random import Random

from ivr.tree import Tree
from routes.call.position_url import position_at
from routes.simulator.leg import Listening


def any_language(tree: Tree, chance: Random) -> str:
    """Each language is equally likely, since nobody knows beforehand which ones callers speak."""
    return chance.choice(sorted(tree.offered))


def key_of(tree: Tree, language: str) -> Callable[[Listening], str]:
    """How a caller chooses a language: its key on this page, else the key for more languages."""

    def choose(listening: Listening) -> str:
        position = position_at(listening.action)
        page = tree.nodes[position.node].language_keys(tree, position.part)
        return next((key for key, spoken in page.items() if spoken == language), tree.keys.again)

    return choose
