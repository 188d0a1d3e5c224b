"""SIP and RTP in this process (PJSIP): accounts at 127.0.0.1 that call each other over G.711.

Everything runs in the thread that calls `Endpoint.run_until`, so nothing needs a lock.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

import pjsua2 as pj

CODEC = "PCMA/8000"
"""G.711 A-law, as in Belgian networks (ITU-T G.711)."""
RATE = 8000
POLL = 5
"""Milliseconds between two looks for events."""
LONGEST = 180.0
"""Seconds after which something counts as never coming. A busy machine is no defect."""
LONGEST_GOODBYE = 5.0
"""Seconds that calls have to end, when a test has failed in the middle of one."""


class Endpoint:
    """From entering to leaving. It has no sound device: a clock of its own drives the media."""

    def __enter__(self) -> "Endpoint":
        self.accounts: dict[str, Account] = {}
        self.legs: list[Leg] = []
        self.sources: list[pj.AudioMedia] = []
        self.at_the_end: list[Callable[[], None]] = []
        self._library = pj.Endpoint()
        self._library.libCreate()
        config = pj.EpConfig()
        config.logConfig.level = 0
        config.logConfig.consoleLevel = 0
        config.uaConfig.threadCnt = 0
        config.uaConfig.mainThreadOnly = True
        config.uaConfig.maxCalls = 16
        config.medConfig.clockRate = RATE
        config.medConfig.sndClockRate = RATE
        config.medConfig.noVad = True  # silence is sent as silence, as a network's switch does
        config.medConfig.ecTailLen = 0
        # Its clock goes on without a call: a recording is finished by it.
        config.medConfig.sndAutoCloseTime = -1
        self._library.libInit(config)
        for codec in self._library.codecEnum2():
            wanted = codec.codecId.startswith(CODEC)
            self._library.codecSetPriority(codec.codecId, 255 if wanted else 0)
        self._library.libStart()
        self._library.audDevManager().setNullDev()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end_everything()
        for account in self.accounts.values():
            account.shutdown()
            account.thisown = False  # its destructor would look for the library
        self._library.libDestroy()

    def end_everything(self) -> None:
        """End all calls and recordings. What the library made must be gone before it is."""
        self._library.hangupAllCalls()
        end = time.monotonic() + LONGEST_GOODBYE
        self.run_until(lambda: all(leg.over for leg in self.legs) or time.monotonic() > end)
        for close in self.at_the_end:
            close()
        for one in (*self.legs, *self.sources):
            one.thisown = False  # the library has ended it
        self.legs, self.sources, self.at_the_end = [], [], []

    def account(self, name: str) -> "Account":
        """The account of this name, which nobody has called yet. The library has few ports, so an
        account is used again.
        """
        if name not in self.accounts:
            self.accounts[name] = Account(self, name)
        self.accounts[name].came = []
        return self.accounts[name]

    def transport(self) -> tuple[int, int]:
        """A new UDP port at 127.0.0.1: its id in the library, and its number."""
        config = pj.TransportConfig()
        config.port = 0
        config.boundAddress = "127.0.0.1"
        made = self._library.transportCreate(pj.PJSIP_TRANSPORT_UDP, config)
        address = str(self._library.transportGetInfo(made).localName)
        return made, int(address.rpartition(":")[2])

    def run_until(self, done: Callable[[], bool], step: Callable[[], None] | None = None) -> None:
        """Handle events until something is so. step: is called between two events."""
        end = time.monotonic() + LONGEST
        while not done():
            if time.monotonic() > end:
                raise AssertionError("what the test waits for never came")
            self._library.libHandleEvents(POLL)
            if step:
                step()


class Leg(pj.Call):  # type: ignore[misc]
    """One call, seen from one of its ends. keys: what the other end has pressed. media: what the
    other end says, and what it can be told; None until both have agreed on it.
    """

    def __init__(self, account: "Account", call: int = pj.PJSUA_INVALID_ID) -> None:
        super().__init__(account, call)
        self.keys: list[str] = []
        self.media: pj.AudioMedia | None = None
        self.status = 0
        self.over = False
        self.picked_up = False
        self._sources: list[pj.AudioMedia] = []
        self._on_media: Callable[[pj.AudioMedia], None] | None = None
        self.endpoint = account.endpoint
        self.endpoint.legs.append(self)

    def onCallState(self, _: pj.OnCallStateParam) -> None:  # noqa: N802
        """The library tells that a call rings, is taken, or is over."""
        about = self.getInfo()
        self.status = about.lastStatusCode
        self.picked_up = self.picked_up or about.state == pj.PJSIP_INV_STATE_CONFIRMED
        self.over = about.state == pj.PJSIP_INV_STATE_DISCONNECTED

    def onCallMediaState(self, _: pj.OnCallMediaStateParam) -> None:  # noqa: N802
        """The library tells that sound can be sent."""
        about = self.getInfo()  # kept: its parts live no longer than it does
        if self.media is None and about.media[0].status == pj.PJSUA_CALL_MEDIA_ACTIVE:
            self.media = self.getAudioMedia(0)
            self.endpoint.sources.append(self.media)
            if self._on_media:
                self._on_media(self.media)

    def onDtmfDigit(self, event: pj.OnDtmfDigitParam) -> None:  # noqa: N802
        """A key, as an event of RFC 4733."""
        self.keys.append(event.digit)

    def when_it_can_be_heard(self, act: Callable[[pj.AudioMedia], None]) -> None:
        """Do something as soon as there is sound."""
        self._on_media = act

    def take(self) -> None:
        """Pick up."""
        self._answers(pj.PJSIP_SC_OK)

    def refuse(self, status: int) -> None:
        """Refuse with a status of SIP."""
        self._answers(status)

    def rings(self) -> None:
        """Tell the other end that it rings."""
        self._answers(pj.PJSIP_SC_RINGING)

    def _answers(self, status: int) -> None:
        parameters = pj.CallOpParam()
        parameters.statusCode = status
        self.answer(parameters)

    def calls(self, uri: str) -> None:
        """Call somebody."""
        try:
            self.makeCall(uri, pj.CallOpParam(True))
        except pj.Error as error:  # it does not print itself
            raise AssertionError(error.info()) from None

    def hangs_up(self) -> None:
        """End it, unless it is over."""
        self.silence()
        if not self.over:
            self.hangup(pj.CallOpParam())

    def say(self, source: pj.AudioMedia) -> None:
        """Let the other end hear something, beside what it hears already."""
        assert self.media is not None
        source.startTransmit(self.media)
        self._sources.append(source)

    def silence(self) -> None:
        """Stop everything that is said."""
        for source in self._sources:
            with suppress(pj.Error):  # one of the two may be a call that is over
                source.stopTransmit(self.media)
        self._sources.clear()


class Account(pj.Account):  # type: ignore[misc]
    """Somebody who can be called. came: the calls that came in."""

    def __init__(self, endpoint: Endpoint, name: str) -> None:
        super().__init__()
        self.endpoint = endpoint
        transport, port = endpoint.transport()
        self.uri = f"sip:{name}@127.0.0.1:{port}"
        self.came: list[Leg] = []
        config = pj.AccountConfig()
        config.idUri = self.uri
        config.sipConfig.transportId = transport
        config.mediaConfig.transportConfig.boundAddress = "127.0.0.1"
        self.create(config)

    def onIncomingCall(self, event: pj.OnIncomingCallParam) -> None:  # noqa: N802
        """The library tells that somebody calls."""
        self.came.append(Leg(self, event.callId))


class Player(pj.AudioMediaPlayer):  # type: ignore[misc]
    """Plays a WAV file once. The library has 32 at most, so each is closed when it is not heard any
    more, and all of them at the end of a test.
    """

    def __init__(self, endpoint: Endpoint, file: Path) -> None:
        super().__init__()
        self.done = False
        self.createPlayer(str(file), pj.PJMEDIA_FILE_NO_LOOP)
        endpoint.at_the_end.append(self.close)

    def close(self) -> None:
        """End it now: Python would wait for its last reference."""
        _destroy(self, pj.AudioMediaPlayer)

    def onEof2(self) -> None:  # noqa: N802
        """The library tells that the file is at its end."""
        self.done = True


class Recorder(pj.AudioMediaRecorder):  # type: ignore[misc]
    """Records into a WAV file, whose head has its length once it is closed."""

    def __init__(self, endpoint: Endpoint, file: Path) -> None:
        super().__init__()
        self.createRecorder(str(file))
        endpoint.at_the_end.append(self.close)

    def close(self) -> None:
        """End it now: Python would wait for its last reference."""
        _destroy(self, pj.AudioMediaRecorder)


def _destroy(made: Any, kind: Any) -> None:
    if made.thisown:
        kind.__swig_destroy__(made)
        made.thisown = False


def tone(endpoint: Endpoint, frequency: int, on: int, off: int = 0) -> pj.ToneGenerator:
    """A tone of so many hertz, without an end: so many milliseconds on, then off."""
    one = pj.ToneDesc()
    one.freq1, one.on_msec, one.off_msec = frequency, on, off
    generator = pj.ToneGenerator()
    generator.createToneGenerator(RATE)
    generator.play(pj.ToneDescVector([one]), True)
    endpoint.sources.append(generator)
    return generator
