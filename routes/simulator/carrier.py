"""The carrier's side of a webhook: it sends signed forms and checks what it gets back."""

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
from routes.carriers.signature import signature
from routes.carriers.twiml import CONTENT_TYPES, LARGEST
from routes.settings.settings import Settings
from routes.simulator.whisper_keys import WhisperKeys, whisper_keys


class CarrierError(Exception):
    """The hotline answered something that a carrier would not play."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One webhook: where it went, what came of the last step, and the document that came back."""

    url: str
    told: dict[str, str]
    twiml: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered. type: its content type, without parameters."""

    status: int
    type: str
    content: bytes


class Carrier(ABC):
    """Tells a hotline what happens in a call, and refuses what a carrier would not play.

    number: the one that is called. root: the address of the hotline; what is at it is sent and
    fetched by its path.
    start: the URL that its calls begin with.
    """

    start = "/voice"

    def __init__(self, number: str, root: str = "") -> None:
        self.exchanges: list[Exchange] = []
        self._number = number
        self._root = root
        self._call = self.new_leg()

    def new_leg(self) -> str:
        """The id of one more leg of the call."""
        return f"CA{secrets.token_hex(16)}"

    def moved(self, leg: str) -> str | None:
        """The document that a leg was given over the carrier's API, for it to play instead of its
        own.

        Nobody here has an API: only a carrier of the tests' own moves a leg.
        """
        return None

    def whisper_keys(self, whisper: str) -> WhisperKeys:
        """The keys that the whisper at this URL asks for. A hotline that is reached over HTTP does
        not tell its tree, so this is the tree of this folder.
        """
        return whisper_keys(_tree_of_this_folder(), whisper)

    def post(self, url: str, leg: str = "", **told: str) -> ElementTree.Element:
        """Tell the hotline what happened; return its answer. Raises CarrierError for a bad one.

        leg: the id of the leg, when it is not the caller's own.
        """
        url = url.removeprefix(self._root).partition("#")[
            0
        ]  # what stands behind it is for the carrier alone
        answer = self.send(url, self._form(leg) | told)
        twiml = answer.content.decode()
        self.exchanges.append(Exchange(url, told, twiml))
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
    def send(self, url: str, form: dict[str, str]) -> Answer:
        """What the hotline answers to a webhook."""

    @abstractmethod
    def get(self, url: str) -> Answer:
        """What is answered to a carrier that fetches a clip."""

    def _form(self, leg: str) -> dict[str, str]:
        """What every webhook carries. The caller withholds their number, as many will."""
        return {
            **({"CallSid": leg, "ParentCallSid": self._call} if leg else {"CallSid": self._call}),
            "From": "anonymous",
            "To": self._number,
            "CallStatus": "in-progress",
            "Direction": "inbound",
        }


class AppCarrier(Carrier):
    """Sends a call's webhooks to the real routes of an application, signed as the carrier signs
    them.

    clock: the time in the call; by default the real one. as_call: it is counted among real calls.
    """

    def __init__(self, app: Flask, clock: Clock | None = None, *, as_call: bool = False) -> None:
        self._hotline = HOTLINE.of(app)
        self._settings = self._hotline.settings
        self._client = Client(app)
        self._clock = clock
        self._as_call = as_call
        super().__init__(self._settings.hotline_number, self._settings.public_url)

    def send(self, url: str, form: dict[str, str]) -> Answer:
        """The application's own answer."""
        headers, marks = proof(self._settings, url, form), self.marks()
        return _answer(
            self._client.post(
                url, data=form, headers=headers, base_url=self._root, environ_overrides=marks
            )
        )

    def get(self, url: str) -> Answer:
        """A clip of the application."""
        return _answer(self._client.get(url, base_url=self._root))

    def whisper_keys(self, whisper: str) -> WhisperKeys:
        """The keys of the application's own tree."""
        return whisper_keys(self._hotline.tree, whisper)

    def marks(self) -> dict[str, object]:
        """What only somebody in this process can tell the application: that nobody real calls, and
        when.
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
    """The headers that prove a webhook to a hotline with these settings; url: path and query.
    Raises CarrierError where only the carrier itself can sign.
    """
    if settings.signing_keys and settings.signature_scheme == "telnyx":
        raise CarrierError(
            "only Telnyx has the private key: to call from here, start without TELNYX_PUBLIC_KEY"
        )
    return signature(settings, url, form)


def _answer(response: TestResponse) -> Answer:
    with response:
        return Answer(response.status_code, response.mimetype or "", response.get_data())
