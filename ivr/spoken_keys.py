"""Does every key that a caller is told of do something where they hear of it? Asked of the engine
itself.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime

from ivr.engine import advance
from ivr.events import EventKind, ListenerAnswer
from ivr.nodes.languages import Languages
from ivr.nodes.listener import Listener
from ivr.nodes.message import Message
from ivr.position import Digits, Position
from ivr.step import Utterance, Wait
from ivr.tree import Tree
from ivr.turn import Turn

KeysOf = Callable[[Utterance], Mapping[str, str]]
"""An utterance -> the words in braces that name a key, and the key that fills each."""

_SOME_DAY = datetime(2026, 1, 7, 12, tzinfo=UTC)
"""Keys do not depend on the time."""


def keys_without_meaning(tree: Tree, keys_of: KeysOf) -> Iterator[tuple[str, str]]:
    """Node and message for every key that is spoken where pressing it means nothing, in any
    language.
    """
    for name in tree.nodes:
        found = {
            text for language in sorted(tree.offered) for text in _at(tree, name, language, keys_of)
        }
        yield from ((name, text) for text in sorted(found))


def _at(tree: Tree, name: str, language: str, keys_of: KeysOf) -> Iterator[str]:
    for position in _positions(tree, name, language):
        turn = Turn(tree, position, _SOME_DAY)
        step = turn.node.enter(turn)
        if not isinstance(step.then, Wait):
            continue
        for utterance in step.prompts:
            for key in keys_of(utterance).values():
                if _means_nothing(tree, step.then.next, key):
                    yield f"{utterance.prompt!r} tells the caller to press {key}, which does nothing here"


def _positions(tree: Tree, name: str, language: str) -> Iterator[Position]:
    node = tree.nodes[name]
    if isinstance(node, Listener):
        yield from (Position(name, language, destination=one) for one in tree.destinations)
        return
    parts = 1
    if isinstance(node, Message):
        parts = len(node.parts)
    elif isinstance(node, Languages):
        parts = len(node.shown(tree))
    yield from (Position(name, language, part=part) for part in range(1, parts + 1))


def _means_nothing(tree: Tree, position: Position, key: str) -> bool:
    """One press, as the engine takes it."""
    events = advance(tree, position, Digits(key), _SOME_DAY).events
    return any(
        event.kind is EventKind.WRONG_KEY or event.outcome is ListenerAnswer.DECLINED
        for event in events
    )
