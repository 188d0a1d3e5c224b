"""A hotline without any fault: its server, its public address, its account and its fallback."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app import application
from ivr.destinations import Line
from ivr.hours import BRUSSELS_TIME
from routes.call.hotline import HOTLINE, Hotline
from routes.carriers import carrier_of
from routes.carriers.reach import REACH, Reach
from routes.carriers.twilio_api.number import VOICE_SETTINGS, wanted
from routes.doctor.finding import Case, CheckResults
from routes.operations.confirmed_lines import number_digest
from routes.operations.fallback import files_of
from routes.settings.settings import Settings
from tests.conftest import HOTLINE_NUMBER, make_settings
from tests.routes.carriers.twilio_api.records import ACCOUNT, make_number
from tests.routes.carriers.twilio_api.server import Carrier, Elsewhere
from tests.routes.doctor.front import Front, make_certificate
from tests.small.hotline import small_hotline, small_tree, with_lines

MakeApp = Callable[..., Flask]
Results = list[tuple[str, str]]
SPECIAL = "tel:+3278151234"
"""A national number, which an account may call only where special numbers are allowed."""


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Valid for a month. SSL_CERT_FILE makes the doctor trust it."""
    return make_certificate(tmp_path_factory.mktemp("tls") / "good.pem", 30)


@pytest.fixture(scope="session")
def address(certificate: Path) -> Iterator[Front]:
    """The public address, shared by all tests so that an application is made only once."""
    with Front(certificate) as front:
        yield front


@pytest.fixture(scope="session")
def verified(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file in which every line was confirmed today."""
    path = tmp_path_factory.mktemp("verified") / "verified.json"
    today = str(datetime.now(BRUSSELS_TIME).date())
    lines = [
        {"destination": name, "number": number_digest(line.uri), "date": today}
        for name, destination in small_tree().destinations.items()
        for line in (*destination.lines, Line(uri=SPECIAL))
    ]
    path.write_text(json.dumps(lines))
    return path


@pytest.fixture(scope="session")
def make_good(address: Front, verified: Path, clips: Path) -> MakeApp:
    """An application in production, with other settings besides. Every text counts as signed, and
    the helpline has a national number.
    """
    made: dict[str, Flask] = {}

    def make(**changes: Any) -> Flask:
        if repr(changes) not in made:
            made[repr(changes)] = _in_production(address, verified, changes)
        return made[repr(changes)]

    return make


def _in_production(address: Front, verified: Path, changes: dict[str, Any]) -> Flask:
    given = {
        "environment": "production",
        "public_url": address.url,
        "allow_draft_languages": "all",
        "twilio_account_sid": ACCOUNT,
        "verified_file": verified,
        "fallback_url": f"{address.url}/static/fallback.xml",
        "state_directory": verified.parent / sha256(repr(changes).encode()).hexdigest(),
    }
    hotline = with_lines(small_hotline(make_settings(**given | changes)), helpline=[SPECIAL])
    warnings = (text for text in hotline.warnings if not text.startswith("ALLOW_DRAFT_LANGUAGES"))
    return application(replace(hotline, warnings=tuple(warnings)))


@dataclass
class Good:
    """front: the server at the public address. carrier: the carrier's API, with the account. app:
    the application that is examined.
    """

    front: Front
    carrier: Carrier
    app: Flask
    pauses: list[float]

    @property
    def hotline(self) -> Hotline:
        return HOTLINE.of(self.app)

    @property
    def reach(self) -> Reach:
        return Reach(Elsewhere(self.carrier), self.pauses.append)

    def serve(self, app: Flask) -> None:
        """Put an application at the public address, and its fallback beside it."""
        self.app = self.front.app = app
        files = files_of(self.hotline, f"{self.front.url}/static").items()
        self.front.files = {f"/static/{name}": content for name, content in files}

    def doctor(self, *words: str) -> tuple[int, str]:
        """`flask doctor ...`: the exit code, and the output with a fixed public address."""
        REACH.put(self.app, self.reach)
        result = self.app.test_cli_runner().invoke(args=["doctor", *words])
        return result.exit_code, result.output.replace(self.front.url, "https://hotline.test")

    def results(self, check: Callable[..., CheckResults], **changes: Any) -> Results:
        """The level and the message of everything that one check finds."""
        case = replace(Case(self.hotline, datetime.now(UTC), lambda: 0.0), **changes)
        if check.__code__.co_argcount == 2:
            found = check(case, carrier_of(self.hotline.settings).api(self.reach))
        else:
            found = check(case)
        return [
            (str(level), message.replace(self.front.url, "https://hotline.test"))
            for level, message in found
        ]


@pytest.fixture
def good(
    address: Front, make_good: MakeApp, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Good]:
    """A hotline without a fault, in which each test makes one."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    monkeypatch.setattr("routes.doctor.disk.least_free", lambda _settings: 50)
    app = make_good()
    address.meddles = lambda _environ: None
    with Carrier() as carrier:
        settings = HOTLINE.of(app).settings
        carrier.numbers.append(make_number(HOTLINE_NUMBER, **wanted_settings(settings)))
        here = Good(address, carrier, app, [])
        here.serve(app)
        yield here


def wanted_settings(settings: Settings) -> dict[str, object]:
    """What a number of this hotline is set to, under the names of the library."""
    return {VOICE_SETTINGS[name]: value for name, value in wanted(settings).items()}
