"""A coordinator who publishes at the desk, over HTTP, behind the balancer."""

import re
import time
from collections.abc import Callable
from html import unescape
from urllib.parse import urlencode

import urllib3
from urllib3.exceptions import HTTPError

PATIENCE = 180.0
"""Seconds after which something counts as never coming."""
AGAIN = 0.3
"""Seconds until a page that did not come is asked for again."""
_FORM = {
    "Content-Type": "application/x-www-form-urlencoded",
    "Accept": "text/html",
    "Sec-Fetch-Site": "same-origin",
}


class Page:
    """What the desk answered."""

    def __init__(self, answer: urllib3.BaseHTTPResponse) -> None:
        self.status = answer.status
        self.text = answer.data.decode()

    def hidden(self) -> dict[str, str]:
        """The hidden fields of its forms."""
        found = re.findall(r'<input type="hidden" name="([\w.]+)" value="([^"]*)"', self.text)
        return {name: unescape(value) for name, value in found}

    def found(self, pattern: str) -> list[str]:
        """What a pattern finds."""
        return re.findall(pattern, self.text)


class Coordinator:
    """root: the address of the desk's server. again: how often a page had to be asked for again."""

    def __init__(self, root: str, password: str) -> None:
        self.again = 0
        self._pool = urllib3.connection_from_url(
            root, timeout=urllib3.Timeout(connect=2, read=30), retries=False
        )
        self._cookies: dict[str, str] = {}
        token = self.get("/staff/log-in").hidden()["csrf_token"]
        form = {"csrf_token": token, "password": password, "page": "/changes"}
        answer = self.post("/staff/log-in", **form)
        assert answer.status == 303, answer.text

    def get(self, path: str) -> Page:
        """A page, as soon as the desk gives it."""
        return self._until_there(lambda: self._request("GET", path))

    def post(self, path: str, **form: str) -> Page:
        """Send a form, until the desk takes or refuses it."""
        return self._until_there(lambda: self.post_once(path, **form))

    def post_once(self, path: str, **form: str) -> Page:
        """Send a form. Raises urllib3's HTTPError."""
        return self._request("POST", path, urlencode(form))

    def close(self) -> None:
        """Close the browser."""
        self._pool.close()

    def _until_there(self, request: Callable[[], Page]) -> Page:
        end = time.monotonic() + PATIENCE
        while True:
            try:
                page = request()
            except HTTPError:
                page = None
            if page is not None and page.status < 500:
                return page
            assert time.monotonic() < end, "the desk does not answer"
            self.again += 1
            time.sleep(AGAIN)  # as a person would wait before they try again

    def _request(self, method: str, path: str, body: str = "") -> Page:
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        headers = {"Cookie": cookies, **(_FORM if body else {})}
        answer = self._pool.urlopen(
            method, path, body=body or None, headers=headers, redirect=False
        )
        for cookie in answer.headers.getlist("Set-Cookie"):
            name, _, value = cookie.partition(";")[0].partition("=")
            self._cookies[name] = value
        return Page(answer)


class Publisher:
    """Changes hours at the desk, publishes, and undoes. cut_off: publishings that ended with the
    process that checked them.
    """

    def __init__(self, coordinator: Coordinator) -> None:
        self.desk, self.cut_off = coordinator, 0
        page = coordinator.get("/staff/destinations")
        found = re.findall(r'href="(/staff/destinations/([\w-]+)/[\w-]+)"', page.text)
        assert found, f"{page.status}: {page.text}"
        self.lines = {name: path for path, name in found}

    def publish(self, destination: str, hours: str) -> int:
        """Change the hours of a destination's line; the release that is live then."""
        self.draft(destination, hours)
        before = self.live()
        while True:
            drafts = self.desk.get("/staff/changes").found(r'name="draft" value="(\d+)"')
            self._post("/staff/changes/publish", draft=drafts[0])
            if release := self._went_live(before):
                return release

    def undo(self, release: int) -> int:
        """Take a release back; the release that is live then."""
        while True:
            self._post(f"/staff/changes/releases/{release}/undo")
            if undone := self._went_live(release):
                return undone

    def draft(self, destination: str, hours: str) -> None:
        """Save other hours as a draft."""
        page = self.desk.post(f"{self.lines[destination]}/hours", **self.typed(destination, hours))
        assert page.status == 303, page.text

    def typed(self, destination: str, hours: str) -> dict[str, str]:
        """The form of a line with other hours."""
        page = self.desk.get(self.lines[destination])
        return {**page.hidden(), "kind": "rule", "rule": hours, "why": "a trial"}

    def live(self) -> int:
        """The release that the desk says callers hear; 0 for none."""
        page = self.desk.get("/staff/changes")
        found = page.found(r"(?s)<details class=\"card\" open>\s*<summary>Release (\d+),")
        return int(found[0]) if found else 0

    def _post(self, path: str, **form: str) -> None:
        token = self.desk.get("/staff/changes").hidden()["csrf_token"]
        self.desk.post(path, csrf_token=token, **form)

    def _went_live(self, before: int) -> int:
        """The release that took the place of another one; 0 where its checks did not end."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            page = self.desk.get("/staff/changes").text
            live = self.live()
            if live != before:
                return live
            if 'http-equiv="refresh"' not in page:
                self.cut_off += 1
                return 0
            time.sleep(AGAIN)
        raise AssertionError("it never went live")
