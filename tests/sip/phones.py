"""Two telephones: one that calls the hotline, and one that stands for every line of the centres."""

import time
from collections.abc import Callable
from pathlib import Path

import pjsua2 as pj

from tests.sip.endpoint import Endpoint, Leg, Recorder, tone
from tests.sip.sound import Samples, is_whole_wav, read_wav


class Telephone:
    """Someone with a telephone that records all that they hear. since: when that began, in seconds
    of the monotonic clock.
    """

    def __init__(self, endpoint: Endpoint, name: str, folder: Path) -> None:
        self._endpoint = endpoint
        self.account = endpoint.account(name)
        self.file = folder / f"{name}.wav"
        self.leg: Leg | None = None
        self.since = 0.0
        self._recorder: Recorder | None = None

    def calls(self, uri: str) -> None:
        self._use(Leg(self.account))
        assert self.leg is not None
        self.leg.calls(uri)

    def presses(self, key: str) -> None:
        assert self.leg is not None
        self.leg.dialDtmf(key)

    def speaks(self, frequency: int) -> None:
        """Speak: a tone, so that the other's recording tells who it was."""
        assert self.leg is not None
        self.leg.say(tone(self._endpoint, frequency, 1000))

    def hangs_up(self) -> None:
        assert self.leg is not None
        self.leg.hangs_up()

    @property
    def heard(self) -> Samples:
        """All that was heard, once the call is over."""
        if self._recorder:
            self._recorder.close()
        self._endpoint.run_until(lambda: is_whole_wav(self.file))
        return read_wav(self.file)

    def _use(self, leg: Leg) -> None:
        self.leg = leg
        leg.when_it_can_be_heard(self._record)

    def _record(self, media: pj.AudioMedia) -> None:
        self._recorder = Recorder(self._endpoint, self.file)
        self.since = time.monotonic()
        media.startTransmit(self._recorder)


class Line(Telephone):
    """The telephone of a centre. answers: what each call that comes in meets, in turn; the last one
    for all that follow. rung: how many calls came.
    """

    def __init__(self, endpoint: Endpoint, folder: Path, *answers: Callable[[Leg], None]) -> None:
        super().__init__(endpoint, "centre", folder)
        self.rung = 0
        self._answers = answers

    def step(self) -> None:
        """Let the next call that came in be answered."""
        if len(self.account.came) > self.rung:
            leg = self.account.came[self.rung]
            answer = self._answers[min(self.rung, len(self._answers) - 1)]
            self.rung += 1
            self._use(leg)
            answer(leg)
