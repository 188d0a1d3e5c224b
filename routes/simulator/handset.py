"""The handset: a telephone that plays TwiML. The browser, the terminal and the tests all use it."""

from dataclasses import dataclass, field
from enum import StrEnum

from flask import Flask

from routes.simulator.leg import Leg, Listening, Meeting, Ringing, Sound
from routes.simulator.simulated_carrier import AppCarrier, CarrierError, SimulatedCarrier


class State(StrEnum):
    """What the caller's telephone is doing."""

    LISTENING = "listening"
    RINGING = "ringing"
    WHISPERING = "whispering"
    TALKING = "talking"
    OVER = "over"


class Unanswered(StrEnum):
    """How a line can end that rings and that nobody picks up (Twilio, DialCallStatus)."""

    BUSY = "busy"
    NO_ANSWER = "no-answer"
    FAILED = "failed"


@dataclass
class Handset:
    """A call to the hotline. Every method plays on until the next act of the caller or the line.

    by: the carrier of the call; for an application, a carrier is made that calls it.
    """

    by: Flask | SimulatedCarrier
    carrier: SimulatedCarrier = field(init=False)
    state: State = State.OVER

    def __post_init__(self) -> None:
        self.carrier = self.by if isinstance(self.by, SimulatedCarrier) else AppCarrier(self.by)
        self._caller = Leg(self.carrier)
        self._callee: Leg | None = None
        self._rung: Ringing | None = None

    @property
    def sounds(self) -> list[Sound]:
        """What the caller heard since their last key."""
        return self._caller.sounds

    @property
    def whispered(self) -> list[Sound]:
        """What the person who picked up heard since their last key."""
        return self._callee.sounds if self._callee else []

    @property
    def listening(self) -> Listening | None:
        """The hotline waits for a key of the caller; None when it does not."""
        return self._caller.now if isinstance(self._caller.now, Listening) else None

    @property
    def answering(self) -> Listening | None:
        """The hotline waits for a key of the person who picked up; None when it does not."""
        now = self._callee.now if self._callee else None
        return now if isinstance(now, Listening) else None

    @property
    def ringing(self) -> Ringing | None:
        """The line that rings, hears the whisper, or talks, also in a conference."""
        match self._caller.now:
            case Ringing() as ringing:
                return ringing
            case Meeting():
                return self._rung
        return None

    @property
    def meeting(self) -> Meeting | None:
        """The conference that the caller is in."""
        return self._caller.now if isinstance(self._caller.now, Meeting) else None

    def call(self) -> None:
        """Dial the hotline."""
        self._caller.fetch(self.carrier.start)
        self._settle()

    def press(self, keys: str) -> None:
        """The caller presses keys, one after the other."""
        for key in keys:
            self._caller.press(key)
            self._settle()

    def wait(self) -> None:
        """The caller presses nothing."""
        self._caller.wait()
        self._settle()

    def hang_up(self) -> None:
        """The caller hangs up. The carrier ends every leg, and reports none of it."""
        self._caller.now = None
        self._callee = None
        self.state = State.OVER

    def ends(self, how: Unanswered) -> None:
        """The line that rings is busy, is not picked up, or cannot be reached."""
        self._expect(State.RINGING)
        self._dial_is_over(how.value, bridged=False)

    def picks_up(self) -> None:
        """A person or a voicemail picks up, and hears the whisper if there is one."""
        ringing = self._expect(State.RINGING)
        if not ringing.whisper:
            self.state = State.TALKING
            return
        self._callee = Leg(self.carrier, self.carrier.new_leg())
        self._callee.fetch(ringing.whisper)
        self._settle_whisper()

    def whisper_press(self, key: str) -> None:
        """The person who picked up presses a key."""
        self._whispering().press(key)
        self._settle_whisper()

    def whisper_wait(self) -> None:
        """The person or the voicemail that picked up presses nothing for a while."""
        self._whispering().wait()
        self._settle_whisper()

    def accepts(self, key: str | None = None) -> None:
        """The person who is rung picks up, unless they have already, and takes the call.

        key: what they press when they hear the whisper; by default the key that it asks for.
        """
        if self.state is not State.WHISPERING:
            self.picks_up()
        if self.state is State.WHISPERING:
            whisper = self._expect(State.WHISPERING).whisper
            self.whisper_press(key or self.carrier.whisper_keys(whisper).accept)

    def takes_with_interpreter(self) -> None:
        """The person who picked up takes the call together with an interpreter."""
        key = self.carrier.whisper_keys(self._expect(State.WHISPERING).whisper).interpreter
        if key is None:
            raise CarrierError("this destination has no interpreter for the caller's language")
        self.whisper_press(key)

    def declines(self) -> None:
        """The person who picked up hangs up during the whisper."""
        self._expect(State.WHISPERING)
        self._dial_is_over("completed", bridged=False)

    def voicemail(self) -> None:
        """A voicemail picks up: it never presses a key."""
        self.picks_up()
        while self.state is State.WHISPERING:
            self.whisper_wait()

    def conversation_ends(self, after: int = 0) -> None:
        """The person who took the call hangs up, and the caller is still there.

        after: seconds of conversation; 0 when they are not known.
        """
        self._expect(State.TALKING)
        if self.meeting:
            # Twilio, <Dial> action: a conference is `answered`, and no leg was bridged.
            self._caller.fetch(self.meeting.action, DialCallStatus="answered")
            self._settle()
        else:
            duration = {"DialCallDuration": str(after)} if after else {}
            self._dial_is_over("completed", bridged=True, **duration)

    def _settle(self) -> None:
        match self._caller.now:
            case Listening():
                self.state = State.LISTENING
            case Ringing():
                self.state = State.RINGING
            case Meeting():
                self.state = State.TALKING
            case None:
                self.state = State.OVER

    def _settle_whisper(self) -> None:
        """A whisper that comes to its end connects the two; one that hangs up does not."""
        callee = self._callee
        if callee and (document := self.carrier.moved(callee.leg)):
            callee.plays(document)
            self._dial_is_over("completed", bridged=False)
        elif callee is None or callee.hung_up:
            self._dial_is_over("completed", bridged=False)
        else:
            self.state = State.WHISPERING if callee.now else State.TALKING

    def _dial_is_over(self, status: str, *, bridged: bool, **form: str) -> None:
        ringing = self.ringing
        self._rung = ringing
        self._callee = None
        if ringing is None or not ringing.action:
            self._caller.go_on()
        else:
            if self.carrier.tells_bridged:
                form["DialBridged"] = str(bridged).lower()
            self._caller.fetch(ringing.action, DialCallStatus=status, **form)
        self._settle()

    def _whispering(self) -> Leg:
        self._expect(State.WHISPERING)
        if self._callee is None:
            raise CarrierError("no person hears the whisper")
        return self._callee

    def _expect(self, state: State) -> Ringing:
        if self.state is not state or self.ringing is None:
            raise CarrierError(f"the call is {self.state}, not {state}")
        return self.ringing
