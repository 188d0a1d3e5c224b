"""The centre of Brussels with other lines."""

from dataclasses import replace

from ivr.destinations import Destination, Destinations, Line
from ivr.tree import Tree


def with_middle(tree: Tree, lines: tuple[Line, ...], *, ring_all: bool = False) -> Tree:
    """The tree with these lines in the centre of Brussels."""
    middle: Destination = tree.destinations["middle"]
    changed = middle.model_copy(update={"lines": lines, "ring_all": ring_all})
    destinations: Destinations = {**tree.destinations, "middle": changed}
    ringing = tree.ringing.model_copy(update={"chain": 300})
    return replace(tree, destinations=destinations, ringing=ringing)
