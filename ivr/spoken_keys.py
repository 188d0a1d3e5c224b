"""Whether every key that a caller is told of does something where they hear of it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime

from ivr.engine import advance
from ivr.events import EventKind, ListenerAnswer
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
    language. The engine itself is asked what each key does.
    """
    reach = {language: tree.reach(language) for language in sorted(tree.offered)}
    for name in tree.nodes:
        found = {
            text
            for language, reached in reach.items()
            if name in reached
            for text in _at(tree, name, language, keys_of)
        }
        yield from ((name, text) for text in sorted(found))


def _at(tree: Tree, name: str, language: str, keys_of: KeysOf) -> Iterator[str]:
    for position in tree.nodes[name].positions(tree, name, language):
        turn = Turn(tree, position, _SOME_DAY)
        step = turn.node.enter(turn)
        if not isinstance(step.then, Wait):
            continue
        for utterance in step.prompts:
            for key in keys_of(utterance).values():
                if _means_nothing(tree, step.then.next, key):
                    yield (
                        f"{utterance.prompt!r} tells the caller to press {key}, "
                        "which does nothing here"
                    )


def _means_nothing(tree: Tree, position: Position, key: str) -> bool:
    events = advance(tree, position, Digits(key), _SOME_DAY).events
    return any(
        event.kind is EventKind.WRONG_KEY or event.outcome is ListenerAnswer.DECLINED
        for event in events
    )
