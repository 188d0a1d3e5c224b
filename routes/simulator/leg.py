"""One leg of a call: plays TwiML, verb by verb, until it must wait for somebody."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from routes.simulator.carrier import Carrier, CarrierError

_REDIRECTS = 20
"""A carrier stops a document that only redirects."""


@dataclass(frozen=True, slots=True)
class Sound:
    """Something heard: a clip's URL, or words in a carrier's voice."""

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
    """Somebody is rung. whisper: the URL of what they hear first; empty for none.
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
    """leg: the carrier's id of it, when it is not the caller's own. sounds: what was heard since
    the last key.
    now: what it waits for; None when it is over.
    hung_up: whether the hotline closed the line itself, rather than run out of verbs.
    """

    carrier: Carrier
    leg: str = ""
    sounds: list[Sound] = field(default_factory=list)
    now: Listening | Ringing | Meeting | None = None
    hung_up: bool = False
    _verbs: Iterator[Element] = field(default_factory=lambda: iter(()))
    _typed: str = ""

    def fetch(self, url: str, **told: str) -> None:
        """Tell the hotline what happened, and play what it answers."""
        self.sounds, self._typed, self.now = [], "", None
        self._load(url, **told)
        self._play()

    def plays(self, document: str) -> None:
        """Play a document that the carrier was handed, and leave the one before."""
        self.sounds, self._typed, self.now = [], "", None
        self._verbs = iter(ElementTree.fromstring(document))
        self._play()

    def press(self, key: str) -> bool:
        """Press a key; whether that ended the gathering. It stops whatever is playing (barge-in)."""
        listening = self._listening()
        self._typed += key
        if len(self._typed) < listening.digits:
            return False
        self.fetch(listening.action, Digits=self._typed)
        return True

    def wait(self) -> None:
        """Press nothing (more) until the time is over. Silence is told as no digits at all."""
        self.fetch(self._listening().action, Digits=self._typed)

    def go_on(self) -> None:
        """Go on after a dial that has no action."""
        self.sounds, self.now = [], None
        self._play()

    def _listening(self) -> Listening:
        if not isinstance(self.now, Listening):
            raise CarrierError("nobody is asking for a key")
        return self.now

    def _load(self, url: str, **told: str) -> None:
        self._verbs = iter(self.carrier.post(url, self.leg, **told))

    def _play(self) -> None:
        for _ in range(_REDIRECTS):
            target = self._until_redirect()
            if target is None:
                return
            self._load(target)
        raise CarrierError("the document redirects for ever")

    def _until_redirect(self) -> str | None:
        for verb in self._verbs:
            match verb.tag:
                case "Say" | "Play":
                    self.sounds.append(_sound(verb))
                case "Gather":
                    self.sounds += [_sound(nested) for nested in verb]
                    self.now = _listening(verb)
                    return None
                case "Dial":
                    self.now = _ringing(verb) if verb.find("Conference") is None else _meeting(verb)
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


def _listening(verb: Element) -> Listening:
    if verb.get("finishOnKey") != "" or verb.get("actionOnEmptyResult") != "true":
        raise CarrierError("a Gather must hear # as a key, and silence as an answer")
    return Listening(
        verb.get("action", ""), int(verb.get("numDigits", "1")), int(verb.get("timeout", "5"))
    )


def _meeting(verb: Element) -> Meeting:
    (room,) = verb
    if not room.text or (room.get("endConferenceOnExit"), room.get("beep")) != ("true", "false"):
        raise CarrierError(
            "a Conference must have a name, must end when somebody leaves, and must not beep"
        )
    return Meeting(room.text, verb.get("action", ""))


def _ringing(verb: Element) -> Ringing:
    nouns = list(verb)
    if not nouns or {noun.tag for noun in nouns} not in ({"Number"}, {"Sip"}):
        raise CarrierError("a Dial must ring Numbers or Sips")
    uri, *also = (f"tel:{noun.text}" if noun.tag == "Number" else str(noun.text) for noun in nouns)
    whisper, caller_id = nouns[0].get("url", ""), verb.get("callerId", "")
    return Ringing(
        uri, int(verb.get("timeout", "30")), verb.get("action", ""), whisper, caller_id, tuple(also)
    )
