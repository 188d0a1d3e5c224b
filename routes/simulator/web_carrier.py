"""A carrier that reaches a hotline over HTTP, with real signatures, and retries as carriers do."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from urllib.parse import urlencode

import urllib3
from urllib3.exceptions import HTTPError

from routes.settings.settings import Settings
from routes.simulator.simulated_carrier import CarrierError, HttpAnswer, SimulatedCarrier, proof

log = logging.getLogger(__name__)

CONNECTIONS = 32
"""Kept alive at most, for all calls together."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a carrier waits for an answer, and how often it retries after a failed connection, a
    time-out or a 5xx (Twilio, webhooks: connection overrides ct, rt, rc and rp=ct,rt,5xx). They
    belong to one address. By default Twilio waits 15 seconds, and connects twice at most.

    connect, answer: seconds. again: tries after the first.
    """

    connect: float = 1.5
    answer: float = 3.0
    again: int = 0


@dataclass
class Tally:
    """What became of the steps of many calls. retried: steps that needed more than one try.
    retries: the further tries of all of them. failures: steps that failed for good.
    """

    steps: int = 0
    retried: int = 0
    retries: int = 0
    failures: int = 0
    _lock: Lock = field(default_factory=Lock)

    def count(self, tries: int, *, failed: bool) -> None:
        """Count one step more. Several threads may play calls."""
        with self._lock:
            self.steps += 1
            self.retried += tries > 1
            self.retries += tries - 1
            self.failures += failed


class Connections:
    """Connections to one hotline, kept alive and shared by its calls. root: its address, such as
    http://127.0.0.1:8000.
    """

    def __init__(self, root: str, patience: Patience | None = None) -> None:
        self.patience = patience or Patience()
        timeout = urllib3.Timeout(connect=self.patience.connect, read=self.patience.answer)
        self._pool = urllib3.connection_from_url(
            root, maxsize=CONNECTIONS, timeout=timeout, retries=False
        )

    def post(self, url: str, form: dict[str, str], headers: dict[str, str]) -> HttpAnswer:
        """Send a form. Raises CarrierError when no answer comes back."""
        headers = headers | {"Content-Type": "application/x-www-form-urlencoded"}
        return self._request("POST", url, urlencode(form), headers)

    def get(self, url: str) -> HttpAnswer:
        """Request a file. Raises CarrierError when no answer comes back."""
        return self._request("GET", url)

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()

    def _request(
        self, method: str, url: str, body: str = "", headers: dict[str, str] | None = None
    ) -> HttpAnswer:
        try:
            response = self._pool.urlopen(
                method, url, body=body or None, headers=headers, redirect=False
            )
        except HTTPError as error:  # its own message names the address
            raise CarrierError(
                f"{url} was not answered: {type(error).__name__}. Is the hotline up?"
            ) from error
        kind = response.headers.get("Content-Type", "").partition(";")[0].strip()
        return HttpAnswer(response.status, kind, response.data)


class WebCarrier(SimulatedCarrier):
    """The carrier of one call. settings: those of the called hotline, with its number and the key
    that signs.
    """

    def __init__(self, settings: Settings, connections: Connections, tally: Tally) -> None:
        super().__init__(settings.hotline_number, settings.public_url)
        self._settings = settings
        self._connections = connections
        self._tally = tally

    def send(self, url: str, form: dict[str, str]) -> HttpAnswer:
        """Send a webhook until it is answered. Raises CarrierError when every try fails."""
        headers = proof(self._settings, url, form)
        tries = 1
        answer = _try(lambda: self._connections.post(url, form, headers))
        while _failed(answer) and tries <= self._connections.patience.again:
            tries += 1
            answer = _try(lambda: self._connections.post(url, form, headers))
        self._tally.count(tries, failed=_failed(answer))
        if isinstance(answer, CarrierError):
            raise answer
        return answer

    def get(self, url: str) -> HttpAnswer:
        """Request a clip. Raises CarrierError when no answer comes back."""
        return self._connections.get(url)


def _try(post: Callable[[], HttpAnswer]) -> HttpAnswer | CarrierError:
    try:
        return post()
    except CarrierError as error:
        log.info("one try of a step failed: %s", error)
        return error


def _failed(answer: HttpAnswer | CarrierError) -> bool:
    return isinstance(answer, CarrierError) or answer.status >= 500
