"""Which days the page Activity is asked about."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ivr.destinations import BRUSSELS_TIME
from routes.desk.dates import day, month
from routes.desk.translation import N_, _
from routes.statistics import period
from routes.statistics.period import Period

KINDS = {"day": N_("Day"), "week": N_("Week"), "month": N_("Month"), "custom": N_("Own dates")}
OF_A_DAY = {"day": period.day, "week": period.week, "month": period.month}
EARLIEST, LATEST = datetime.date(2000, 1, 1), datetime.date(2100, 12, 31)
"""Beyond them there are no calls, and at last no dates."""


@dataclass(frozen=True)
class Asked:
    """kind: one of KINDS. written: the fields of the form, as they are to stand there again.
    problems: what is wrong with them, in the language of the page; `when` is this month then.
    """

    kind: str
    when: Period
    rehearsals: bool
    written: Mapping[str, str]
    problems: tuple[str, ...] = field(default=())

    @property
    def title(self) -> str:
        """The period in words."""
        first, last = self.when.first, self.when.last
        if self.kind == "month":
            return month(first)
        return (
            day(first)
            if first == last
            else _("%(first)s to %(last)s", first=day(first), last=day(last))
        )

    @property
    def query(self) -> dict[str, str]:
        """What asks for the same again."""
        return self._query(self.when.first)

    @property
    def before(self) -> dict[str, str] | None:
        """What asks for the day, week or month before."""
        earlier = self.when.first - datetime.timedelta(days=1)
        return None if self.kind == "custom" or earlier < EARLIEST else self._query(earlier)

    @property
    def after(self) -> dict[str, str] | None:
        """What asks for the next one, if it has begun."""
        later = self.when.last + datetime.timedelta(days=1)
        return None if self.kind == "custom" or later > today() else self._query(later)

    def _query(self, first: datetime.date) -> dict[str, str]:
        last = {"to": str(self.when.last)} if self.kind == "custom" else {}
        rehearsals = {"rehearsals": "yes"} if self.rehearsals else {}
        return {"period": self.kind, "from": str(first), **last, **rehearsals}


def today() -> datetime.date:
    """In Belgium."""
    return datetime.datetime.now(BRUSSELS_TIME).date()


def asked(form: Mapping[str, str]) -> Asked:
    """What a form asks for: without a word of it, this month."""
    kind = form.get("period", "month")
    kind = kind if kind in KINDS else "month"
    problems = tuple(_problems(form, kind))
    first, last = (_date(form, name) or today() for name in ("from", "to"))
    when = Period(first, last) if kind == "custom" else OF_A_DAY[kind](first)
    written = {name: form.get(name, "").strip() for name in ("from", "to")}
    rehearsals = bool(form.get("rehearsals"))
    if problems:
        return Asked(kind, period.month(today()), rehearsals, written, problems)
    return Asked(kind, when, rehearsals, {"from": str(when.first), "to": str(when.last)})


def _problems(form: Mapping[str, str], kind: str) -> Iterator[str]:
    wanted = {"from": _("From"), "to": _("To")} if kind == "custom" else {"from": _("From")}
    for name, said in wanted.items():
        if form.get(name, "").strip() and _date(form, name) is None:
            yield _(
                "%(field)s: that is no date between %(first)s and %(last)s. Write year, month and "
                "day: %(example)s.",
                field=said,
                first=EARLIEST.year,
                last=LATEST.year,
                example=str(today()),
            )
    if kind != "custom":
        return
    if not form.get("from", "").strip():
        yield _("From: fill in the first day; own dates need one.")
    first_day, last_day = _date(form, "from"), _date(form, "to") or today()
    if first_day and first_day > last_day:
        yield _("To is before From: exchange them, or choose a later day.")


def _date(form: Mapping[str, str], name: str) -> datetime.date | None:
    try:
        found = datetime.datetime.strptime(form.get(name, "").strip(), "%Y-%m-%d").date()
    except ValueError:
        return None
    return found if EARLIEST <= found <= LATEST else None
