"""The keys that take a call: what a simulated person presses after the whisper."""

from dataclasses import dataclass

from ivr.events import ListenerAnswer
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
    keys = tree.nodes[position.node].answer_keys(tree, position)
    if ListenerAnswer.ACCEPTED not in keys:
        raise LookupError(f"{position.node} is not a whisper")
    return WhisperKeys(keys[ListenerAnswer.ACCEPTED], keys.get(ListenerAnswer.WITH_INTERPRETER))
