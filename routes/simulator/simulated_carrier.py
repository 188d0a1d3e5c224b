"""The carrier of a simulated call: it sends webhooks, and refuses what no carrier would play."""

import secrets
from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cache
from xml.etree import ElementTree

from flask import Flask
from werkzeug.test import Client, TestResponse

from ivr.loading import load_tree
from ivr.tree import Tree
from routes.call.clock import AS_CALL, MOMENT, REHEARSAL, Clock
from routes.call.hotline import HOTLINE
from routes.carriers import carrier_of
from routes.carriers.carrier import CannotSign
from routes.carriers.twiml import CONTENT_TYPES, LARGEST
from routes.settings.settings import Settings
from routes.simulator.whisper_keys import WhisperKeys, whisper_keys


class CarrierError(Exception):
    """The hotline answered something that a carrier would not play."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One webhook. form: the fields that report what happened, such as the digits. twiml: the
    document that came back.
    """

    url: str
    form: dict[str, str]
    twiml: str


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """What a server answered. type: its content type, without parameters."""

    status: int
    type: str
    content: bytes


class SimulatedCarrier(ABC):
    """Reports to a hotline what happens in a call, and checks what it answers.

    number: the called number. root: the address of the hotline; of a URL that begins with it only
    the rest is requested. start: the URL that a call begins with. tree: of the called hotline,
    where it is known; else it is taken for that of this folder. tells_bridged: whether it tells if
    the caller spoke with whoever picked up.
    """

    start = "/voice"
    tree: Tree | None = None
    tells_bridged = True

    def __init__(self, number: str, root: str = "") -> None:
        self.exchanges: list[Exchange] = []
        self._number = number
        self._root = root
        self._call = self.new_leg()

    def new_leg(self) -> str:
        """The id of one more leg of the call."""
        return f"CA{secrets.token_hex(16)}"

    def moved(self, leg: str) -> str | None:
        """The document that a leg was moved to over the carrier's API, if it was moved.

        The simulator has no such API. A carrier of the tests has one.
        """
        return None

    def called_tree(self) -> Tree:
        """The tree of the called hotline, or what it is taken for."""
        return self.tree or _tree_of_this_folder()

    def whisper_keys(self, whisper: str) -> WhisperKeys:
        """The keys that the whisper at this URL asks for."""
        return whisper_keys(self.called_tree(), whisper)

    def post(self, url: str, leg: str = "", **form: str) -> ElementTree.Element:
        """Send a webhook, and return the document of the answer. Raises CarrierError for an answer
        that no carrier would play.

        leg: the id of the leg, when it is not the caller's own.
        """
        # What follows the # is for the carrier alone and is never sent.
        url = url.removeprefix(self._root).partition("#")[0]
        answer = self.send(url, self._common_fields(leg) | form)
        twiml = answer.content.decode().rstrip()
        self.exchanges.append(Exchange(url, form, twiml))
        if answer.status != 200 or answer.type not in CONTENT_TYPES:
            raise CarrierError(f"{url} answered {answer.status} {answer.type}: {twiml[:200]}")
        if len(answer.content) > LARGEST or not twiml.startswith("<?xml"):
            raise CarrierError(
                f"{url} answered a document that is too large or does not begin with <?xml"
            )
        try:
            return ElementTree.fromstring(twiml)
        except ElementTree.ParseError as error:
            raise CarrierError(f"{url} answered a document that is no XML: {error}") from None

    def fetch(self, url: str) -> bytes:
        """A clip. Raises CarrierError when there is none."""
        answer = self.get(url.removeprefix(self._root))
        if answer.status != 200:
            raise CarrierError(f"{url} answered {answer.status}: the caller would hear nothing")
        return answer.content

    @abstractmethod
    def send(self, url: str, form: dict[str, str]) -> HttpAnswer:
        """Send a webhook to the hotline."""

    @abstractmethod
    def get(self, url: str) -> HttpAnswer:
        """Request a clip."""

    def _common_fields(self, leg: str) -> dict[str, str]:
        """The fields of every webhook. The caller withholds their number, as many will."""
        legs = {"CallSid": leg, "ParentCallSid": self._call} if leg else {"CallSid": self._call}
        return {
            **legs,
            "From": "anonymous",
            "To": self._number,
            "CallStatus": "in-progress",
            "Direction": "inbound",
        }


class AppCarrier(SimulatedCarrier):
    """Sends webhooks to the routes of an application in this process, signed as its carrier would.

    clock: the time of the call; by default the real time. as_call: counts it among real calls.
    """

    def __init__(self, app: Flask, clock: Clock | None = None, *, as_call: bool = False) -> None:
        self._hotline = HOTLINE.of(app)
        self._settings = self._hotline.settings
        self._client = Client(app)
        self._clock = clock
        self._as_call = as_call
        self.tells_bridged = carrier_of(self._settings).tells_bridged
        super().__init__(self._settings.hotline_number, self._settings.public_url)

    def send(self, url: str, form: dict[str, str]) -> HttpAnswer:
        """Let the application answer a webhook."""
        headers = proof(self._settings, url, form)
        response = self._client.post(
            url, data=form, headers=headers, base_url=self._root, environ_overrides=self.marks()
        )
        return _http_answer(response)

    def get(self, url: str) -> HttpAnswer:
        """Request a clip of the application."""
        return _http_answer(self._client.get(url, base_url=self._root))

    def called_tree(self) -> Tree:
        """The application's own tree."""
        return self._hotline.tree

    def marks(self) -> dict[str, object]:
        """Marks the request as one of a simulated call. They are entries of the WSGI environment,
        which no request from outside can set.
        """
        marks: dict[str, object] = {REHEARSAL: True}
        if self._clock:
            marks[MOMENT] = self._clock.now
        if self._as_call:
            marks[AS_CALL] = True
        return marks


@cache
def _tree_of_this_folder() -> Tree:
    return load_tree()


def proof(settings: Settings, url: str, form: dict[str, str]) -> dict[str, str]:
    """The headers that prove a webhook to a hotline with these settings. url: path and query.
    Raises CarrierError where only the carrier itself can sign.
    """
    try:
        return carrier_of(settings).sign(settings.public_url + url, form)
    except CannotSign as error:
        raise CarrierError(str(error)) from None


def _http_answer(response: TestResponse) -> HttpAnswer:
    with response:
        return HttpAnswer(response.status_code, response.mimetype or "", response.get_data())
