"""Does the Asterisk of this machine answer calls, and does it reach the hotline? Measured by asking
it, and by a call inside it that nobody hears.
"""

import re
import subprocess
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from routes.carriers.asterisk.carrier import Asterisk
from routes.carriers.asterisk.console import ConsoleError, ask
from routes.doctor.finding import Case, CheckResult, CheckResults, good, problem, warning
from routes.translations import N_

ENDS_SOON = timedelta(days=14)
"""Before the end of a certificate, as for the hotline's own (webhook.py)."""
LONGEST, PAUSE = 15.0, 0.25
"""Seconds for the call inside Asterisk, and between two looks for its end."""


def check_asterisk(case: Case) -> CheckResults:
    """The trunk, the way from Asterisk to the hotline, the clips, the certificate and the clock;
    nothing with another carrier.
    """
    if not isinstance(case.hotline.settings.carrier, Asterisk):
        return
    try:
        yield from _trunk()
        yield _way(case)
        yield from _certificates(case.now)
    except ConsoleError as error:
        yield problem(
            str(error), N_("Asterisk could not be asked: whether calls arrive is not known.")
        )
    yield from _clock()


def _trunk() -> Iterator[CheckResult]:
    """How the operator sees this machine: registered, or known by its address."""
    registered = re.findall(
        r"^ .*\s(Registered|Unregistered|Rejected|Stopped)\b",
        ask("pjsip show registrations"),
        re.MULTILINE,
    )
    reached = re.findall(
        r"^\s*Contact: .*\s(Avail|Unavail|NonQual|Unknown)\b",
        ask("pjsip show contacts"),
        re.MULTILINE,
    )
    if [one for one in registered if one != "Registered"] or "Unavail" in reached:
        yield problem(
            "the operator does not know this machine now: look at `asterisk -rx 'pjsip show "
            "registrations'`, the address and the password in pjsip_trunk.conf, and call the "
            "operator",
            N_("The operator's line is down: no call arrives, and none can be placed."),
        )
    elif registered or "Avail" in reached:
        yield good(
            "the trunk is registered, or the operator answers on it",
            N_("The operator's line is up."),
        )
    else:
        yield warning(
            "whether the trunk is up cannot be told: set qualify_frequency of its aor, so that "
            "Asterisk asks the operator, or register",
            N_("Whether the operator's line is up is not known: call the hotline."),
        )


def _way(case: Case) -> CheckResult:
    """A call inside Asterisk, which plays the end of a clip and asks the hotline."""
    began = int(time.time())
    ask("channel originate Local/s@check application Wait 1")
    end = case.clock() + LONGEST
    while case.clock() < end:
        told = re.search(r"\bCHECKED=(\d+) ?(\w*)", ask("dialplan show globals"))
        if told and int(told[1]) >= began:
            return _of_the_way(told[2] == "yes")
        time.sleep(PAUSE)
    return _of_the_way(False)


def _of_the_way(is_open: bool) -> CheckResult:
    if is_open:
        return good(
            "a call inside Asterisk was answered by the bridge and the hotline, and heard a clip",
            N_("Asterisk reaches the hotline and can play its recordings."),
        )
    return problem(
        "a call inside Asterisk did not reach the hotline, so callers hear the apology: is the "
        "bridge running (`flask asterisk serve`), has it the hotline's own ASTERISK_KEY, and may "
        "Asterisk read ASTERISK_SOUNDS?",
        N_("Asterisk does not reach the hotline: callers hear an apology, and the helpline rings."),
    )


def _certificates(now: datetime) -> Iterator[CheckResult]:
    """The certificates that Asterisk itself shows, on every transport with TLS."""
    names = re.findall(r"^Transport: +(\S+) +tls\b", ask("pjsip show transports"), re.MULTILINE)
    if not names:
        yield warning(
            "no transport of Asterisk has TLS: numbers and voices cross the network in the clear, "
            "unless the operator has laid a line of its own",
            N_("The line to the operator is not encrypted."),
        )
    for name in names:
        shown = re.search(
            r"^ cert_file +: +(\S+)", ask(f"pjsip show transport {name}"), re.MULTILINE
        )
        if shown:
            yield _certificate(Path(shown[1]), now)


def _certificate(file: Path, now: datetime) -> CheckResult:
    from cryptography.x509 import load_pem_x509_certificate  # only for this carrier

    try:
        ends = load_pem_x509_certificate(file.read_bytes()).not_valid_after_utc
    except (OSError, ValueError):
        return warning(
            f"the certificate {file.name} cannot be read by this user: let the hotline's group "
            "read it (never the key)",
            N_("The end of the certificate of Asterisk is not known."),
        )
    if ends - now < ENDS_SOON:
        return warning(
            f"the certificate of Asterisk ends on {ends:%Y-%m-%d}: renew it, and find out why that "
            "was not done",
            N_("The certificate of Asterisk ends on %(date)s."),
            date=ends.date(),
        )
    return good(
        f"the certificate of Asterisk is valid until {ends:%Y-%m-%d}",
        N_("The certificate of Asterisk is valid."),
    )


def _clock() -> Iterator[CheckResult]:
    """Whether the clock is kept right: certificates and opening hours need it."""
    asked = ["timedatectl", "show", "--property=NTPSynchronized", "--value"]
    try:
        told = subprocess.run(asked, capture_output=True, text=True, timeout=10, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        told = ""
    if told.strip() == "yes":
        yield good("the clock of this machine is kept right", N_("The clock is kept right."))
    else:
        yield warning(
            "nothing is known to keep this machine's clock right (`timedatectl`): let systemd-"
            "timesyncd or chrony do it",
            N_("Whether the clock of the server is right is not known."),
        )
