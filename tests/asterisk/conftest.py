"""What calls through Asterisk need: a machine that runs it, and telephones.

What needs PJSIP imports it, so that tests can be skipped without it.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.asterisk.machine import ON_ASTERISK, Machine
from tests.conftest import HOTLINE_NUMBER
from tests.outage.instances import ENVIRON, Instance
from tests.routes.doctor.front import make_certificate

if TYPE_CHECKING:
    from tests.asterisk.call import Call
    from tests.sip.endpoint import Endpoint, Leg

Dial = Callable[..., "Call"]


@pytest.fixture(scope="session")
def chroot() -> Path:
    """Where Asterisk is installed."""
    named = os.environ.get("ASTERISK_CHROOT")
    if not named:
        pytest.skip("Asterisk is not here: `deploy/asterisk/trial` installs it in a chroot")
    if os.geteuid():
        pytest.skip("only root may enter a chroot and listen to the loopback interface")
    return Path(named)


@pytest.fixture(scope="module")
def hotline_server(
    clips: Path, chroot: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Instance]:
    """The shipped hotline as the unit starts it. Who kills it starts it again."""
    log = tmp_path_factory.mktemp("hotline") / "log"
    with Instance(log, 1, "", CLIPS_FOLDER=str(clips), **ON_ASTERISK) as running:
        yield running


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Valid for a month."""
    return make_certificate(tmp_path_factory.mktemp("tls") / "good.pem", 30)


@pytest.fixture(scope="module")
def machine(
    chroot: Path,
    hotline_server: Instance,
    library: "Endpoint",
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Machine]:
    """Asterisk and the bridge. Who kills the bridge starts it again."""
    operator = library.account("centre")
    port = int(operator.uri.rpartition(":")[2])
    environ = {**ENVIRON, **ON_ASTERISK}
    folder = tmp_path_factory.mktemp("asterisk") / "m"
    with Machine(chroot, folder, hotline_server.port, port, environ) as running:
        yield running


@pytest.fixture
def dial(library: "Endpoint", machine: Machine, tmp_path: Path) -> Iterator[Dial]:
    """Begin a call. Each call that comes to the centre meets one of these answers, in turn."""
    from tests.asterisk.call import Call
    from tests.asterisk.phones import CallerThroughOperator
    from tests.sip.phones import Line

    def begin(
        *answers: Callable[["Leg"], None],
        name: str = "caller",
        headers: Mapping[str, str] | None = None,
    ) -> "Call":
        line = Line(library, tmp_path, *answers)
        caller = CallerThroughOperator(library, name, tmp_path, headers or {})
        call = Call(library, caller, line)
        call.begins(f"sip:{HOTLINE_NUMBER}@127.0.0.1:{machine.port}")
        return call

    yield begin
    library.end_everything()
