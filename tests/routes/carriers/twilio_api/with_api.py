"""A telephone at a carrier with an API: a request to the API changes the legs of the call."""

from xml.etree import ElementTree

from flask import Flask

from routes.simulator.simulated_carrier import AppCarrier
from tests.routes.carriers.twilio_api.server import Carrier


class WithApi(AppCarrier):
    """Sends webhooks, moves legs, and knows which legs are in which conference. legs: all that were
    dialled.
    """

    def __init__(self, app: Flask, api: Carrier) -> None:
        self.app = app
        self.legs: list[str] = []
        self._api = api
        self._room = ""
        super().__init__(app)

    @property
    def caller(self) -> str:
        """The id of the caller's own leg."""
        return self.legs[0]

    def is_called_as(self, caller: str) -> None:
        """The caller's leg has this id."""
        self.legs[0] = self._call = caller

    def new_leg(self) -> str:
        """A leg of which the carrier's API knows too."""
        leg = super().new_leg()
        self.legs.append(leg)
        self._api.meetings.legs.add(leg)
        return leg

    def marks(self) -> dict[str, object]:
        """A real call: the API is asked."""
        return {}

    def moved(self, leg: str) -> str | None:
        """The document that the API was asked to let the leg play."""
        return self._api.meetings.moved.pop(leg, None)

    def post(self, url: str, leg: str = "", **told: str) -> ElementTree.Element:
        """The caller's leg may be led into a conference, and comes out of it with the next
        request.
        """
        if self._room and not leg:
            self._api.meetings.ends(self._room)
        document = super().post(url, leg, **told)
        if not leg:
            self._room = "".join(noun.text or "" for noun in document.iter("Conference"))
            if self._room:
                self._api.meetings.joins(self._room, self.caller)
        return document
