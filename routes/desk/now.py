"""Now: whether the hotline is well at this moment."""

import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from flask import Blueprint, render_template

from ivr.destinations import HELPLINE
from routes.call.hotline import Hotline, the_hotline
from routes.desk.counting import counting_status
from routes.desk.dates import belgian, clock, day, moment
from routes.desk.editing import behind
from routes.desk.examination import ALWAYS, examination_status, item_of
from routes.desk.failures import failures_status
from routes.desk.languages import languages_status
from routes.desk.lines import lines_status, open_somewhere
from routes.desk.outcomes import outcomes_status
from routes.desk.status import Button, Light, StatusItem, StatusSection
from routes.desk.translation import N_, _
from routes.doctor.finding import Case, Finding

routes = Blueprint("now", __name__)


@routes.get("/")
def page() -> str:
    """One sentence about all of it, then its sections, the most urgent first."""
    hotline = the_hotline()
    now = datetime.now(UTC)
    sections = [(section, list(section.find(hotline, now))) for section in SECTIONS]
    weighed = [item for section, items in sections if section.weighs for item in items]
    return render_template(
        "now.html",
        overall=overall(hotline, now, weighed),
        sections=sections,
        day=day(belgian(now).date()),
        time=clock(now),
    )


def overall(hotline: Hotline, now: datetime, items: Iterable[StatusItem] = ()) -> StatusItem:
    """The sentence on top of the page. items: of the sections that weigh, in their order. The first
    section tells whether callers reach anybody.
    """
    items = list(items)
    seen = {item.light for item in items}
    if not open_somewhere(hotline, now):
        closed = _("Every line is closed at this moment: callers reach nobody.")
        return StatusItem(Light.BAD, _("Problem"), closed)
    if items and items[0].light is Light.BAD:
        return StatusItem(Light.BAD, _("Problem"), items[0].title)
    if not any(line.is_open(now) for line in hotline.tree.destinations[HELPLINE].lines):
        without = _("The helpline is closed at this moment: callers reach the centres.")
        return StatusItem(Light.WATCH, _("Attention"), without)
    if Light.BAD in seen:
        harmed = _("Something below keeps callers from being helped: mend it first.")
        return StatusItem(Light.BAD, _("Problem"), harmed)
    if Light.WATCH in seen:
        attention = _("The hotline answers. Something below needs your attention.")
        return StatusItem(Light.WATCH, _("Attention"), attention)
    return StatusItem(Light.GOOD, _("Good"), _("The hotline answers, and there is nothing to do."))


def setup_status(hotline: Hotline, now: datetime) -> Iterator[StatusItem]:
    """The warnings of the start, and those checks of the doctor that take no time."""
    case = Case(hotline, now, time.monotonic)
    found = [
        item_of(Finding(name, result.level, result.message))
        for name, check in ALWAYS.items()
        for result in check(case)
    ]
    wrong = [item for item in found if item.light is not Light.GOOD]
    wrong += servers_behind()
    yield from sorted(wrong, key=lambda item: item.light is not Light.BAD)
    if not wrong:
        nothing = _("Settings, texts and lines: there is nothing to mend.")
        yield StatusItem(Light.GOOD, _("Good"), nothing)


def servers_behind() -> Iterator[StatusItem]:
    """Servers that cannot take the release that is live. Raises DeskDown."""
    for instance in behind():
        told = _(
            "A server cannot take the release. Its callers hear the former one (number "
            "%(number)s).",
            number=instance.release,
        )
        why = f"{instance.id}: {instance.problem}"
        yield StatusItem(Light.WATCH, _("Attention"), told, administrator=why)


def fault_status(hotline: Hotline, now: datetime) -> Iterator[StatusItem]:
    """The last error, without the time and the place of the call."""
    fault = hotline.faults.lately(belgian(now).date())
    if fault is None:
        since = moment(hotline.faults.since, now)
        none = _("No error since the start of this process, %(when)s.", when=since)
        if hotline.faults.shared:
            none = _("No error yesterday or today.")
        yield StatusItem(Light.GOOD, _("Good"), none)
        return
    title = _("Something broke outside a call.")
    if fault.in_call:
        title = _("Something broke. A caller heard an apology, and the helpline rang.")
    notes = (_("On %(day)s.", day=day(fault.day)),)
    to_do = f"{fault.kind}: {fault.place}. The log of the server says more"
    yield StatusItem(Light.WATCH, _("Attention"), title, notes, administrator=to_do)


SECTIONS = (
    StatusSection(N_("Whether callers reach a person"), outcomes_status, weighs=True),
    StatusSection(N_("To mend"), setup_status, weighs=True),
    StatusSection(
        N_("Examination"),
        examination_status,
        weighs=True,
        button=Button("examination.examine_everything", N_("Examine everything now")),
    ),
    StatusSection(N_("Who is called"), lines_status),
    StatusSection(N_("Languages"), languages_status),
    StatusSection(N_("Lines that did not connect, in the last 7 days"), failures_status),
    StatusSection(N_("Statistics"), counting_status, weighs=True),
    StatusSection(N_("Last error"), fault_status, weighs=True),
)
"""The page, from top to bottom. A further status of the hotline is a section here."""
