"""What the hotline asks of a carrier. Each carrier is one file beside this one, and one line in
`routes/carriers/__init__.py`.
"""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from flask import Request

from ivr.step import Dial, Step
from routes.call.outgoing import Outgoing
from routes.carriers import twiml
from routes.carriers.api import ApiCheck, ApiError, CarrierApi
from routes.carriers.reach import Reach
from routes.carriers.twiml import Speak
from routes.settings.carrier_settings import CarrierSettings


class CannotSign(Exception):
    """Only the carrier itself can sign, so no request can be made in its name. Says what to do."""


class Carrier(CarrierSettings):
    """One carrier. Its fields are the settings that it needs; its methods are what it can do.

    name: as people know it.
    address_suffix: what stands behind every address that the carrier is to ask for a document.
    ring_buffer: seconds that it adds to the `timeout` of a dial.
    unknown: what it does not know of the documents -> what happens then; told in deploy/README.md.
    tells_bridged: whether it tells if the caller spoke with the person who picked up (DialBridged).
    plays_whispers: whether the person who picks up hears the whisper.
    api_checks: what the doctor can ask its REST API.
    """

    name: ClassVar[str]
    address_suffix: ClassVar[str] = ""
    ring_buffer: ClassVar[int] = 0
    unknown: ClassVar[Mapping[str, str]] = {}
    tells_bridged: ClassVar[bool] = False
    plays_whispers: ClassVar[bool] = True
    api_checks: ClassVar[tuple[ApiCheck, ...]] = ()

    @abstractmethod
    def is_signed(self, request: Request, public_url: str) -> bool:
        """Whether the carrier signed this request. Raises nothing, whatever the request holds.

        public_url: the address of the hotline that the carrier calls, without a path.
        """

    @abstractmethod
    def has_signature(self, request: Request) -> bool:
        """Whether a request claims to be signed, however wrongly."""

    def is_signed_elsewhere(self, request: Request, public_url: str) -> bool:
        """Whether the carrier signed this request, for another address of the hotline than
        `public_url`. It may take longer than a step.
        """
        return False

    @abstractmethod
    def sign(self, url: str, form: Mapping[str, str]) -> dict[str, str]:
        """The headers with which the carrier would send a form to a whole URL; none without a key.

        For the simulator and the doctor. Raises CannotSign.
        """

    def api(self, reach: Reach) -> CarrierApi:
        """The carrier's REST API. Raises ApiError where there is none, or settings are missing."""
        raise ApiError(
            f"this hotline does not know {self.name}'s API: do this in {self.name}'s own console"
        )

    def render(self, step: Step, speak: Speak, outgoing: Outgoing) -> str:
        """The document that makes the carrier do a step. Raises Mute."""
        return twiml.render(step, speak, self._of_this_carrier(outgoing))

    def render_apology(
        self,
        before: Step,
        dial: Dial,
        after: Step,
        speak: Speak,
        outgoing: Outgoing,
        clips: str = "",
    ) -> str:
        """Words, a call to the helpline, and more words, in one document. Raises Mute.

        clips: the address of the folder of clips; empty for the hotline's own.
        """
        own = self._of_this_carrier(outgoing)
        return twiml.render_apology(before, dial, after, speak, own, clips)

    def _of_this_carrier(self, outgoing: Outgoing) -> Outgoing:
        """With what is this carrier's own. An address without a host is a developer's: it gets no
        suffix.
        """
        suffix = self.address_suffix if outgoing.root else ""
        return replace(outgoing, suffix=suffix, ring_buffer=self.ring_buffer)
