"""What the rules find: a function for each. None runs during a call, and none tells of a caller."""

import logging
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial

from ivr.hours import BRUSSELS_TIME
from routes.call.faults import without_values
from routes.call.hotline import Hotline
from routes.call.refusals import Cause
from routes.doctor.disk import least_free
from routes.doctor.finding import Case, CheckResults, Finding, Level
from routes.doctor.floods import check_floods
from routes.doctor.refusals import check_refusals
from routes.operations.confirmed_lines import ConfirmedOn, number_digest, telephone_lines
from routes.releases.instances import Instance
from routes.statistics.in_a_row import ALL, OF_ONE, InARow
from routes.translations import N_
from routes.warnings.rules import Rule, RuleSet
from routes.warnings.trouble import Told, Trouble

log = logging.getLogger(__name__)

QUARTER = 900
"""Seconds to which the beginning of lines in vain is rounded up. What is kept must not show when
somebody called.
"""
OF_OTHER_RULES = {"refusals", "floods", "lines", "outcomes", "releases", "disk"}
"""Checks of the doctor that have rules of their own."""


class Unknown(Exception):
    """A rule cannot be asked for the moment."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the rules look at. number: of the rule that is asked. in_a_row: None where it cannot be
    read. nobody_since: when the lines that nobody took began; 0 where somebody takes them.
    confirmed: when each number was; None where it cannot be read.
    """

    hotline: Hotline
    now: int
    number: int = 0
    in_a_row: InARow | None = None
    nobody_since: int = 0
    confirmed: ConfirmedOn | None = None
    instances: list[Instance] = field(default_factory=list)

    @property
    def moment(self) -> datetime:
        """Now."""
        return datetime.fromtimestamp(self.now, UTC)

    def in_vain(self, name: str = ALL) -> int:
        """Lines in a row that nobody took. Raises Unknown."""
        if self.in_a_row is None:
            raise Unknown
        return self.in_a_row.get(name, 0)


def _refused(seen: Seen) -> Iterator[Trouble]:
    lately = seen.hotline.refusals.lately()
    by_us = lately.cause not in (Cause.NOTHING, Cause.STRANGERS)
    if by_us and lately.count >= seen.number:
        yield from _of_doctor(Rule.REFUSED, check_refusals, seen)


def _disk(seen: Seen) -> Iterator[Trouble]:
    free = least_free(seen.hotline.settings)
    if free is not None and free < seen.number:
        told = N_("Only %(percent)s percent of the disk of the server is free.")
        yield Trouble(Rule.DISK, socket.gethostname(), Told.of(told, percent=free))


def _all_in_vain(seen: Seen) -> Iterator[Trouble]:
    if (count := seen.in_vain()) >= seen.number:
        told = N_("Callers reach nobody: the last %(count)s lines were rung in vain.")
        yield Trouble(Rule.IN_VAIN, "", Told.of(told, count=count))


def _nobody(seen: Seen) -> Iterator[Trouble]:
    """A single line that nobody took is no sign: perhaps nobody has called since."""
    for_long = seen.now - seen.nobody_since >= seen.number * 3600
    if seen.in_vain() >= OF_ONE and seen.nobody_since and for_long:
        told = N_("Nobody took a call for %(number)s hours, although lines were rung.")
        yield Trouble(Rule.NOBODY, "", Told.of(told, number=seen.number))


def _centre(seen: Seen) -> Iterator[Trouble]:
    """A line is rung only during its hours."""
    for name, destination in seen.hotline.tree.destinations.items():
        if destination.lines and (count := seen.in_vain(name)) >= seen.number:
            told = N_("%(name)s did not connect %(count)s times in a row during its hours.")
            yield Trouble(Rule.CENTRE, name, Told.of(told, name=destination.name, count=count))


def _unconfirmed(seen: Seen) -> Iterator[Trouble]:
    """Destinations with a line that nobody has confirmed in time, by the command or at the desk.
    While nobody has begun to, the page Now says so, and a warning for each would hide the others.
    """
    destinations, confirmed = seen.hotline.tree.destinations, seen.confirmed
    if confirmed is None or not (confirmed or seen.hotline.settings.verified_file):
        raise Unknown
    today = seen.moment.astimezone(BRUSSELS_TIME).date()
    late = []
    for name, line in telephone_lines(destinations):
        date = confirmed.get((name, number_digest(destinations[name].lines[line].uri)))
        if date is None or (today - date).days > seen.number:
            late.append(name)
    for name in dict.fromkeys(late):
        told = N_(
            "%(name)s: in the last %(days)s days nobody confirmed all of its numbers "
            "(missing: %(count)s)."
        )
        values = {"name": destinations[name].name, "count": late.count(name), "days": seen.number}
        yield Trouble(Rule.UNCONFIRMED, name, Told.of(told, **values))


def _release(seen: Seen) -> Iterator[Trouble]:
    """By machine: the name of a process is another one after each restart."""
    behind = {one.id.split()[0]: one.release for one in seen.instances if one.problem}
    for host, release in sorted(behind.items()):
        told = N_(
            "A server cannot take the release. Its callers hear the former one (number %(number)s)."
        )
        yield Trouble(Rule.RELEASE, host, Told.of(told, number=release))


def _of_doctor(rule: Rule, check: Callable[[Case], CheckResults], seen: Seen) -> Iterator[Trouble]:
    for level, found in check(Case(seen.hotline, seen.moment, time.monotonic)):
        if level is not Level.GOOD:
            yield Trouble(rule, "", Told.of(found.plain, **found.values))


Check = Callable[[Seen], Iterator[Trouble]]
HERE: Mapping[Rule, Check] = {
    Rule.REFUSED: _refused,
    Rule.FLOOD: partial(_of_doctor, Rule.FLOOD, check_floods),
    Rule.DISK: _disk,
}
"""About this machine, so every process asks them."""
TOGETHER: Mapping[Rule, Check] = {
    Rule.IN_VAIN: _all_in_vain,
    Rule.NOBODY: _nobody,
    Rule.CENTRE: _centre,
    Rule.UNCONFIRMED: _unconfirmed,
    Rule.RELEASE: _release,
}
"""About what all share, so only the process that sends asks them."""


def ask(
    checks: Mapping[Rule, Check], seen: Seen, sets: Mapping[Rule, RuleSet]
) -> tuple[list[Trouble], set[Rule]]:
    """Ask every rule that is on. Returns what they found, and the rules that could not be asked."""
    found, unknown = list[Trouble](), set[Rule]()
    for rule, check in checks.items():
        if not sets[rule].is_on:
            continue
        try:
            found += check(replace(seen, number=sets[rule].number))
        except Unknown:
            unknown.add(rule)
        except Exception as error:
            log.error("the rule %s cannot be asked: %s", rule, without_values(error))
            unknown.add(rule)
    return found, unknown


def nobody_since(in_a_row: InARow | None, before: int, now: int) -> int:
    """When the lines that nobody took began; 0 while somebody takes them. Never too early."""
    if in_a_row is None:
        return before
    if not in_a_row.get(ALL):
        return 0
    return before or -(-now // QUARTER) * QUARTER


def examined(findings: list[Finding]) -> list[Trouble]:
    """What an examination has found that harms callers."""
    return [
        Trouble(
            Rule.EXAMINATION,
            f"{one.check}: {one.message.plain}",
            Told.of(one.message.plain, **one.message.values),
        )
        for one in findings
        if one.level is Level.PROBLEM and one.check not in OF_OTHER_RULES
    ]
