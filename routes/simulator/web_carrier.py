"""A carrier that reaches a hotline over HTTP, with real signatures, and tries again as carriers do."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from urllib.parse import urlencode

import urllib3
from urllib3.exceptions import HTTPError

from routes.settings.settings import Settings
from routes.simulator.carrier import Answer, Carrier, CarrierError, proof

CONNECTIONS = 32
"""Kept alive at most, for all calls together."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a carrier waits, and how often it asks again after a connection that fails or breaks
    off, a time-out or a 5xx (Twilio, webhooks: connection overrides ct, rt, rc and rp=ct,rt,5xx).
    They belong to one
    address: by default Twilio waits 15 seconds, and connects twice at most.

    connect, answer: seconds. again: tries after the first.
    """

    connect: float = 1.5
    answer: float = 3.0
    again: int = 0


@dataclass
class Tally:
    """What became of the steps of many calls. retried: steps that were asked again, however often.
    retries: how often that was. failures: steps that were given up.
    """

    steps: int = 0
    retried: int = 0
    retries: int = 0
    failures: int = 0
    _lock: Lock = field(default_factory=Lock)

    def count(self, tries: int, *, failed: bool) -> None:
        """One step more. Calls may be played by several threads."""
        with self._lock:
            self.steps += 1
            self.retried += tries > 1
            self.retries += tries - 1
            self.failures += failed


class Connections:
    """To one hotline, kept alive and shared by its calls. root: its address, such as
    http://127.0.0.1:8000.
    """

    def __init__(self, root: str, patience: Patience | None = None) -> None:
        self.patience = patience or Patience()
        timeout = urllib3.Timeout(connect=self.patience.connect, read=self.patience.answer)
        self._pool = urllib3.connection_from_url(
            root, maxsize=CONNECTIONS, timeout=timeout, retries=False
        )

    def post(self, url: str, form: dict[str, str], headers: dict[str, str]) -> Answer:
        """Raises CarrierError when nothing comes back."""
        headers = headers | {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", url, urlencode(form), headers)

    def get(self, url: str) -> Answer:
        """Raises CarrierError when nothing comes back."""
        return self._ask("GET", url)

    def close(self) -> None:
        """Let go of all of them."""
        self._pool.close()

    def _ask(
        self, method: str, url: str, body: str = "", headers: dict[str, str] | None = None
    ) -> Answer:
        try:
            response = self._pool.urlopen(
                method, url, body=body or None, headers=headers, redirect=False
            )
        except HTTPError as error:  # its own message names the address
            raise CarrierError(
                f"{url} was not answered: {type(error).__name__}. Is the hotline up?"
            ) from error
        kind = response.headers.get("Content-Type", "").partition(";")[0].strip()
        return Answer(response.status, kind, response.data)


class WebCarrier(Carrier):
    """The carrier of one call. settings: those of the hotline, whose number is called and whose key
    signs.
    """

    def __init__(self, settings: Settings, connections: Connections, tally: Tally) -> None:
        super().__init__(settings.hotline_number, settings.public_url)
        self._settings = settings
        self._connections = connections
        self._tally = tally

    def send(self, url: str, form: dict[str, str]) -> Answer:
        """Raises CarrierError for a step that was not answered however often it was asked."""
        signed = proof(self._settings, url, form)
        return self._until_answered(lambda: self._connections.post(url, form, signed))

    def get(self, url: str) -> Answer:
        """A clip. Raises CarrierError when nothing comes back."""
        return self._connections.get(url)

    def _until_answered(self, ask: Callable[[], Answer]) -> Answer:
        tries, answer = 1, _try(ask)
        while _failed(answer) and tries <= self._connections.patience.again:
            tries, answer = tries + 1, _try(ask)
        self._tally.count(tries, failed=_failed(answer))
        if isinstance(answer, CarrierError):
            raise answer
        return answer


def _try(ask: Callable[[], Answer]) -> Answer | CarrierError:
    try:
        return ask()
    except CarrierError as error:
        return error


def _failed(answer: Answer | CarrierError) -> bool:
    return isinstance(answer, CarrierError) or answer.status >= 500
