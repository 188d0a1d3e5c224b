"""All checks at once: none keeps another from running, and none takes for ever."""

import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from threading import Thread

from routes.call.hotline import Hotline
from routes.carriers import carrier_of
from routes.carriers.api import ApiCheck, ApiError
from routes.carriers.reach import Reach
from routes.doctor.account import check_account, check_balance, check_profile
from routes.doctor.caller_id import check_caller_id
from routes.doctor.clips import check_clips
from routes.doctor.database import check_database
from routes.doctor.dialling import check_dialling
from routes.doctor.fallback import check_fallback
from routes.doctor.finding import CarrierCheck, Case, Check, Finding, Found, Level
from routes.doctor.lines import check_lines
from routes.doctor.number import check_number
from routes.doctor.settings import check_settings
from routes.doctor.webhook import check_webhook

LONGEST = 60.0
"""Seconds for everything together."""

CHECKS: dict[str, Check] = {
    "settings": check_settings,
    "webhook": check_webhook,
    "clips": check_clips,
    "lines": check_lines,
    "fallback": check_fallback,
    "database": check_database,
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
) -> list[Finding]:
    """Everything that the checks find, in their order. Raises nothing. longest: seconds."""
    case = Case(hotline, datetime.now(UTC), clock)
    checks: dict[str, Callable[[], Found]] = {
        name: partial(check, case) for name, check in CHECKS.items()
    }
    unasked = []
    try:
        carrier = carrier_of(hotline.settings)
        api = carrier.api(reach)
        checks |= {
            name: partial(check, case, api)
            for name, check in CHECKS_AT_THE_CARRIER.items()
            if name in carrier.api_checks
        }
    except ApiError as error:
        names = ", ".join(CHECKS_AT_THE_CARRIER)
        unasked = [Finding("carrier", Level.WARNING, f"not checked ({names}): {error.message}")]
    return [*_together(checks, longest), *unasked]


def _together(checks: dict[str, Callable[[], Found]], longest: float) -> Iterator[Finding]:
    runs = [_Run(name, check) for name, check in checks.items()]
    threads = [
        Thread(target=run.go, daemon=True) for run in runs
    ]  # one that hangs does not keep the process
    for thread in threads:
        thread.start()
    end = time.monotonic() + longest
    for thread in threads:
        thread.join(max(end - time.monotonic(), 0))
    for run in runs:
        yield from run.findings(longest)


@dataclass
class _Run:
    name: str
    check: Callable[[], Found]
    found: list[Finding] = field(default_factory=list)
    over: bool = False

    def go(self) -> None:
        try:
            for level, message in self.check():
                self._add(level, message)
        except ApiError as error:
            self._add(Level.PROBLEM, f"could not be checked: {error.message}")
        except Exception as error:
            self._add(
                Level.PROBLEM,
                f"this check has failed ({_where(error)}): report this to who maintains the code",
            )
        self.over = True

    def findings(self, longest: float) -> list[Finding]:
        """What was found so far; afterwards nothing is added, whatever a check that is late still
        finds.
        """
        late = Finding(
            self.name,
            Level.PROBLEM,
            f"was not over after {longest:g} seconds: run this again later",
        )
        return [*self.found, *([] if self.over else [late])]

    def _add(self, level: Level, message: str) -> None:
        self.found.append(Finding(self.name, level, " ".join(message.split())))


def _where(error: Exception) -> str:
    """Without the error's message, which may hold a number."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {frame.name}"
