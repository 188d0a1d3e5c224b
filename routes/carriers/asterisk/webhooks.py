"""Asks the hotline what to do, as any carrier does: signed, with a limit of time, and again."""

from collections.abc import Mapping
from urllib.parse import urlencode
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import urllib3
from urllib3.exceptions import HTTPError

from routes.carriers.carrier import Carrier
from routes.carriers.twiml import CLIPS

CONNECTIONS = 64
"""Kept alive at most, for all calls together."""
CONNECT, ANSWER = 1.5, 3.0
"""Seconds that one try lasts at most, the same that Twilio is told (carriers/twilio.py)."""
TRIES = 3
"""A step that is delivered twice is the same for the caller."""


class NoAnswer(OSError):
    """The hotline does not answer, or not with a document. Holds nothing about the call."""


class Webhooks:
    """The webhooks of one hotline. public_url: the address that is signed, and that stands before
    the addresses in its documents. at: where it is asked, such as http://127.0.0.1:8000.
    """

    def __init__(self, carrier: Carrier, public_url: str, at: str) -> None:
        self._carrier, self._root = carrier, public_url
        timeout = urllib3.Timeout(connect=CONNECT, read=ANSWER)
        self._pool = urllib3.connection_from_url(
            at, maxsize=CONNECTIONS, timeout=timeout, retries=False
        )

    def document(self, address: str, form: Mapping[str, str]) -> Element:
        """The document at an address of the hotline, whole or without its host. Raises NoAnswer."""
        try:
            return ElementTree.fromstring(self.answer(address, form))
        except ElementTree.ParseError:
            raise NoAnswer("the hotline answered something that is no document") from None

    def answer(self, address: str, form: Mapping[str, str]) -> bytes:
        """What is answered there. Raises NoAnswer when every try fails."""
        uri = address.removeprefix(self._root)
        typed = {"Content-Type": "application/x-www-form-urlencoded"}
        proof = self._carrier.sign(self._root + uri, form)
        return self._content("POST", uri, urlencode(form), typed | proof)

    def clip(self, name: str) -> bytes:
        """The content of a clip. Raises NoAnswer."""
        return self._content("GET", f"{CLIPS}/{name}", "", {})

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()

    def _content(self, method: str, uri: str, body: str, headers: Mapping[str, str]) -> bytes:
        why = ""
        for _ in range(TRIES):
            try:
                answer = self._pool.request(
                    method, uri, body=body or None, headers=headers, redirect=False
                )
            except HTTPError as error:  # its own words name the step
                why = type(error).__name__
                continue
            if answer.status == 200:
                return answer.data
            why = f"HTTP {answer.status}"
            if answer.status < 500:
                break
        raise NoAnswer(f"the hotline did not answer ({why})")
