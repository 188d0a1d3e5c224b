"""How a test reads the pages that change something, and fills in their forms."""

import re
import threading
from html import unescape

from flask import Flask

from routes.call.hotline import HOTLINE
from routes.releases.following import FOLLOWER
from tests.routes.desk.conftest import Coordinator
from tests.routes.desk.people import comes_in, link_in


def words(page: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page)))


def line_page(coordinator: Coordinator, destination: str = "middle") -> str:
    page = coordinator.get("/staff/destinations").text
    found = re.search(rf'href="(/staff/destinations/{destination}/[a-z0-9-]+)"', page)
    assert found is not None
    return found[1]


def seen(page: str) -> dict[str, str]:
    """The hidden fields that remember what the person saw."""
    found = re.findall(r'name="(\w+\.seen)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in found}


def wait_for_the_checks() -> None:
    for thread in threading.enumerate():
        if thread.name == "publishing":
            thread.join()


def rule(written: str) -> dict[str, str]:
    """The fields of hours that are typed as a rule."""
    return {"kind": "rule", "rule": written}


class Two:
    """Two coordinators, who need each other."""

    def __init__(self, app: Flask) -> None:
        shared = Coordinator(app)
        assert shared.log_in().status_code == 303
        pages = [
            shared.post("/staff/people", name=name, roles=["coordinator"])
            for name in ("Anna", "Ben")
        ]
        self.anna, self.ben = (
            comes_in(app, link_in(page.text), name)
            for name, page in zip(("Anna", "Ben"), pages, strict=True)
        )

    def publish(self) -> str:
        """Anna publishes every draft; the page Changes of Ben then."""
        drafts = re.findall(r'name="draft" value="(\d+)"', self.anna.get("/staff/changes").text)
        self.anna.post("/staff/changes/publish", draft=drafts)
        wait_for_the_checks()
        return self.ben.get("/staff/changes").text

    def agree(self, page: str, **form: str) -> None:
        [agree] = set(re.findall(r'action="(/staff/changes/releases/\d+/agree)"', page))
        assert self.ben.post(agree, **form).status_code == 303
        FOLLOWER.of(self.ben.app).look()


def uris(app: Flask) -> list[str]:
    return [line.uri for line in HOTLINE.of(app).tree.destinations["middle"].lines]
