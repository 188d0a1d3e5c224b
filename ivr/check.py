"""Everything that can be wrong with a tree, found before the first call and all at once."""

from collections import Counter
from collections.abc import Callable, Iterator

from ivr.destinations import line_ids
from ivr.notices import unknown
from ivr.position import UNDECIDED, Region
from ivr.problems import Problem
from ivr.tree import Tree

_Found = Iterator[tuple[str, str]]
"""Entries of a file, and what is wrong with each."""

_KINDS = {
    "start": "languages",
    "main": "menu",
    "person": "transfer",
    "quiet": "goodbye",
    "farewell": "goodbye",
    "verify": "verify",
}
"""Entry of [goes] -> the kind of node to which it leads."""


def check(tree: Tree, hotline: str, destinations: str) -> list[Problem]:
    """Every problem of the tree. hotline, destinations: the names of the two files.

    A tree whose file of destinations could not be read has no destinations. Then nothing is said
    about them.
    """
    in_hotline = [found for rule in _HOTLINE_RULES for found in rule(tree)]
    in_hotline += [
        (f"nodes.{name}", message)
        for name, node in tree.nodes.items()
        for message in node.problems(tree, name)
    ]
    in_destinations = [found for rule in _DESTINATION_RULES for found in rule(tree)]
    return [Problem(hotline, *found) for found in in_hotline] + [
        Problem(destinations, *found) for found in in_destinations
    ]


def _keys(tree: Tree) -> _Found:
    for key, count in Counter(tree.keys.model_dump().values()).items():
        if count > 1:
            yield "keys", f"key {key} is given twice: every key does one thing"


def _goes(tree: Tree) -> _Found:
    for entry, name in tree.goes.model_dump().items():
        if name not in tree.nodes:
            yield f"goes.{entry}", f"there is no node {name!r}"
        elif tree.nodes[name].kind != _KINDS[entry]:
            yield f"goes.{entry}", f"node {name!r} is not of the kind {_KINDS[entry]}"


def _short(tree: Tree) -> _Found:
    for language in tree.short:
        if language not in tree.offered:
            yield "short", f"{language} stands on no language page: put it on one, or remove it"


def _undecided(tree: Tree) -> _Found:
    for language in tree.undecided:
        if language not in tree.offered:
            yield "undecided", f"{language} stands on no language page"
    if not tree.undecided:
        yield "undecided", "name at least one language"


def _fallback(tree: Tree) -> _Found:
    for language in tree.fallback.languages:
        if language not in tree.offered:
            yield "fallback.languages", f"{language} stands on no language page"


def _notices(tree: Tree) -> _Found:
    for name in unknown(tree) if tree.destinations else ():
        yield "notices", f"there is no destination {name!r} in the file of destinations"
    if len(tree.notices.days) not in (0, 7):
        yield "notices.days", "name a prompt for each of the seven days, from Monday on"


def _once(tree: Tree) -> _Found:
    said = {utterance.prompt for _, utterance in tree.script()}
    keys = {prompt for node in tree.nodes.values() for prompt in node.choices().values()}
    for prompt in sorted({*tree.once} - said) if tree.destinations else ():
        yield "once", f"{prompt} is said nowhere: remove it"
    for prompt in sorted(keys.intersection(tree.once)):
        yield "once", f"{prompt} names a key of a node, and must be said each time: remove it"


def _reachable(tree: Tree) -> _Found:
    reached = tree.reach(UNDECIDED)
    for name in tree.nodes:
        if name not in reached:
            yield f"nodes.{name}", "nothing leads here: remove it, or let a menu lead to it"


def _regions(tree: Tree) -> _Found:
    for region in Region if tree.destinations else ():
        served = [one for one in tree.destinations.values() if one.region == region]
        if not any(destination.lines for destination in served):
            yield f"region {region}", "no destination with a line serves it"


def _interpreters(tree: Tree) -> _Found:
    for name, destination in tree.destinations.items():
        for language in destination.interpreters:
            if language not in tree.offered:
                message = f"{language} stands on no language page, so no caller speaks it here"
                yield f"{name}.interpreters", message


def _line_ids(tree: Tree) -> _Found:
    ids = [
        (name, id_)
        for name, destination in tree.destinations.items()
        for id_ in line_ids(name, destination.lines)
    ]
    counted = Counter(id_ for _, id_ in ids)
    for name, id_ in ids:
        if counted[id_] > 1:
            yield f"{name}.lines", f"the id {id_!r} is given to two lines: give each its own"


_HOTLINE_RULES: tuple[Callable[[Tree], _Found], ...] = (
    _keys,
    _goes,
    _short,
    _undecided,
    _fallback,
    _once,
    _notices,
    _reachable,
)
_DESTINATION_RULES: tuple[Callable[[Tree], _Found], ...] = (_regions, _interpreters, _line_ids)
