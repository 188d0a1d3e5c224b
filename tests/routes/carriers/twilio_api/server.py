"""The carrier's REST API as a server of the tests' own, after its public OpenAPI description
(api/v2010).
"""

import base64
import json
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from twilio.http.http_client import TwilioHttpClient

from tests.conftest import TOKEN
from tests.routes.carriers.twilio_api.account import AccountRecords
from tests.routes.carriers.twilio_api.meetings import Meetings
from tests.routes.carriers.twilio_api.records import (
    ACCOUNT,
    SETTINGS,
    Answer,
    Record,
    make_call,
    refused,
    snake,
)
from tests.routes.in_thread import InThread

BASIC = "Basic " + base64.b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()
ROOT = f"/2010-04-01/Accounts/{ACCOUNT}"
VERSIONS = {
    "https://api.twilio.com": "2010-04-01",
    "https://voice.twilio.com": "v1",
    "https://trusthub.twilio.com": "v1",
}
"""Where an API is -> the version that is asked."""
PAGING = {"Page", "PageSize", "PageToken"}
RING = {"To", "From", "Twiml", "Timeout", "TimeLimit"}


@dataclass(frozen=True)
class Asked:
    """One request."""

    method: str
    path: str
    fields: dict[str, str]

    @property
    def kind(self) -> str:
        """What it is about: "POST Calls"."""
        words = [
            one
            for one in self.path.removeprefix(ROOT).removesuffix(".json").split("/")
            if one.isalpha()
        ]
        return " ".join([self.method, *words[-1:]])


@dataclass
class Carrier(InThread):
    """An account. faults: answers that come before any other; None for silence. asked: every
    request.
    picks_up: given the document of a test call, what its callee does, and how the call ends.
    breaks: answers, None for silence, to requests of a kind that have no effect. meddles: what
    becomes of an answer on its way. undeletable: ids of calls that are not closed yet. meetings:
    conferences, and live legs of calls.
    account: what the account may do.
    """

    numbers: list[Record] = field(default_factory=list)
    calls: list[Record] = field(default_factory=list)
    recordings: list[Record] = field(default_factory=list)
    faults: deque[Answer | None] = field(default_factory=deque)
    asked: list[Asked] = field(default_factory=list)
    picks_up: Callable[[str], str] = lambda _document: "no-answer"
    meddles: Callable[[Asked, Answer], Answer] = lambda _asked, answer: answer
    breaks: dict[str, Answer | None] = field(default_factory=dict)
    meetings: Meetings = field(default_factory=Meetings)
    undeletable: set[str] = field(default_factory=set)
    account: AccountRecords = field(default_factory=AccountRecords)
    largest_page: int = 1000

    def __post_init__(self) -> None:
        handler = type("Handler", (_Handler,), {"carrier": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._released = threading.Event()

    def __exit__(self, *error: object) -> None:
        self._released.set()
        super().__exit__(*error)

    def ignores(self, asked: Asked) -> bool:
        """Whether a request that comes now is never answered."""
        if self.faults:
            return self.faults[0] is None
        return asked.kind in self.breaks and self.breaks[asked.kind] is None

    def wait_for_the_end(self) -> None:
        """As a carrier that accepts a request and never answers it."""
        self._released.wait(60)

    def checked(self, asked: Asked, *, authorised: bool) -> Answer:
        """The answer to any request."""
        if not authorised:
            return refused(401, 20003, "Authenticate")
        try:
            return self.meddles(asked, self.answer(asked))
        except AssertionError as error:
            return refused(400, 20001, str(error))

    def answer(self, asked: Asked) -> Answer:
        """The answer to a request that is well-formed and comes from the account."""
        parts = asked.path.removeprefix(ROOT).removesuffix(".json").strip("/").split("/")
        return self._of_meetings(asked, parts) or self._of_the_account(asked, parts)

    def _of_meetings(self, asked: Asked, parts: list[str]) -> Answer | None:
        match asked.method, parts:
            case "POST", ["Calls", sid]:
                return self.meetings.moves(sid, asked.fields)
            case "POST", ["Conferences", room, "Participants"]:
                return self.meetings.invites(room, asked.fields)
            case "GET", ["Conferences"]:
                found = self.meetings.found(
                    asked.fields["FriendlyName"], asked.fields.get("Status", "in-progress")
                )
                return self._page(asked, "conferences", found, PAGING | {"FriendlyName", "Status"})
        return None

    def _of_the_account(self, asked: Asked, parts: list[str]) -> Answer:
        match asked.method, parts:
            case "GET", ["IncomingPhoneNumbers"]:
                wanted = asked.fields.get("PhoneNumber", "").removeprefix("+")
                found = [one for one in self.numbers if wanted in one["phone_number"]]
                return self._page(asked, "incoming_phone_numbers", found, PAGING | {"PhoneNumber"})
            case "POST", ["IncomingPhoneNumbers", sid]:
                return self._change(_one(self.numbers, sid), asked)
            case "GET", ["Calls"]:
                return self._page(asked, "calls", self.calls, PAGING)
            case "POST", ["Calls"]:
                return self._ring(asked)
            case "GET", ["Calls", sid]:
                return self._fetch(_one(self.calls, sid))
            case "DELETE", ["Calls", sid]:
                return self._delete(_one(self.calls, sid))
            case "GET", ["Recordings"]:
                return self._page(asked, "recordings", self.recordings, PAGING)
        return self.account.answer(asked.method, parts)

    def _page(self, asked: Asked, key: str, records: list[Record], known: set[str]) -> Answer:
        if strange := asked.fields.keys() - known:
            raise AssertionError(f"no such parameter: {strange}")
        size = min(int(asked.fields.get("PageSize", "50")), self.largest_page)
        number = int(asked.fields.get("Page", 0))
        start = number * size
        following = {
            **asked.fields,
            "PageSize": size,
            "Page": number + 1,
            "PageToken": f"PA{start + size}",
        }
        more = f"{asked.path}?{urlencode(following)}" if len(records) > start + size else None
        page = {
            "page": number,
            "page_size": size,
            "start": start,
            "end": start + size - 1,
            "uri": asked.path,
        }
        ends = {"first_page_uri": asked.path, "previous_page_uri": None, "next_page_uri": more}
        return 200, {key: records[start : start + size], **page, **ends}, {}

    def _change(self, number: Record | None, asked: Asked) -> Answer:
        if strange := asked.fields.keys() - set(SETTINGS):
            raise AssertionError(f"no such parameter: {strange}")
        if number is None:
            return refused(404, 20404)
        number.update({snake(name): value for name, value in asked.fields.items()})
        number["voice_caller_id_lookup"] = number["voice_caller_id_lookup"] in (True, "true")
        return 200, number, {}

    def _ring(self, asked: Asked) -> Answer:
        if asked.fields.keys() != RING:
            raise AssertionError(f"a test call is placed with {RING}")
        call = make_call(
            len(self.calls), to=asked.fields["To"], caller=asked.fields["From"], status="queued"
        )
        ahead = iter(["ringing", "ringing", "in-progress", "in-progress"])
        call["_ahead"] = lambda: next(ahead, None) or self.picks_up(asked.fields["Twiml"])
        self.calls.append(call)
        return 201, _shown(call), {}

    def _fetch(self, call: Record | None) -> Answer:
        if call is None:
            return refused(404, 20404)
        call["status"] = call["_ahead"]()
        return 200, _shown(call), {}

    def _delete(self, call: Record | None) -> Answer:
        if call is None:
            return refused(404, 20404)
        if call["sid"] in self.undeletable:
            return refused(409, 20009)
        self.calls.remove(call)
        return 204, None, {}


class Elsewhere(TwilioHttpClient):  # type: ignore[misc]
    """The library's own HTTP client, with another scheme and host.

    limits: the time-out of every request. patience: seconds after which it gives up a request that
    the carrier will never answer. Any other may take as long as a busy machine needs.
    """

    def __init__(self, carrier: Carrier, patience: float = 0.3) -> None:
        super().__init__()
        self.limits: list[float] = []
        self._carrier = carrier
        self._patience = patience

    def request(self, method: str, url: str, **how: Any) -> Any:
        parts = urlsplit(url)
        version = VERSIONS[f"{parts.scheme}://{parts.netloc}"]
        assert parts.path.startswith(f"/{version}/")
        self.limits.append(how["timeout"])
        here = url.replace(f"{parts.scheme}://{parts.netloc}", self._carrier.url)
        patience = self._patience if self._carrier.ignores(Asked(method, parts.path, {})) else 60
        return super().request(method, here, **{**how, "timeout": patience})


def _one(records: list[Record], sid: str) -> Record | None:
    return next((one for one in records if one["sid"] == sid), None)


def _shown(record: Record) -> Record:
    return {name: value for name, value in record.items() if not name.startswith("_")}


class _Handler(BaseHTTPRequestHandler):
    carrier: Carrier

    def do_GET(self) -> None:
        carrier = self.carrier
        asked = self._asked()
        carrier.asked.append(asked)
        authorised = self.headers.get("Authorization") == BASIC
        if carrier.faults:
            answer = carrier.faults.popleft()
        elif asked.kind in carrier.breaks:
            answer = carrier.breaks[asked.kind]
        else:
            answer = carrier.checked(asked, authorised=authorised)
        if answer is None:
            carrier.wait_for_the_end()
        else:
            self._send(*answer)

    do_POST = do_DELETE = do_GET  # noqa: N815

    def _asked(self) -> Asked:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        parts = urlsplit(self.path)
        fields = parse_qs(parts.query if self.command == "GET" else body, keep_blank_values=True)
        return Asked(self.command, parts.path, {name: values[0] for name, values in fields.items()})

    def _send(self, status: int, content: Any, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        text = (
            "" if content is None else content if isinstance(content, str) else json.dumps(content)
        )
        self.wfile.write(text.encode())

    def log_message(self, *_: object) -> None:
        """Nothing: the tests look at what was asked."""
