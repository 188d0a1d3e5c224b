"""Now: is the hotline well?"""

import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from flask import Blueprint, render_template

from ivr.destinations import HELPLINE
from routes.call.hotline import Hotline, the_hotline
from routes.desk.counting import find_counting
from routes.desk.dates import belgian, clock, day, moment
from routes.desk.examination import ALWAYS, find_last_examination, light
from routes.desk.failures import find_failures
from routes.desk.languages import find_languages
from routes.desk.lines import find_lines, open_somewhere
from routes.desk.status import Finding, Light, Section
from routes.desk.translation import N_, _
from routes.doctor.finding import Case, Level

routes = Blueprint("now", __name__)


@routes.get("/")
def page() -> str:
    """How the hotline is at this moment, most urgent first."""
    hotline, now = the_hotline(), datetime.now(UTC)
    sections = [(section, list(section.findings(hotline, now))) for section in SECTIONS]
    weighed = [one.light for section, findings in sections for one in findings if section.weighs]
    at = {"day": day(belgian(now).date()), "time": clock(now)}
    return render_template(
        "now.html", overall=overall(hotline, now, weighed), sections=sections, at=at
    )


def overall(hotline: Hotline, now: datetime, lights: Iterable[Light] = ()) -> Finding:
    """All of it in one sentence. lights: of everything below that somebody must know of."""
    seen = set(lights)
    if not open_somewhere(hotline, now):
        return Finding(
            Light.BAD, _("Problem"), _("Every line is closed at this moment: callers reach nobody.")
        )
    if not any(line.is_open(now) for line in hotline.tree.destinations[HELPLINE].lines):
        return Finding(
            Light.WATCH,
            _("Attention"),
            _("The helpline is closed at this moment: callers reach the centres."),
        )
    if Light.BAD in seen:
        return Finding(
            Light.BAD,
            _("Problem"),
            _("Something below keeps callers from being helped: mend it first."),
        )
    if Light.WATCH in seen:
        return Finding(
            Light.WATCH, _("Attention"), _("The hotline answers. Something below needs somebody.")
        )
    return Finding(Light.GOOD, _("Good"), _("The hotline answers, and nothing needs you."))


def find_to_mend(hotline: Hotline, now: datetime) -> Iterator[Finding]:
    """What the start and the doctor's checks of this machine find, as far as they take no time."""
    case = Case(hotline, now, time.monotonic)
    found = [one for check in ALWAYS.values() for one in check(case)]
    wrong = [
        Finding(*light(level), message, english=True)
        for level, message in found
        if level is not Level.GOOD
    ]
    yield from sorted(wrong, key=lambda one: one.light is not Light.BAD)
    if not wrong:
        yield Finding(
            Light.GOOD, _("Good"), _("Settings, texts and lines: there is nothing to mend.")
        )


def find_fault(hotline: Hotline, now: datetime) -> Iterator[Finding]:
    """The last thing that broke in this process, without what would tell of the caller."""
    fault = hotline.faults.last
    if fault is None:
        since = moment(hotline.faults.since, now)
        yield Finding(
            Light.GOOD,
            _("Good"),
            _("No error since the start of this process, %(when)s.", when=since),
        )
        return
    told = _("Something broke outside a call.")
    if fault.in_call:
        told = _("Something broke. A caller heard an apology, and the helpline rang.")
    notes = (
        _("On %(day)s.", day=day(fault.day)),
        f"{fault.kind}: {fault.place}",
        _("The log of the server tells more."),
    )
    yield Finding(Light.WATCH, _("Attention"), told, notes)


SECTIONS = (
    Section(N_("To mend"), find_to_mend, weighs=True),
    Section(
        N_("Examination"),
        find_last_examination,
        weighs=True,
        button=("examination.examine_everything", N_("Examine everything now")),
    ),
    Section(N_("Those who are called"), find_lines),
    Section(N_("Languages"), find_languages),
    Section(N_("Lines that did not connect, in the last 7 days"), find_failures),
    Section(N_("Statistics"), find_counting, weighs=True),
    Section(N_("Last error"), find_fault, weighs=True),
)
"""The page, from top to bottom. What else tells how the hotline is becomes a section here."""
