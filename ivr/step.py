"""What the hotline does next: say something, then wait, ring, connect or hang up."""

from dataclasses import dataclass, replace

from ivr.events import EventKind, Outcome, TransferEnding
from ivr.position import Position


@dataclass(frozen=True, slots=True)
class Utterance:
    """One prompt to be spoken: its key, its language, and what fills its placeholders.

    opens_call: whether a call begins with it. A carrier may swallow the first half second, so it
    begins with more silence. words: the exact words, where they are in no catalogue.
    """

    prompt: str
    language: str
    values: tuple[tuple[str, str], ...] = ()
    opens_call: bool = False
    words: str = ""

    @property
    def opening(self) -> "Utterance":
        """The same as the first words of a call."""
        return replace(self, opens_call=True)


@dataclass(frozen=True, slots=True)
class Wait:
    """Listen for keys while the prompts play and for some seconds after them.

    or_hang_up: for a carrier that does not report silence: whether it then hangs up, or asks again.
    """

    next: Position
    digits: int
    seconds: int
    or_hang_up: bool = False


@dataclass(frozen=True, slots=True)
class Dial:
    """Ring a line for so many seconds, whisper to the person who picks up, and go on at `next` when
    it is over.

    also: other lines that ring at the same time; the first that is picked up stops the others.
    """

    uri: str
    seconds: int
    next: Position
    whisper: Position | None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Connect:
    """End the whisper and connect the caller with the person who picked up. interpreter: the line
    of an interpreter who is to join them, if any.
    """

    interpreter: str | None = None


@dataclass(frozen=True, slots=True)
class JoinConference:
    """The caller joins the person who took the call, and an interpreter, in a conference. Go on at
    `next` when it is over.

    room: the name of the conference. It depends on the call, of which the tree knows nothing, so it
    is filled in where the step is carried out.
    """

    next: Position
    room: str = ""


@dataclass(frozen=True, slots=True)
class HangUp:
    """Close the line."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something to count. It tells of the hotline, never of a caller.

    node, language: where the call stood. outcome: how it came out, for kinds that have outcomes.
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
    then: Wait | Dial | Connect | JoinConference | HangUp
    events: tuple[Event, ...] = ()

    @property
    def ends_conversation(self) -> bool:
        """Whether the caller has talked with a person just now."""
        return any(
            event.kind is EventKind.TRANSFER and event.outcome is TransferEnding.CONNECTED
            for event in self.events
        )

    @property
    def opening(self) -> "Step":
        """The same as the first step of a call."""
        first = tuple(line.opening for line in self.prompts[:1])
        return replace(self, prompts=first + self.prompts[1:])

    def after(self, prompts: tuple[Utterance, ...], *events: Event) -> "Step":
        """The same step with prompts and events before its own."""
        return replace(self, prompts=prompts + self.prompts, events=events + self.events)
