"""Runs the doctor from the desk: everything that a call needs, up to the carrier's account.

It may take a minute, which is longer than a balancer waits for an answer. So the answer begins at
once and goes on while the checks run.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from threading import Thread

from flask import Blueprint, Response, render_template, stream_template

from routes.call.hotline import Hotline, the_hotline
from routes.carriers.reach import REACH
from routes.desk.actions import Action
from routes.desk.check import check_desk
from routes.desk.dates import day, moment
from routes.desk.examinations import EXAMINATIONS, Examination, Examinations
from routes.desk.session import note
from routes.desk.status import Light, StatusItem
from routes.desk.translation import _, ngettext
from routes.doctor.examination import examine
from routes.doctor.files import check_files
from routes.doctor.finding import Check, Finding, Level
from routes.doctor.floods import check_floods
from routes.doctor.lines import check_lines
from routes.doctor.refusals import check_refusals
from routes.doctor.running import check_running
from routes.doctor.settings import check_settings

routes = Blueprint("examination", __name__)

ALWAYS: dict[str, Check] = {
    "settings": check_settings,
    "files": check_files,
    "running": check_running,
    "refusals": check_refusals,
    "floods": check_floods,
    "lines": check_lines,
}
"""Checks that take no time: the page Now makes them whenever it is opened."""
_ON_THE_PAGE = {*ALWAYS, "outcomes"}
"""Checks whose findings the page Now shows as they are at the moment."""
SIGN_OF_LIFE = 1.0
"""Seconds between two pieces of the answer. The balancers of deploy/ give up after two seconds
without any.
"""


@routes.post("/examination")
def examine_everything() -> Response | tuple[str, int]:
    """Examine the hotline, and show the findings when the examination ends."""
    note(Action.EXAMINE)
    examinations = EXAMINATIONS.here()
    work = partial(examine, the_hotline(), REACH.here(), more={"desk": check_desk})
    examining = examinations.begin(work)
    if examining is None:
        return render_template("examination.html", steps=[], busy=True), 409
    steps = _steps(examining, examinations)
    return Response(stream_template("examination.html", steps=steps, begun=True))


@routes.get("/examination")
def last() -> str:
    """The findings of the last examination."""
    kept = EXAMINATIONS.here().last()
    return render_template("examination.html", steps=[_shown(kept)] if kept else [])


def examination_status(_hotline: Hotline, now: datetime) -> Iterator[StatusItem]:
    """The warnings and problems of the last examination, without the checks that the page Now
    makes itself.
    """
    kept = EXAMINATIONS.here().last()
    if kept is None:
        not_yet = _("Nobody has had everything examined yet.")
        yield StatusItem(Light.NONE, _("Not yet"), not_yet)
        return
    elsewhere = [finding for finding in kept.findings if finding.check not in _ON_THE_PAGE]
    yield from (item for item in _items(elsewhere) if item.light is not Light.GOOD)
    good = sum(finding.level is Level.GOOD for finding in kept.findings)
    title = ngettext(
        "%(num)s thing is as it should be.", "%(num)s things are as they should be.", good
    )
    light, word = (Light.GOOD, _("Good")) if good else (Light.NONE, _("None"))
    yield StatusItem(light, word, title, (_examined(kept, now),))


def light_of(level: Level) -> tuple[Light, str]:
    """The light of a level of the doctor, and its word."""
    match level:
        case Level.GOOD:
            return Light.GOOD, _("Good")
        case Level.WARNING:
            return Light.WATCH, _("Attention")
        case Level.PROBLEM:
            return Light.BAD, _("Problem")


def item_of(finding: Finding) -> StatusItem:
    """A finding for people who have no shell, in the language of the page."""
    message = finding.message
    values = {
        name: day(value) if isinstance(value, date) else value
        for name, value in message.values.items()
    }
    told = _(message.plain, **values)
    to_do = "" if finding.level is Level.GOOD else f"{finding.check}: {message}"
    return StatusItem(*light_of(finding.level), told, administrator=to_do)


@dataclass(frozen=True, slots=True)
class _ShownExamination:
    """An examination as its page shows it. when: in words."""

    items: list[StatusItem]
    when: str


def _steps(examining: Thread, examinations: Examinations) -> Iterator[_ShownExamination | None]:
    """Pieces without content while the checks run, then the findings."""
    while examining.is_alive():
        examining.join(SIGN_OF_LIFE)
        yield None
    if kept := examinations.last():
        yield _shown(kept)


def _shown(kept: Examination) -> _ShownExamination:
    return _ShownExamination(_items(kept.findings), _examined(kept, datetime.now(UTC)))


def _items(findings: Iterable[Finding]) -> list[StatusItem]:
    """The worst first. Items with the same light are in the order of the checks."""
    order = (Level.PROBLEM, Level.WARNING, Level.GOOD)
    return [
        item_of(finding) for finding in sorted(findings, key=lambda one: order.index(one.level))
    ]


def _examined(kept: Examination, now: datetime) -> str:
    return _("Examined %(when)s.", when=moment(kept.ended, now))
