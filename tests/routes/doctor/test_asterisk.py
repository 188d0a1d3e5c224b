"""The doctor asks the Asterisk of this machine: here a program of that name, from the test."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from routes.call.hotline import Hotline
from routes.doctor.asterisk import check_asterisk
from routes.doctor.finding import Case
from tests.conftest import make_settings
from tests.routes.doctor.conftest import Good
from tests.routes.doctor.front import make_certificate
from tests.small.hotline import small_hotline

Found = list[tuple[str, str]]
Examine = Callable[[dict[str, str]], Found]
TRUNK = " trunk/sip:operator.test:5061   trunk    {}        (exp. 300s)"
CONTACT = "  Contact:  trunk/sip:operator.test:5061    c52dca7955 {}        12.1"
TLS = "Transport:  tls                       tls      0      0  0.0.0.0:5061"
CERTIFICATE = " cert_file                   : {}"
GOOD = {
    "show registrations": TRUNK.format("Registered"),
    "show contacts": CONTACT.format("Avail"),
    "show transports": TLS,
    "show globals": "CHECKED=$(date +%s) yes",
}


@pytest.fixture(scope="module")
def on_asterisk() -> Hotline:
    return small_hotline(make_settings(signature_scheme="asterisk", asterisk_key="k" * 16))


@pytest.fixture
def examine(
    on_asterisk: Hotline, certificate: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Examine:
    """What the doctor finds where Asterisk answers so: question -> answer."""

    def find(changed: dict[str, str]) -> Found:
        answers = {**GOOD, "show transport ": CERTIFICATE.format(certificate), **changed}
        cases = "\n".join(f'*"{asked}"*) echo "{answer}";;' for asked, answer in answers.items())
        _program(tmp_path / "asterisk", f'case "$2" in\n{cases}\nesac')
        _program(tmp_path / "timedatectl", "echo yes")
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
        ticks = iter(range(0, 1000, 10))
        case = Case(on_asterisk, datetime.now(UTC), lambda: next(ticks), None)
        return [(str(level), str(message)) for level, message in check_asterisk(case)]

    return find


def _program(path: Path, lines: str) -> None:
    path.write_text(f"#!/bin/sh\n{lines}\n")
    path.chmod(0o755)


def worst(found: Found) -> Found:
    return [one for one in found if one[0] != "good"]


def test_each_lamp_is_green_where_all_was_measured(examine: Examine) -> None:
    found = examine({})
    assert worst(found) == []
    assert [text.split(":")[0][:30] for _, text in found] == [
        "the trunk is registered, or th",
        "a call inside Asterisk was ans",
        "the certificate of Asterisk is",
        "the clock of this machine is k",
    ]


@pytest.mark.parametrize(
    ("changed", "level", "told"),
    [
        ({"show registrations": TRUNK.format("Rejected")}, "problem", "the operator does not know"),
        ({"show contacts": CONTACT.format("Unavail")}, "problem", "the operator does not know"),
        (
            {"show registrations": "No objects found.", "show contacts": CONTACT.format("NonQual")},
            "warning",
            "whether the trunk is up cannot be told",
        ),
        ({"show globals": "CHECKED=$(date +%s) "}, "problem", "did not reach the hotline"),
        ({"show globals": "CHECKED=1700000000 yes"}, "problem", "did not reach the hotline"),
        ({"show transports": "Transport:  udp   udp  0 0 0.0.0.0:5060"}, "warning", "no transport"),
        ({"show transport ": CERTIFICATE.format("/nowhere")}, "warning", "cannot be read"),
        ({"show registrations": "Unable to connect to remote"}, "problem", "does not run"),
    ],
    ids=[
        "rejected",
        "no answer on the trunk",
        "never asked",
        "the bridge is gone",
        "an old check",
        "in the clear",
        "certificate",
        "not running",
    ],
)
def test_each_fault_has_its_own_finding(
    examine: Examine, changed: dict[str, str], level: str, told: str
) -> None:
    ((found_level, text),) = worst(examine(changed))
    assert found_level == level
    assert told in text


def test_a_certificate_that_ends_soon(examine: Examine, tmp_path: Path) -> None:
    soon = make_certificate(tmp_path / "soon.pem", 5)
    ((level, text),) = worst(examine({"show transport ": CERTIFICATE.format(soon)}))
    assert (level, "ends on" in text) == ("warning", True)


def test_with_another_carrier_nothing_is_said(good: Good) -> None:
    assert good.results(check_asterisk) == []
