"""A carrier made of SIP: it plays the hotline's documents on a call, with clips as RTP, keys from
RFC 4733, a second leg for `<Dial>`, whisper and bridge. What a document means is the business of
the simulator's handset; here is what it sounds like, and when.
"""

import time
from pathlib import Path

from routes.simulator.handset import Handset, State, Unanswered
from routes.simulator.leg import Listening
from routes.simulator.simulated_carrier import SimulatedCarrier
from tests.sip.endpoint import Account, Endpoint, Leg, tone
from tests.sip.speaker import Speaker

RINGING_TONE = (425, 1000, 3000)
"""Hertz, milliseconds on and off: the ringing tone of Belgium (ITU-T E.180, supplement 2)."""
BUSY = 486
"""SIP: busy here (RFC 3261, section 21.4.24)."""


class SipCarrier:
    """Answers one call to the hotline. centre: the telephone that stands for every line.
    moments: what happened, and when. pauses: from when to when silence belongs to what the caller
    hears: the ringing tone, or time for a key after a question. to_caller, to_callee: what each is
    told. to_callee_before: what the last one was told who is gone.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        number: Account,
        carrier: SimulatedCarrier,
        centre: str,
        folder: Path,
    ) -> None:
        self.endpoint, self.number, self.centre = endpoint, number, centre
        self.handset = Handset(carrier)
        self.moments: list[tuple[str, float]] = []
        self.pauses: list[tuple[float, float]] = []
        self._carrier, self._folder = carrier, folder
        self._caller: Leg | None = None
        self._callee: Leg | None = None
        self.to_caller: Speaker | None = None
        self.to_callee: Speaker | None = None
        self.to_callee_before: Speaker | None = None
        self._rings_since = 0.0
        self._bridged = False
        self._pressed = self._pressed_by_callee = 0

    def step(self) -> None:
        """Look at what has happened, and go on."""
        if self._caller is None:
            if self.number.came:
                self._begin(self.number.came[0])
            return
        if self._caller.over:
            self._caller_is_gone()
        elif self.to_caller is not None:
            if self._callee and self.handset.state is not State.TALKING:
                self.pauses[-1] = (self._rings_since, time.monotonic())
            self._go_on(self._caller, self.to_caller)

    @property
    def over(self) -> bool:
        """Whether the caller's call is over, and every other leg."""
        return (
            self.handset.state is State.OVER
            and self._callee is None
            and bool(self._caller and self._caller.over)
        )

    def _begin(self, leg: Leg) -> None:
        self._caller = leg
        leg.when_it_can_be_heard(lambda _: self._answer(leg))
        leg.take()

    def _answer(self, leg: Leg) -> None:
        self.to_caller = Speaker(leg, self._carrier, self._folder)
        self._act("call")

    def _act(self, what: str, *given: object) -> None:
        """Let something happen in the call, and play what the hotline answers."""
        getattr(self.handset, what)(*given)
        self.moments.append((what, time.monotonic()))
        assert self.to_caller is not None
        if self.handset.state is State.TALKING:
            self._bridge()
        elif self.handset.state is State.WHISPERING:
            assert self.to_callee is not None
            self.to_callee.say(self.handset.whispered)
        else:
            self._leave_callee()
            self.to_caller.say(self.handset.sounds)

    def _go_on(self, caller: Leg, speaker: Speaker) -> None:
        match self.handset.state:
            case State.LISTENING:
                self._listen(caller, speaker)
            case State.RINGING:
                self._ring(speaker)
            case State.WHISPERING:
                self._whisper()
            case State.TALKING if self._callee is None or self._callee.over:
                self._act("conversation_ends")
            case State.OVER if speaker.quiet is not None:
                caller.hangs_up()

    def _listen(self, caller: Leg, speaker: Speaker) -> None:
        listening = self.handset.listening
        assert listening is not None
        if len(caller.keys) > self._pressed:
            key = caller.keys[self._pressed]
            self._pressed += 1
            speaker.stop()
            self._act("press", key)
        elif _is_silent(speaker, listening):
            now = time.monotonic()
            self.pauses.append((now - listening.seconds, now))
            self._act("wait")

    def _ring(self, speaker: Speaker) -> None:
        """The line rings when what is said before it has been said."""
        if self._callee is None:
            if speaker.quiet is not None:
                self._callee = Leg(self.number)
                self._callee.calls(self.centre)
                self._rings_since = time.monotonic()
                self.pauses.append((self._rings_since, self._rings_since))
                assert self._caller is not None
                self._caller.say(tone(self.endpoint, *RINGING_TONE))
            return
        ringing, waited = self.handset.ringing, time.monotonic() - self._rings_since
        assert ringing is not None
        if self._callee.over:
            busy = self._callee.status == BUSY
            self._act("ends", Unanswered.BUSY if busy else Unanswered.NO_ANSWER)
        elif self._callee.media is not None and self._callee.picked_up:
            self.to_callee = Speaker(self._callee, self._carrier, self._folder)
            self._act("picks_up")
        elif waited > ringing.seconds:
            self._act("ends", Unanswered.NO_ANSWER)

    def _whisper(self) -> None:
        callee, speaker, listening = self._callee, self.to_callee, self.handset.answering
        assert callee is not None
        assert speaker is not None
        if callee.over:
            self._act("declines")
        elif len(callee.keys) > self._pressed_by_callee:
            key = callee.keys[self._pressed_by_callee]
            self._pressed_by_callee += 1
            speaker.stop()
            self._act("whisper_press", key)
        elif listening and _is_silent(speaker, listening):
            self._act("whisper_wait")

    def _bridge(self) -> None:
        """Connect the two: neither hears the ringing tone or the whisper any more."""
        assert self._caller is not None
        assert self._callee is not None
        self._caller.silence()
        self._callee.silence()
        self._caller.say(self._callee.media)
        self._callee.say(self._caller.media)

    def _leave_callee(self) -> None:
        if self._callee and self._caller:
            self._caller.silence()
            self._callee.hangs_up()
            self.to_callee_before = self.to_callee
        self._callee, self.to_callee, self._pressed_by_callee = None, None, 0

    def _caller_is_gone(self) -> None:
        if self.handset.state is not State.OVER:
            self.moments.append(("hang_up", time.monotonic()))
            self.handset.hang_up()
            self._leave_callee()
            if self.to_caller:
                self.to_caller.stop()


def _is_silent(speaker: Speaker, listening: Listening) -> bool:
    """Whether as many seconds have passed after the last sound as the hotline waits for."""
    return speaker.quiet is not None and speaker.quiet > listening.seconds
