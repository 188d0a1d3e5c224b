"""What the hotline does next: say something, then wait, ring, connect or hang up."""

from dataclasses import dataclass, replace

from ivr.events import EventKind, Outcome, TransferEnding
from ivr.position import Position


@dataclass(frozen=True, slots=True)
class Utterance:
    """One prompt to be spoken: its key, its language, and what fills its placeholders."""

    prompt: str
    language: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Wait:
    """Listen for keys while the prompts play and for some seconds after them.

    or_hang_up: what a carrier does that goes on without telling of silence; otherwise it asks
    again.
    """

    next: Position
    digits: int
    seconds: int
    or_hang_up: bool = False


@dataclass(frozen=True, slots=True)
class Dial:
    """Ring a line for so many seconds, whisper to whoever answers, and go on when it is over.

    also: other lines that ring at the same time; the first that is picked up stops the others.
    """

    uri: str
    seconds: int
    next: Position
    whisper: Position | None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Connect:
    """End the whisper and put the two callers together. interpreter: a line that is to join them,
    if any.
    """

    interpreter: str | None = None


@dataclass(frozen=True, slots=True)
class Meet:
    """The caller joins whoever took the call, and an interpreter, in a conference; go on when it is
    over.

    room: its name. It depends on the call, of which the tree knows nothing: whoever carries the
    step out gives it.
    """

    next: Position
    room: str = ""


@dataclass(frozen=True, slots=True)
class HangUp:
    """Close the line."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something to count. It tells of the hotline, never of a caller.

    node, language: where the call stood. outcome: how it came out, for the kinds that have outcomes.
    destination: the destination that it is about, if any.
    talked: seconds of the conversation with that destination, when it is over by now.
    """

    kind: EventKind
    node: str
    language: str
    outcome: Outcome | None = None
    destination: str = ""
    talked: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """The answer to one webhook."""

    prompts: tuple[Utterance, ...]
    then: Wait | Dial | Connect | Meet | HangUp
    events: tuple[Event, ...] = ()

    @property
    def ends_conversation(self) -> bool:
        """Whether the caller has talked with a person just now."""
        return any(
            event.kind is EventKind.TRANSFER and event.outcome is TransferEnding.CONNECTED
            for event in self.events
        )

    def after(self, prompts: tuple[Utterance, ...], *events: Event) -> "Step":
        """The same step with something said, and something counted, before it."""
        return replace(self, prompts=prompts + self.prompts, events=events + self.events)
