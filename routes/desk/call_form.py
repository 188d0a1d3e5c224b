"""What the desk's telephone calls: the hotline that callers hear or the drafts, now or as on
another day.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from babel.dates import format_datetime
from flask import Flask
from sqlalchemy import Connection

from ivr.hours import BRUSSELS_TIME, is_holiday
from routes.call.clock import Clock
from routes.call.hotline import HOTLINE
from routes.call.on_air import ON_AIR
from routes.desk.change_words import subject
from routes.desk.holidays import holidays_from
from routes.desk.problem_words import problem_in_words
from routes.desk.translation import _, language
from routes.releases import rows
from routes.releases.draft_calls import CALLS_BESIDE
from routes.releases.following import FOLLOWER
from routes.releases.opening import CannotTake
from routes.releases.publishing import publishing_of
from routes.releases.sound_files import CannotFetch
from routes.simulator.telephone.calls import Called, CannotCall
from routes.translations import N_

_YEARS = 5
"""The years within which the other day may lie: holidays are computed for it."""
_WRITE_A_DAY = N_("Write a day and a time such as 2026-12-25T14:00.")
_TOO_FAR = N_("Choose a day between a year ago and %(years)s years ahead.")


@dataclass(frozen=True)
class Choice:
    """drafts: the changes that are laid over what callers hear; None for the hotline as it is. at:
    the moment of the call as it was typed, in Belgian time; empty for the real time. problems:
    field -> what is wrong with it.
    """

    drafts: tuple[int, ...] | None = None
    at: str = ""
    problems: dict[str, str] = field(default_factory=dict)

    @property
    def moment(self) -> datetime | None:
        """The moment of the call; None for the real time, or while it cannot be read."""
        if not self.at or self.problems:
            return None
        return datetime.fromisoformat(self.at).replace(tzinfo=BRUSSELS_TIME)

    @property
    def written(self) -> str:
        """The choice as text. The page hands it to its script, and the script sends it with every
        act.
        """
        drafts = "" if self.drafts is None else "-".join(map(str, self.drafts)) or "-"
        return f"{drafts} {'' if self.problems else self.at}"

    @property
    def day_in_words(self) -> str:
        """Such as "Friday 25 December 2026, 14:00, a public holiday"."""
        if self.moment is None:
            return ""
        pattern = "EEEE d MMMM y, H:mm"
        local = self.moment.replace(tzinfo=None)
        told = format_datetime(local, pattern, locale=language())
        if not is_holiday(local.date()):
            return told
        return _("%(day)s, a public holiday", day=told)


def choice_of(form: Mapping[str, str], drafts: tuple[int, ...], now: datetime) -> Choice:
    """What was chosen on the page. drafts: all that there are."""
    at = form.get("at", "").strip()
    problem = _problem(at, now)
    wants_draft = form.get("call") == "draft"
    return Choice(drafts if wants_draft else None, at, {"at": problem} if problem else {})


def read_choice(written: str) -> Choice:
    """The choice that a page handed to its script. Raises CannotCall for what no page wrote."""
    drafts, _blank, at = written.partition(" ")
    ids = [one for one in drafts.split("-") if one]
    if not all(one.isdecimal() for one in ids) or _unreadable(at):
        raise CannotCall(_("Open this page anew, and call again."))
    return Choice(tuple(map(int, ids)) if drafts else None, at)


def called(app: Flask, written: str) -> Called:
    """What a call of this page reaches. app: of the hotline. Raises CannotCall."""
    choice = read_choice(written)
    clock = Clock(choice.moment, stands=True) if choice.moment else None
    if not (choice.drafts or clock):
        return Called(app)
    # Another day counts nothing, either: a day that has not come has no figures.
    live = CALLS_BESIDE.of(app).live
    beside = _draft(app, choice.drafts) if choice.drafts else live(HOTLINE.of(app))
    ON_AIR.put(beside, ON_AIR.of(app))  # at each act: a notice may begin during the call
    return Called(beside, clock)


def drafts_of(app: Flask) -> tuple[int, ...]:
    """All changes that callers do not hear yet. Raises DeskDown."""
    follower = FOLLOWER.find(app)
    if follower is None:
        return ()

    def work(connection: Connection) -> tuple[int, ...]:
        return tuple(one.id for one in rows.drafts(connection))

    return follower.store.do(work)


def other_days(now: datetime) -> Iterator[tuple[str, str]]:
    """Days that are worth a call: the name of each, and the moment as the form has it."""
    local = now.astimezone(BRUSSELS_TIME)
    tomorrow = local.date() + timedelta(days=1)
    sunday = local.date() + timedelta(days=6 - local.weekday() or 7)
    yield _("Tonight at %(time)s", time="3:00"), f"{tomorrow}T03:00"
    yield _("Next Sunday"), f"{sunday}T14:00"
    yield _("Next public holiday"), f"{next(holidays_from(tomorrow))}T14:00"
    year = local.year if local.date() <= date(local.year, 12, 25) else local.year + 1
    yield _("25 December"), f"{year}-12-25T14:00"


def _draft(app: Flask, drafts: tuple[int, ...]) -> Flask:
    follower = FOLLOWER.find(app)
    if follower is None:
        raise CannotCall(_("This hotline has no drafts."))
    publishing = publishing_of(follower, app)
    try:
        return CALLS_BESIDE.of(app).drafts(publishing, HOTLINE.of(app), drafts)
    except CannotTake as error:
        told = (
            f"{subject(one.entity)}: {problem_in_words(one)}"
            if one.entity
            else problem_in_words(one)
            for one in error.problems
        )
        why = "; ".join(told)
        raise CannotCall(
            _("The draft cannot be called, and could not be published: %(why)s", why=why)
        ) from None
    except (OSError, CannotFetch):
        raise CannotCall(_("The draft cannot be opened: a file cannot be written.")) from None


def _problem(at: str, now: datetime) -> str:
    if not at:
        return ""
    if _unreadable(at):
        return _(_WRITE_A_DAY)
    year = timedelta(days=366)
    day = datetime.fromisoformat(at).replace(tzinfo=BRUSSELS_TIME)
    return "" if now - year <= day <= now + _YEARS * year else _(_TOO_FAR, years=_YEARS)


def _unreadable(at: str) -> bool:
    try:
        return bool(at) and datetime.fromisoformat(at).tzinfo is not None
    except ValueError:
        return True
