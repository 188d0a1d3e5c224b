"""Everything that can be wrong with a tree, found before the first call and all at once."""

from collections import Counter
from collections.abc import Callable, Iterator

from ivr.node import Node
from ivr.nodes.goodbye import Goodbye
from ivr.nodes.languages import KEYS, Languages
from ivr.nodes.menu import Menu
from ivr.nodes.message import Message
from ivr.nodes.transfer import Transfer
from ivr.nodes.verify import Verify
from ivr.nodes.whisper import Whisper
from ivr.position import Region
from ivr.problems import Problem
from ivr.tree import Tree

DEEPEST = 3
"""Levels of menus below the language page that a caller can keep in mind."""


def check(tree: Tree, hotline: str, destinations: str) -> list[Problem]:
    """Every problem of the tree, by node. hotline, destinations: the names of the files to blame.

    A tree whose file of destinations could not be read has none; then nothing is said of them.
    """
    found = [(hotline, *where) for rule in _TREE_RULES for where in rule(tree)]
    for name, node in tree.nodes.items():
        found += [
            (hotline, f"nodes.{name}", text) for rule in _NODE_RULES for text in rule(tree, node)
        ]
    found += [(destinations, *where) for rule in (_regions, _interpreters) for where in rule(tree)]
    return [Problem(*where) for where in found]


def _keys(tree: Tree) -> Iterator[tuple[str, str]]:
    for key, count in Counter(tree.keys.model_dump().values()).items():
        if count > 1:
            yield "keys", f"key {key} is given twice: every key does one thing"


def _goes(tree: Tree) -> Iterator[tuple[str, str]]:
    kinds = {
        "start": Languages,
        "main": Menu,
        "person": Transfer,
        "quiet": Goodbye,
        "farewell": Goodbye,
        "verify": Verify,
    }
    for entry, name in tree.goes.model_dump().items():
        if name not in tree.nodes:
            yield f"goes.{entry}", f"there is no node {name!r}"
        elif not isinstance(tree.nodes[name], kinds.get(entry, Node)):
            yield (
                f"goes.{entry}",
                f"node {name!r} is not of the kind {kinds[entry].__name__.lower()}",
            )


def _undecided(tree: Tree) -> Iterator[tuple[str, str]]:
    for language in tree.undecided:
        if language not in tree.offered:
            yield "undecided", f"{language} stands on no language page"
    if not tree.undecided:
        yield "undecided", "name at least one language"


def _fallback(tree: Tree) -> Iterator[tuple[str, str]]:
    for language in tree.fallback.languages:
        if language not in tree.offered:
            yield "fallback.languages", f"{language} stands on no language page"


def _reachable(tree: Tree) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    queue = list(tree.goes.model_dump().values())
    while queue:
        name = queue.pop()
        if name in tree.nodes and name not in seen:
            seen.add(name)
            queue += tree.nodes[name].targets().values()
    for name in (name for name in tree.nodes if name not in seen):
        yield f"nodes.{name}", "nothing leads here: remove it, or let a menu lead to it"


def _depth(tree: Tree) -> Iterator[tuple[str, str]]:
    for name, node in tree.nodes.items():
        level, parent = 1, name
        while parent != tree.goes.main and (parent := tree.parents.get(parent, tree.goes.main)):
            level += 1
        if isinstance(node, Menu) and level > DEEPEST:
            yield (
                f"nodes.{name}",
                f"is a menu on level {level}; callers get lost below level {DEEPEST}",
            )


def _targets(tree: Tree, node: Node) -> Iterator[str]:
    for how, name in node.targets().items():
        if name not in tree.nodes:
            yield f"{how} leads to {name!r}, and there is no such node"


def _options(tree: Tree, node: Node) -> Iterator[str]:
    if not isinstance(node, Menu):
        return
    if node.stays and tree.nodes.get(node.stays) is node:
        yield "silence leads back to itself: a caller who says nothing would hear it for ever"
    for key, count in Counter(option.key for option in node.options).items():
        if count > 1:
            yield f"key {key} has two options"


def _pages(tree: Tree, node: Node) -> Iterator[str]:
    if not isinstance(node, Languages):
        return
    for number, page in enumerate(node.pages, 1):
        if len(page) > len(KEYS):
            yield f"page {number} has {len(page)} languages; {len(KEYS)} keys are there"
    for language, count in Counter(node.languages()).items():
        if count > 1:
            yield f"{language} is there twice"


def _messages(tree: Tree, node: Node) -> Iterator[str]:
    if not isinstance(node, Message):
        return
    if node.next == node.speak:
        yield f"key {node.next} cannot both go on and lead to a person"
    if not node.last:
        yield "'last' is empty: a message ends by saying how to reach a person"
    for language in sorted(tree.offered):
        if not any(part.is_for(language) for part in node.parts):
            yield f"has nothing to say in {language}"


def _transfers(tree: Tree, node: Node) -> Iterator[str]:
    if not isinstance(node, Transfer):
        return
    if tree.destinations and node.to and node.to not in tree.destinations:
        yield f"there is no destination {node.to!r} in the file of destinations"
    if not isinstance(tree.nodes.get(node.whisper), Whisper):
        yield f"node {node.whisper!r} is no whisper"


def _regions(tree: Tree) -> Iterator[tuple[str, str]]:
    for region in Region if tree.destinations else ():
        served = [one for one in tree.destinations.values() if one.region == region]
        if not any(one.lines for one in served):
            yield f"region {region}", "no destination with a line serves it"


def _whispers(tree: Tree, node: Node) -> Iterator[str]:
    if isinstance(node, Whisper) and node.interpreter == node.accept:
        yield f"key {node.accept} cannot both take the call and ask for an interpreter: give 'interpreter' another"


def _interpreters(tree: Tree) -> Iterator[tuple[str, str]]:
    for name, destination in tree.destinations.items():
        for language in destination.interpreters:
            if language not in tree.offered:
                yield (
                    f"{name}.interpreters",
                    f"{language} stands on no language page, so no caller speaks it here",
                )


_TREE_RULES: tuple[Callable[[Tree], Iterator[tuple[str, str]]], ...] = (
    _keys,
    _goes,
    _undecided,
    _fallback,
    _reachable,
    _depth,
)
_NODE_RULES: tuple[Callable[[Tree, Node], Iterator[str]], ...] = (
    _targets,
    _options,
    _pages,
    _messages,
    _transfers,
    _whispers,
)
