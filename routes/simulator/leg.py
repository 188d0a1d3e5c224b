"""One leg of a call: plays TwiML, verb by verb, until it must wait for a key or for a line."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from routes.simulator.simulated_carrier import CarrierError, SimulatedCarrier

_REDIRECTS = 20
"""A carrier gives up a call that is only redirected."""


@dataclass(frozen=True, slots=True)
class Sound:
    """Something that is heard: a clip's URL, or words in a carrier's voice."""

    clip: str = ""
    words: str = ""
    language: str = ""

    @property
    def file(self) -> str:
        """The name of the clip."""
        return self.clip.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Listening:
    """The leg waits for keys. Silence lasts `seconds` after the last sound."""

    action: str
    digits: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Ringing:
    """A line rings. whisper: the URL of what the person who picks up hears first; empty for none.
    also: the other lines that ring at the same time.
    """

    uri: str
    seconds: int
    action: str
    whisper: str
    caller_id: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Meeting:
    """The leg is in a conference. room: its name."""

    room: str
    action: str


@dataclass
class Leg:
    """leg: the carrier's id; empty for the caller's own leg. sounds: what was heard since the last
    key. now: what the leg waits for; None when it is over. hung_up: whether the hotline closed the
    line with a verb; without it, the document has come to its end.
    """

    carrier: SimulatedCarrier
    leg: str = ""
    sounds: list[Sound] = field(default_factory=list)
    now: Listening | Ringing | Meeting | None = None
    hung_up: bool = False
    _verbs: Iterator[Element] = field(default_factory=lambda: iter(()))
    _typed: str = ""

    def fetch(self, url: str, **form: str) -> None:
        """Report what happened, and play the document that comes back."""
        self._forget()
        self._load(url, **form)
        self._play()

    def plays(self, document: str) -> None:
        """Play a document that the carrier was given, instead of the one before."""
        self._forget()
        self._verbs = iter(ElementTree.fromstring(document))
        self._play()

    def press(self, key: str) -> bool:
        """Press a key, which stops what is playing. Returns whether it was the last one that the
        hotline waits for.
        """
        listening = self._listening()
        self._typed += key
        if len(self._typed) < listening.digits:
            return False
        self.fetch(listening.action, Digits=self._typed)
        return True

    def wait(self) -> None:
        """Press no further key until the time is over. Silence is reported as empty digits."""
        self.fetch(self._listening().action, Digits=self._typed)

    def go_on(self) -> None:
        """Go on after a dial that has no action."""
        self._forget()
        self._play()

    def _forget(self) -> None:
        """Forget what was heard and typed: something new is played."""
        self.sounds = []
        self._typed = ""
        self.now = None

    def _listening(self) -> Listening:
        if not isinstance(self.now, Listening):
            raise CarrierError("no key is asked for now")
        return self.now

    def _load(self, url: str, **form: str) -> None:
        self._verbs = iter(self.carrier.post(url, self.leg, **form))

    def _play(self) -> None:
        for _ in range(_REDIRECTS):
            target = self._play_until_redirect()
            if target is None:
                return
            self._load(target)
        raise CarrierError("the document redirects for ever")

    def _play_until_redirect(self) -> str | None:
        """Play the verbs in turn. Returns the URL of a redirect; None when the leg must wait."""
        for verb in self._verbs:
            match verb.tag:
                case "Say" | "Play":
                    self.sounds.append(_sound(verb))
                case "Gather":
                    self.sounds += [_sound(nested) for nested in verb]
                    self.now = _gather(verb)
                    return None
                case "Dial":
                    self.now = _dial(verb) if verb.find("Conference") is None else _conference(verb)
                    return None
                case "Redirect":
                    return verb.text or ""
                case "Hangup":
                    self.hung_up = True
                    return None
                case other:
                    raise CarrierError(f"no carrier knows <{other}>")
        return None


def _sound(verb: Element) -> Sound:
    if verb.tag == "Play":
        return Sound(clip=verb.text or "")
    return Sound(words=verb.text or "", language=verb.get("language", ""))


def _gather(verb: Element) -> Listening:
    if verb.get("finishOnKey") != "" or verb.get("actionOnEmptyResult") != "true":
        raise CarrierError("a Gather must take # as a key, and silence as an answer")
    return Listening(
        verb.get("action", ""), int(verb.get("numDigits", "1")), int(verb.get("timeout", "5"))
    )


def _conference(verb: Element) -> Meeting:
    (room,) = verb
    if not room.text or (room.get("endConferenceOnExit"), room.get("beep")) != ("true", "false"):
        raise CarrierError(
            "a Conference must have a name, must end when a person leaves, and must not beep"
        )
    return Meeting(room.text, verb.get("action", ""))


def _dial(verb: Element) -> Ringing:
    nouns = list(verb)
    if not nouns or {noun.tag for noun in nouns} not in ({"Number"}, {"Sip"}):
        raise CarrierError("a Dial must ring Numbers or Sips")
    uri, *also = (f"tel:{noun.text}" if noun.tag == "Number" else str(noun.text) for noun in nouns)
    return Ringing(
        uri,
        seconds=int(verb.get("timeout", "30")),
        action=verb.get("action", ""),
        whisper=nouns[0].get("url", ""),
        caller_id=verb.get("callerId", ""),
        also=tuple(also),
    )
