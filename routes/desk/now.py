"""Now: whether the hotline is well at this moment."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from flask import Blueprint, render_template

from ivr.destinations import HELPLINE
from routes.call.hotline import Hotline, the_hotline
from routes.desk.centres import centre_rows
from routes.desk.counting import counting_status
from routes.desk.dates import belgian, clock, day, moment
from routes.desk.examination import examination_status
from routes.desk.languages import languages_status
from routes.desk.lines import open_somewhere
from routes.desk.news import news
from routes.desk.outcomes import facts, lately, outcomes_status
from routes.desk.status import Button, Light, Shown, StatusItem, StatusSection
from routes.desk.to_do import setup_status, to_do_status
from routes.desk.translation import _
from routes.translations import N_

routes = Blueprint("now", __name__)


@routes.get("/")
def page() -> str:
    """One sentence about all of it, then its sections, the most urgent first."""
    hotline = the_hotline()
    now = datetime.now(UTC)
    known = lately(now)
    reach = list(outcomes_status(hotline, now, known))
    found = [(section, list(section.find(hotline, now))) for section in SECTIONS]
    weighed = [item for section, items in found if section.weighs for item in items]
    return render_template(
        "now.html",
        overall=overall(hotline, now, [*reach, *weighed]),
        reach=reach,
        facts=facts(known) if known else [],
        centres=list(centre_rows(hotline, now)),
        news=news(now),
        sections=[one for one in found if one[0].shown is Shown.OPEN],
        lists=[one for one in found if one[0].shown is Shown.LIST],
        folded=[one for one in found if one[0].shown is Shown.FOLDED],
        day=day(belgian(now).date()),
        time=clock(now),
    )


def overall(hotline: Hotline, now: datetime, items: Iterable[StatusItem] = ()) -> StatusItem:
    """The sentence on top of the page. items: whether callers reach anybody, and then those of the
    sections that weigh, in their order.
    """
    items = list(items)
    if not open_somewhere(hotline, now):
        closed = _("Every line is closed at this moment: callers reach nobody.")
        return StatusItem(Light.BAD, _("Problem"), closed)
    if items and items[0].light is Light.BAD:
        return StatusItem(Light.BAD, _("Problem"), items[0].title)
    if not any(line.is_open(now) for line in hotline.tree.destinations[HELPLINE].lines):
        without = _("The helpline is closed at this moment: callers reach the centres.")
        return StatusItem(Light.WATCH, _("Attention"), without)
    if bad := next((item for item in items if item.light is Light.BAD), None):
        return StatusItem(Light.BAD, _("Problem"), bad.title)
    if items and items[0].light is Light.WATCH:
        return StatusItem(Light.WATCH, _("Attention"), items[0].title)
    if any(item.light is Light.WATCH for item in items):
        attention = _("The hotline answers. Something below needs your attention.")
        return StatusItem(Light.WATCH, _("Attention"), attention)
    if items and items[0].light is Light.GOOD:
        return items[0]
    return StatusItem(Light.GOOD, _("Good"), _("The hotline answers, and there is nothing to do."))


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
    StatusSection(N_("What needs somebody"), to_do_status, weighs=True),
    StatusSection(
        N_("Examination"),
        examination_status,
        weighs=True,
        button=Button("examination.examine_everything", N_("Examine everything now")),
    ),
    StatusSection(N_("Languages"), languages_status, shown=Shown.LIST),
    StatusSection(N_("Settings and texts"), setup_status, weighs=True, shown=Shown.FOLDED),
    StatusSection(N_("Statistics"), counting_status, weighs=True, shown=Shown.FOLDED),
    StatusSection(N_("Last error"), fault_status, weighs=True, shown=Shown.FOLDED),
)
"""Below the sentence and the centres. A further status of the hotline is a section here."""
