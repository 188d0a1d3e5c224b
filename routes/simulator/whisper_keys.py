"""The keys that take a call: what a simulated person presses after the whisper."""

from dataclasses import dataclass

from ivr.nodes.listener import Listener
from ivr.nodes.whisper import Whisper
from ivr.tree import Tree
from routes.call.position_url import position_at


@dataclass(frozen=True, slots=True)
class WhisperKeys:
    """accept: takes the call. interpreter: takes it together with an interpreter; None where the
    destination has no interpreter for the caller's language.
    """

    accept: str
    interpreter: str | None


def whisper_keys(tree: Tree, whisper: str) -> WhisperKeys:
    """The keys of the whisper at this URL. Raises LookupError where no whisper is."""
    position = position_at(whisper)
    node = tree.nodes[position.node]
    if not isinstance(node, Listener):
        raise LookupError(f"{position.node} is not a whisper")
    interpreter = None
    if isinstance(node, Whisper):
        interpreters = tree.destinations[position.destination or ""].interpreters
        interpreter = node.interpreter if position.language in interpreters else None
    return WhisperKeys(node.accept, interpreter)
