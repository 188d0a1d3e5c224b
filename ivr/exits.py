"""The ways out of a node."""

from dataclasses import dataclass
from enum import StrEnum

from ivr.position import Region


class How(StrEnum):
    """By what a caller leaves a node. The values are for people: `flask check` and `flask tree`."""

    OPTION = "an option"
    """An option of a menu. Only options lead down the tree, and * leads back up."""
    SPEAK = "speak"
    """The key of a message that leads to a person."""
    LANGUAGE = "a language"
    """A language was chosen."""
    POSTCODE = "a postcode"
    """A postcode was typed."""
    STAYS = "stays"
    """The caller stays on the line, where silence is a choice of its own."""
    EXHAUSTED = "silence"
    """The caller was asked often enough."""
    BACK = "back"
    """The caller goes one step back."""
    CONVERSATION = "somebody took the call"
    """A conversation is over."""
    NOBODY = "nobody answered"
    """Every line was rung, and nobody took the call."""
    WHISPER = "whisper"
    """The person who picks up comes to the node. The caller does not."""


@dataclass(frozen=True, slots=True)
class Exit:
    """One way out of a node. node: where it leads.

    key: the key that takes it, if one does. says: the prompt that names this key.
    region: of the callers who take it, where it names one.
    in_short: whether a short language has it, too.
    """

    how: How
    node: str
    key: str = ""
    says: str = ""
    region: Region | None = None
    in_short: bool = True
