"""Runs all checks at the same time. One that fails or hangs does not stop the others."""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from threading import Thread
from traceback import extract_tb

from routes.call.faults import without_values
from routes.call.hotline import Hotline
from routes.carriers import carrier_of
from routes.carriers.api import ApiCheck, ApiError
from routes.carriers.reach import Reach
from routes.doctor.account import check_account
from routes.doctor.asterisk import check_asterisk
from routes.doctor.balance import check_balance
from routes.doctor.caller_id import check_caller_id
from routes.doctor.clips import check_clips
from routes.doctor.database import check_database
from routes.doctor.dialling import check_dialling
from routes.doctor.disk import check_disk
from routes.doctor.fallback import check_fallback
from routes.doctor.files import check_files, check_served_files
from routes.doctor.finding import CarrierCheck, Case, Check, CheckResults, Finding, Level
from routes.doctor.floods import check_floods
from routes.doctor.lines import check_lines
from routes.doctor.number import check_number
from routes.doctor.outcomes import check_outcomes
from routes.doctor.profile import check_profile
from routes.doctor.refusals import check_refusals
from routes.doctor.releases import check_releases
from routes.doctor.running import check_running
from routes.doctor.settings import check_settings
from routes.doctor.webhook import check_webhook
from routes.translations import N_, Message

log = logging.getLogger(__name__)

LONGEST = 60.0
"""Seconds for all checks together."""
_UNCHECKED = N_("This could not be checked.")

CHECKS: dict[str, Check] = {
    "settings": check_settings,
    "files": check_files,
    "served": check_served_files,
    "running": check_running,
    "webhook": check_webhook,
    "asterisk": check_asterisk,
    "refusals": check_refusals,
    "floods": check_floods,
    "clips": check_clips,
    "lines": check_lines,
    "fallback": check_fallback,
    "database": check_database,
    "disk": check_disk,
    "releases": check_releases,
    "outcomes": check_outcomes,
}
CHECKS_AT_THE_CARRIER: dict[ApiCheck, CarrierCheck] = {
    ApiCheck.NUMBER: check_number,
    ApiCheck.CALLER_ID: check_caller_id,
    ApiCheck.DIALLING: check_dialling,
    ApiCheck.ACCOUNT: check_account,
    ApiCheck.BALANCE: check_balance,
    ApiCheck.PROFILE: check_profile,
}
"""What only the carrier's API can tell."""


def examine(
    hotline: Hotline,
    reach: Reach,
    clock: Callable[[], float] = time.monotonic,
    longest: float = LONGEST,
    more: Mapping[str, Check] | None = None,
) -> list[Finding]:
    """Everything that the checks find, in their order. Raises nothing. longest: seconds. more:
    checks of rooms above this one.
    """
    case = Case(hotline, datetime.now(UTC), clock)
    checks = {**CHECKS, **(more or {})}
    runs = [_Run(name, partial(check, case)) for name, check in checks.items()]
    unasked = []
    try:
        carrier = carrier_of(hotline.settings)
        api = carrier.api(reach)
        runs += [
            _Run(name, partial(check, case, api))
            for name, check in CHECKS_AT_THE_CARRIER.items()
            if name in carrier.api_checks
        ]
    except ApiError as error:
        names = ", ".join(CHECKS_AT_THE_CARRIER)
        text = f"not checked ({names}): {error.message}"
        unasked = [Finding("carrier", Level.WARNING, Message(text, _UNCHECKED))]
    # Daemons: a check that hangs does not keep the process from ending.
    threads = [Thread(target=run.go, daemon=True) for run in runs]
    for thread in threads:
        thread.start()
    end = time.monotonic() + longest
    for thread in threads:
        thread.join(max(end - time.monotonic(), 0))
    return [*(finding for run in runs for finding in run.findings(longest)), *unasked]


@dataclass
class _Run:
    """One check, in a thread of its own."""

    name: str
    check: Callable[[], CheckResults]
    found: list[Finding] = field(default_factory=list)
    over: bool = False

    def go(self) -> None:
        try:
            for level, message in self.check():
                self.found.append(Finding(self.name, level, message))
        except ApiError as error:
            self._add(f"could not be checked: {error.message}")
        except Exception as error:
            log.error("the check %s failed: %s", self.name, without_values(error))
            # Without the error's message, which may hold a number.
            where = f"{type(error).__name__} in {extract_tb(error.__traceback__)[-1].name}"
            self._add(f"this check failed ({where}): report it to the maintainers, with the log")
        self.over = True

    def findings(self, longest: float) -> list[Finding]:
        """What the check has found by now. A late check may find more, which nobody reads."""
        if self.over:
            return list(self.found)
        late = f"this check took longer than {longest:g} seconds: run it again later"
        return [*self.found, Finding(self.name, Level.PROBLEM, Message(late, _UNCHECKED))]

    def _add(self, text: str) -> None:
        self.found.append(Finding(self.name, Level.PROBLEM, Message(text, _UNCHECKED)))
