"""People in front of the desk: they are invited, choose how to get in, and log in."""

import re
from html import unescape

import pyotp
from flask import Flask
from werkzeug.test import TestResponse

from routes.database import store
from routes.desk.codes import STEP
from tests.conftest import make_settings
from tests.routes.desk.conftest import Coordinator, desk_settings
from tests.small.hotline import create_small_app

OWN = "correct donkey battery staple"
"""The password of everybody here."""


def desk_without_shared_password(url: str, **changes: object) -> Flask:
    """One more process of a server whose people have ways in of their own."""
    settings = desk_settings(database_url=url, staff_password_hash=None, **changes)
    return create_small_app(make_settings(**settings))


class Someone(Coordinator):
    """A person with a browser and an authenticator."""

    secret = ""
    name = ""

    def code(self, steps: int = 0) -> str:
        """What the authenticator shows, so many steps from now."""
        return pyotp.TOTP(self.secret).at(int(store.seconds()) + steps * STEP)

    def takes(self, link: str) -> TestResponse:
        """Open the link of an invitation, as the script of its page does."""
        return self.post("/staff/invitation", invitation=link)

    def chooses(self, name: str, steps: int = -1, **changes: str) -> TestResponse:
        """Choose a password with codes. The first code is an early one, so that the next is new."""
        page = self.get("/staff/invitation/way-in").text
        found = re.search(r"<code>(\w+)</code>", page)
        assert found is not None, page
        self.secret, self.name = found[1], name
        form = {"password": OWN, "again": OWN, "code": self.code(steps), **changes}
        return self.post("/staff/invitation/password", **form)

    def logs_in(
        self, steps: int = 0, name: str = "", password: str = OWN, code: str | None = None
    ) -> TestResponse:
        """Log in with name, password and code."""
        return self.post(
            "/staff/log-in",
            name=name or self.name,
            password=password,
            code=self.code(steps) if code is None else code,
            page="/",
        )

    def invites(self, name: str, *roles: str, languages: tuple[str, ...] = ()) -> str:
        """Invite somebody; the link."""
        answer = self.post("/staff/people", name=name, roles=[*roles], languages=[*languages])
        assert answer.status_code == 200, answer.text
        return link_in(answer.text)

    def number_of(self, name: str) -> str:
        """The address of a person on the page People."""
        page = self.get("/staff/people").text
        found = re.search(rf'href="(/staff/people/\d+)">{name}</a>', page)
        assert found is not None, page
        return found[1]


def link_in(page: str) -> str:
    """The link that a page shows once."""
    found = re.search(r'value="(https://[^"]+/staff/invitation#[^"]+)"', page)
    assert found is not None, page
    return unescape(found[1])


def comes_in(app: Flask, link: str, name: str, address: str = "192.0.2.1") -> Someone:
    """A person who has used an invitation."""
    someone = Someone(app, address=address)
    assert someone.takes(link).status_code == 303
    answer = someone.chooses(name)
    assert answer.status_code == 303, answer.text
    return someone
