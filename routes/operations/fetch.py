"""Fetch a file from the web, as a carrier would."""

from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.request import Request, build_opener

TIMEOUT = 10
"""Seconds. A carrier waits no longer than fifteen (Twilio, webhooks)."""
_LARGEST = 4 * 1024 * 1024
"""Bytes. More than any clip has: what is longer is not ours."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What is published somewhere. type: its content type, without parameters; empty when none is
    told.
    """

    type: str
    content: bytes


Fetch = Callable[[str], Fetched]
"""A web address -> what is there. Raises OSError, in words, when there is nothing."""


def fetch(url: str) -> Fetched:
    """What is at a web address. Raises OSError, in words, when there is nothing."""
    request = Request(url, headers={"User-Agent": "wayout"})
    try:
        # urlopen would trust, for as long as the process runs, only what it trusted at first.
        with build_opener().open(request, timeout=TIMEOUT) as response:
            kind = str(response.headers.get("Content-Type", ""))
            return Fetched(kind.partition(";")[0].strip().lower(), response.read(_LARGEST))
    except HTTPError as error:
        with error:
            raise OSError(f"the host answers {error.code} {error.reason}") from error
    except URLError as error:
        raise OSError(f"the host cannot be reached ({error.reason})") from error
    except (HTTPException, TimeoutError, ValueError) as error:
        raise OSError(f"the host does not answer as it should ({type(error).__name__})") from error
