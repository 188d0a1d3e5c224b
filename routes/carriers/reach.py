"""How the carrier's API is reached: with a limit of time, again where that is safe, and with plain
errors.
"""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from routes.carriers.api import ApiError
from routes.extension import Extension

TIMEOUT = 10
"""Seconds for one request of a command."""
HURRIED = 2
"""Seconds for a request that a call waits for: to be connected, and again to be answered."""
PAUSES = (1, 2, 4)
"""Seconds before each further try."""
LONGEST_PAUSE = 60
"""Seconds. A carrier that asks for more is asked again all the same, or given up."""


def _http() -> Any:
    # It brings requests, 5 MB, which only commands and interpreters need.
    from twilio.http.http_client import TwilioHttpClient

    return TwilioHttpClient()


@dataclass(frozen=True)
class Reach:
    """What the twilio library calls as its HttpClient. http: a real one of its own; pause: waits
    seconds.
    timeout: seconds for one request. pauses: seconds before each further try.
    """

    http: Any = field(default_factory=_http)
    pause: Callable[[float], None] = time.sleep
    timeout: int = TIMEOUT
    pauses: tuple[int, ...] = PAUSES

    def hurried(self) -> "Reach":
        """The same for a call that waits: everything is tried once, and soon given up."""
        return replace(self, timeout=HURRIED, pauses=())

    def request(self, method: str, url: str, **how: Any) -> Any:
        """The answer to a request, tried up to four times. Raises ApiError and nothing else."""
        answer = self._once(method, url, how)
        for wait in self.pauses:
            if not (isinstance(answer, ApiError) and _may_try_again(method, url, answer)):
                break
            self.pause(max(wait, answer.pause))
            answer = self._once(method, url, how)
        if isinstance(answer, ApiError):
            raise answer
        return answer

    def _once(self, method: str, url: str, how: dict[str, Any]) -> Any:
        try:
            response = self.http.request(method, url, **{**how, "timeout": self.timeout})
        except (
            OSError
        ) as error:  # every failure of the network; its own message would name the address
            kind = type(error).__name__
            return ApiError(
                f"the carrier's API does not answer ({kind}): is this machine on the internet? "
                "Try again"
            )
        return _refusal(response) or response


def _may_try_again(method: str, url: str, error: ApiError) -> bool:
    """A request that was refused with 429 was never processed (Twilio, error 20429). Any other may
    have taken effect, so it is not sent again where it would ring somebody twice.
    """
    rings = method == "POST" and url.endswith("/Calls.json")
    return error.status == 429 or (not rings and (error.status == 0 or error.status >= 500))


def _refusal(response: Any) -> ApiError | None:
    """What the carrier has against a request, or None."""
    if response.status_code == 204:
        return None
    try:
        told = json.loads(response.text)
    except ValueError:
        told = None
    if response.status_code < 300 and isinstance(told, dict):
        return None
    code = told.get("code") if isinstance(told, dict) else 0
    code = code if isinstance(code, int) else 0
    return ApiError(
        _remedy(response.status_code, code), response.status_code, code, _wanted_pause(response)
    )


def _remedy(status: int, code: int) -> str:
    """What happened, and what to do next."""
    if status in _REMEDIES:
        return _REMEDIES[status]
    if status >= 500:
        return f"the carrier's API is out of order (HTTP {status}): try again later"
    if status < 400:
        return (
            f"something else than the carrier's API has answered (HTTP {status}): is "
            "a proxy in between?"
        )
    where = f": https://www.twilio.com/docs/api/errors/{code} says why" if code else ""
    return f"the carrier has refused this (HTTP {status}, error {code}){where}"


def _wanted_pause(response: Any) -> int:
    wanted = str((response.headers or {}).get("Retry-After", ""))
    return min(int(wanted), LONGEST_PAUSE) if wanted.isascii() and wanted.isdigit() else 0


_REMEDIES = {
    401: (
        "the carrier does not know this account or token: check TWILIO_ACCOUNT_SID and "
        "the first TWILIO_AUTH_TOKEN"
    ),
    403: "the carrier does not allow this account to do that: is it suspended, or on trial?",
    404: "the carrier has no such thing in this account: check the number, and TWILIO_ACCOUNT_SID",
    429: "the carrier was asked too often: wait a minute, then run the command again",
}

REACH = Extension("reach", Reach)
"""How the application at hand reaches the API: the internet, unless the tests put another."""
