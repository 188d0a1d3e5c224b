"""One leg of a call: plays the hotline's documents on a channel of Asterisk, verb by verb.

These are the verbs that routes/carriers/twiml.py writes for this carrier. `<Say>` is none of them,
because Asterisk has no voices. What follows a `<Gather>` is never reached: the call always goes on
at its action.
"""

import re
from dataclasses import dataclass
from secrets import token_hex
from xml.etree.ElementTree import Element

from ivr.numbers import international
from routes.carriers.asterisk.agi import Channel, HungUp
from routes.carriers.asterisk.sounds import Sounds
from routes.carriers.asterisk.webhooks import NoAnswer, Webhooks

TRUNK = "trunk"
"""The endpoint of deploy/asterisk/pjsip_trunk.conf: every line is reached through it."""
WHISPER = "whisper"
"""The context of deploy/asterisk/extensions.conf in which the person who picks up is asked."""
_STATUS = {
    "ANSWER": "completed",
    "BUSY": "busy",
    "NOANSWER": "no-answer",
    "CANCEL": "canceled",
}
"""DIALSTATUS of Asterisk -> DialCallStatus of Twilio; anything else is `failed`."""
_ADDRESS = re.compile(r"(?:tel|sip):[\w.+:@-]+")
"""What may stand in an argument of Dial: a comma, for one, would begin another."""

Form = dict[str, str]
Next = tuple[str, Form] | None
"""Where a call goes on, and what is told there; None at the end of a document."""


class BadDocument(ValueError):
    """A document that cannot be played. Holds nothing about the call."""


@dataclass(slots=True)
class Whisper:
    """What the person who picks up hears; empty for nothing. form: what every request about their
    leg tells. taken: whether they took the call.
    """

    address: str
    form: Form
    taken: bool = False


class Bridge:
    """What all legs of all calls share. whispers: those of the lines that ring at this moment, by a
    name that nobody can guess.
    """

    def __init__(self, webhooks: Webhooks, sounds: Sounds, number: str) -> None:
        self.webhooks, self.sounds, self.number = webhooks, sounds, number
        self.whispers: dict[str, Whisper] = {}


class Leg:
    """form: what every request about this leg tells."""

    def __init__(self, bridge: Bridge, channel: Channel, form: Form) -> None:
        self._bridge, self._channel, self._form = bridge, channel, form

    def plays(self, address: str) -> bool:
        """Play from an address on, to the end. Returns whether the hotline closed the line; without
        that, a document came to its end.

        Raises HungUp, NoAnswer, BadDocument, AgiError and OSError.
        """
        going: Next = (address, {})
        hung_up = False
        while going:
            document = self._bridge.webhooks.document(going[0], self._form | going[1])
            going, hung_up = self._play(document)
        return hung_up

    def _play(self, document: Element) -> tuple[Next, bool]:
        """Where the call goes on, and whether the line is to be closed."""
        for verb in document:
            match verb.tag:
                case "Play":
                    self._channel.stream(self._sound(verb))
                case "Gather":
                    return (verb.get("action", ""), {"Digits": self._gather(verb)}), False
                case "Dial":
                    told = self._dial(verb)
                    if action := verb.get("action"):
                        return (action, told), False
                case "Hangup":
                    return None, True
                case _:
                    raise BadDocument(f"this carrier does not know <{verb.tag}>")
        return None, False

    def _gather(self, verb: Element) -> str:
        """The keys that are pressed; the first ends what is said."""
        wanted, seconds = int(verb.get("numDigits", "1")), float(verb.get("timeout", "5"))
        digits = ""
        for play in verb:
            if not digits:
                digits = self._channel.stream(self._sound(play))
        while len(digits) < wanted and (key := self._channel.wait_for_key(seconds)):
            digits += key
        return digits

    def _dial(self, verb: Element) -> Form:
        """Ring lines, and let both talk. Returns what came of it.

        Asterisk plays the ringing tone (r), goes on when the other end has hung up (g), and lets
        the person who picks up be asked first (U).
        """
        lines = "&".join(line_of(noun) for noun in verb)
        asked = verb[0].get("url", "")
        name = token_hex(16)
        options = f"grU({WHISPER}^{name})" if asked else "gr"
        legs = {"CallSid": name, "ParentCallSid": self._form["CallSid"]}
        self._channel.set("CALLERID(num)", verb.get("callerId", ""))
        whisper = Whisper(asked, self._form | legs, taken=not asked)
        self._bridge.whispers[name] = whisper
        try:
            there = self._channel.execute("Dial", f"{lines},{verb.get('timeout', '')},{options}")
        finally:
            del self._bridge.whispers[name]
        told = self._outcome(whisper.taken)
        if not there:
            # The caller hung up while a line rang or a person talked: count it, play nothing.
            if action := verb.get("action"):
                ended = self._form | told | {"CallStatus": "completed"}
                self._bridge.webhooks.answer(action, ended)
            raise HungUp
        return told

    def _outcome(self, taken: bool) -> Form:
        """ANSWEREDTIME is set once Asterisk has connected the two (Dial). It is set, too, when the
        other end hung up during the whisper, so it counts only for a call that was taken.
        """
        status = _STATUS.get(self._channel.get("DIALSTATUS"), "failed")
        talked = self._channel.get("ANSWEREDTIME") if taken else ""
        bridged = {"DialBridged": str(bool(talked)).lower()}
        duration = {"DialCallDuration": talked} if talked else {}
        return {"DialCallStatus": status, **bridged, **duration}

    def _sound(self, play: Element) -> str:
        if play.tag != "Play":
            raise BadDocument("a text without a clip: run `flask audio build`")
        return self._bridge.sounds.of(play.text or "")


def take_call(bridge: Bridge, channel: Channel, caller: str, called: str) -> None:
    """Play a whole call. caller: a number, or a word for one that is withheld. called: the number
    that was dialled, in whatever form the operator writes it.
    """
    try:
        dialled = international(called)
    except ValueError:
        dialled = bridge.number
    form = {
        "CallSid": token_hex(16),
        "From": caller or "anonymous",
        "To": dialled,
        "CallStatus": "in-progress",
        "Direction": "inbound",
    }
    Leg(bridge, channel, form).plays("/voice")


def ask_who_picked_up(bridge: Bridge, channel: Channel, name: str) -> bool:
    """Play a whisper. Returns whether the two are to talk. They also are when the hotline does not
    answer: a whisper that fails must not cost the call.
    """
    whisper = bridge.whispers.get(name)
    if whisper is None:
        return True
    try:
        whisper.taken = not Leg(bridge, channel, whisper.form).plays(whisper.address)
    except NoAnswer:
        whisper.taken = True
    return whisper.taken


def line_of(noun: Element) -> str:
    """A line as Asterisk dials it."""
    uri = f"tel:{noun.text}" if noun.tag == "Number" else noun.text or ""
    if not _ADDRESS.fullmatch(uri):
        raise BadDocument("a line has a character that Asterisk could not be given")
    return f"PJSIP/{noun.text}@{TRUNK}" if noun.tag == "Number" else f"PJSIP/{TRUNK}/{uri}"
