"""The doctor, asked from the desk: everything that a call needs, up to the carrier's account.

It may take a minute, which is longer than a balancer waits for an answer. So the answer begins at
once and goes on
while the examination does: no other process needs to know of it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from threading import Lock, Thread

from flask import Blueprint, Response, render_template, stream_template

from routes.call.hotline import Hotline, the_hotline
from routes.carriers.reach import REACH
from routes.desk.dates import moment
from routes.desk.status import Finding, Light
from routes.desk.translation import _, ngettext
from routes.doctor.examination import examine
from routes.doctor.finding import Check, Level
from routes.doctor.finding import Finding as Told
from routes.doctor.lines import check_lines
from routes.doctor.settings import check_settings
from routes.extension import Extension

routes = Blueprint("examination", __name__)

ALWAYS: dict[str, Check] = {"settings": check_settings, "lines": check_lines}
"""Checks that take no time: the page Now makes them whenever it is opened."""
SIGN_OF_LIFE = 1.0
"""Seconds between two pieces of the answer. The balancers of deploy/ give up after two without any.
"""


@dataclass(frozen=True)
class Examination:
    """What was found, and when it was over."""

    found: list[Told]
    when: datetime


@dataclass
class Examinations:
    """The last examination of this process, and the one that is under way: there is one at a
    time.
    """

    last: Examination | None = None
    _free: Lock = field(default_factory=Lock)

    def begin(self, examine: Callable[[], list[Told]]) -> Thread | None:
        """Start one; None when there is one already. It ends by itself, whether or not anybody
        waits for it.
        """
        if not self._free.acquire(blocking=False):
            return None
        examining = Thread(target=self._go, args=(examine,), daemon=True)
        examining.start()
        return examining

    def _go(self, examine: Callable[[], list[Told]]) -> None:
        try:
            self.last = Examination(examine(), datetime.now(UTC))
        finally:
            self._free.release()


@routes.post("/examination")
def examine_everything() -> Response | tuple[str, int]:
    """Examine the hotline, and tell what was found as soon as it is."""
    examinations = _examinations()
    examining = examinations.begin(partial(examine, the_hotline(), REACH.here()))
    if examining is None:
        return render_template("examination.html", steps=[], busy=True), 409
    return Response(
        stream_template("examination.html", steps=_steps(examining, examinations), begun=True)
    )


@routes.get("/examination")
def last() -> str:
    """What the last one has found."""
    kept = _examinations().last
    return render_template("examination.html", steps=[_page(kept)] if kept else [])


def find_last_examination(_hotline: Hotline, now: datetime) -> Iterator[Finding]:
    """What it has found that needs somebody, for the page Now, which has looked at some of it
    itself.
    """
    kept = _examinations().last
    if kept is None:
        yield Finding(
            Light.NONE,
            _("Not yet"),
            _("This process of the server has not examined everything yet."),
        )
        return
    elsewhere = [one for one in kept.found if one.check not in ALWAYS]
    yield from (one for one in _findings(elsewhere) if one.light is not Light.GOOD)
    fine = len([one for one in kept.found if one.level is Level.GOOD])
    told = ngettext(
        "%(num)s thing is as it should be.", "%(num)s things are as they should be.", fine
    )
    word = _("Good") if fine else _("None")
    yield Finding(Light.GOOD if fine else Light.NONE, word, told, (_examined(kept, now),))


def light(level: Level) -> tuple[Light, str]:
    """The light of what the doctor finds, and its word."""
    return {
        Level.GOOD: (Light.GOOD, _("Good")),
        Level.WARNING: (Light.WATCH, _("Attention")),
        Level.PROBLEM: (Light.BAD, _("Problem")),
    }[level]


EXAMINATIONS: Extension[Examinations] = Extension("examinations")


def _examinations() -> Examinations:
    return EXAMINATIONS.here()


def _steps(examining: Thread, examinations: Examinations) -> Iterator[dict[str, object] | None]:
    """Nothing, again and again, and at last what was found."""
    while examining.is_alive():
        examining.join(SIGN_OF_LIFE)
        yield None
    if kept := examinations.last:
        yield _page(kept)


def _page(kept: Examination) -> dict[str, object]:
    return {"findings": _findings(kept.found), "when": _examined(kept, datetime.now(UTC))}


def _findings(found: Iterable[Told]) -> list[Finding]:
    """The worst first; what is alike in the order of the checks."""
    order = (Level.PROBLEM, Level.WARNING, Level.GOOD)
    return [
        Finding(*light(one.level), f"{one.check}: {one.message}", english=True)
        for one in sorted(found, key=lambda one: order.index(one.level))
    ]


def _examined(kept: Examination, now: datetime) -> str:
    return _("Examined %(when)s.", when=moment(kept.when, now))
