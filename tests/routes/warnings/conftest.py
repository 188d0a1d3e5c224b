"""Processes of a hotline that watch, a mail server, a webhook, and a clock that stands still."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from routes.call.hotline import HOTLINE
from routes.database import store
from routes.desk.translation import say_in
from routes.doctor.finding import Finding
from routes.statistics.cells import EVER, Cell, Counts, Measure
from routes.statistics.recorder import STATISTICS
from routes.warnings.addresses import address_of
from routes.warnings.channels import Channel, ChannelKind, all_channels, keep_channel
from routes.warnings.deliveries import Postbox
from routes.warnings.rows import Alert, ended_alerts, open_alerts
from routes.warnings.sealing import seal
from routes.warnings.watcher import Watcher
from tests.conftest import make_settings
from tests.routes.desk.conftest import Clock, desk_settings
from tests.routes.warnings.receivers import Arrivals, mail_server, webhook
from tests.small.hotline import create_small_app

MINUTE, HOUR, DAY = 60, 3600, 86400


@dataclass
class Hotline:
    """A hotline whose database all processes share. found: what an examination finds."""

    url: str
    clock: Clock
    mail_port: int
    hook_port: int
    found: list[Finding]

    def __post_init__(self) -> None:
        self.app = create_small_app(make_settings(**desk_settings(database_url=self.url)))
        self.settings = HOTLINE.of(self.app).settings
        self.store = store.desk_store_of(self.settings, store.LONGEST_COMMAND)

    def process(self) -> Watcher:
        """A process that watches when a test lets it look."""
        postbox = Postbox(self.settings, say_in)
        return Watcher(self.app, self.store, postbox, lambda _app: self.found)

    def passes(self, seconds: int, *watchers: Watcher, every: int = MINUTE) -> None:
        """Time passes, and each process looks now and then."""
        for _ in range(seconds // every):
            self.clock.now += every
            for watcher in watchers:
                watcher.look()

    def rung(self, destination: str, times: int = 1) -> None:
        """Lines that nobody takes."""
        cell = Cell("2027-01-15", False, Measure.LINES.value, destination, "busy")
        self._count(Counter({cell: times}))

    def taken(self, destination: str) -> None:
        """Somebody takes a call."""
        self._count(Counter({Cell(EVER, False, Measure.TAKEN.value, destination): 1}))

    def tells_by_mail(self, **changes: object) -> Channel:
        """Let warnings be sent by mail."""
        typed = {
            "to": "anna@centre.test",
            "sender": "desk@hotline.test",
            "server": f"127.0.0.1:{self.mail_port}",
            "security": "insecure",
        }
        return self._tells(ChannelKind.MAIL, typed, changes)

    def tells_a_webhook(self, **changes: object) -> Channel:
        """Let warnings be sent to a webhook."""
        typed = {"url": f"http://127.0.0.1:{self.hook_port}/team?key=secret"}
        return self._tells(ChannelKind.WEBHOOK, typed, changes)

    def channels(self) -> list[Channel]:
        return self.store.do(all_channels)

    def open(self) -> list[Alert]:
        return self.store.do(open_alerts)

    def over(self) -> list[Alert]:
        return self.store.do(lambda connection: ended_alerts(connection, 0))

    def _count(self, counts: Counts) -> None:
        counted = STATISTICS.of(self.app).store
        assert counted is not None
        counted.open()
        counted.add(counts)

    def _tells(
        self, kind: ChannelKind, typed: dict[str, str], changes: dict[str, object]
    ) -> Channel:
        address = address_of(kind, typed)
        given: dict[str, object] = {
            "id": 0,
            "name": f"{kind} team",
            "kind": kind,
            "hint": address.hint,
            "sealed": seal(self.settings, address.whole),
            "language": "en",
            "quiet_from": "",
            "quiet_until": "",
            "wakes": False,
            "made": int(self.clock.now),
        }
        channel = Channel(**(given | changes))  # type: ignore[arg-type]
        self.store.do(lambda connection: keep_channel(connection, channel))
        return channel


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Friday 15 January 2027, 9:00 in Belgium."""
    clock = Clock()
    monkeypatch.setattr(store, "seconds", clock)
    return clock


@pytest.fixture(scope="module")
def mail() -> Iterator[tuple[Arrivals, int]]:
    with mail_server() as found:
        yield found


@pytest.fixture(scope="module")
def hook() -> Iterator[tuple[Arrivals, int]]:
    with webhook() as found:
        yield found


@pytest.fixture
def inbox(mail: tuple[Arrivals, int]) -> Arrivals:
    """An empty one."""
    mail[0].__init__()  # type: ignore[misc]
    return mail[0]


@pytest.fixture
def posted(hook: tuple[Arrivals, int]) -> Arrivals:
    """An empty one."""
    hook[0].__init__()  # type: ignore[misc]
    return hook[0]


@pytest.fixture
def hotline(
    clips: object,
    url: str,
    clock: Clock,
    mail: tuple[Arrivals, int],
    hook: tuple[Arrivals, int],
) -> Hotline:
    """With either database."""
    return Hotline(url, clock, mail[1], hook[1], [])


@pytest.fixture
def plain(
    clips: object,
    tmp_path: Path,
    clock: Clock,
    mail: tuple[Arrivals, int],
    hook: tuple[Arrivals, int],
) -> Hotline:
    """With SQLite."""
    return Hotline(f"sqlite:///{tmp_path / 'statistics.sqlite'}", clock, mail[1], hook[1], [])
