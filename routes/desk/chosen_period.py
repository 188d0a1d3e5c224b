"""Which day, week or month the page Activity is to show."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from routes.desk.dates import belgian, day, month
from routes.desk.translation import N_, _
from routes.statistics.period import Kind, Period, period_of

KINDS: Mapping[Kind, str] = {
    Kind.DAY: N_("Day"),
    Kind.WEEK: N_("Week"),
    Kind.MONTH: N_("Month"),
}
EARLIEST = datetime.date(2000, 1, 1)
"""No hotline of this kind is older."""
LATEST = datetime.date(2100, 12, 31)
"""Far in the future; dates end somewhere."""


@dataclass(frozen=True)
class ChosenPeriod:
    """written: the date as it is to stand in the form again. problem: what is wrong with it, in the
    language of the page; empty when nothing is.
    """

    period: Period
    rehearsals: bool
    written: str
    problem: str = ""

    @property
    def title(self) -> str:
        """The period in words."""
        first = self.period.first
        if self.period.kind is Kind.MONTH:
            return month(first)
        if self.period.kind is Kind.DAY:
            return day(first)
        return _("%(first)s to %(last)s", first=day(first), last=day(self.period.last))

    @property
    def query(self) -> dict[str, str]:
        """The query that shows the same again."""
        return self._query(self.period.first)

    @property
    def before(self) -> dict[str, str] | None:
        """The query for the day, week or month before."""
        earlier = self.period.first - datetime.timedelta(days=1)
        return None if earlier < EARLIEST else self._query(earlier)

    @property
    def after(self) -> dict[str, str] | None:
        """The query for the next one, if it has begun."""
        later = self.period.last + datetime.timedelta(days=1)
        return None if later > today() else self._query(later)

    def _query(self, first: datetime.date) -> dict[str, str]:
        rehearsals = {"rehearsals": "yes"} if self.rehearsals else {}
        return {"period": self.period.kind, "from": str(first), **rehearsals}


def today() -> datetime.date:
    """The day that it is in Belgium."""
    return belgian(datetime.datetime.now(datetime.UTC)).date()


def chosen_period(form: Mapping[str, str]) -> ChosenPeriod:
    """The period that a form chooses. Without a date it is the last that is shown in full."""
    kinds = {kind.value: kind for kind in KINDS}
    kind = kinds.get(form.get("period", ""), Kind.MONTH)
    rehearsals = bool(form.get("rehearsals"))
    written = form.get("from", "").strip()
    first = _date(written)
    if first:
        period = period_of(kind, first)
        return ChosenPeriod(period, rehearsals, str(period.first))
    period = period_of(kind, today())
    while not (rehearsals or period.is_over(today())):
        period = period_of(kind, period.first - datetime.timedelta(days=1))
    if not written:
        return ChosenPeriod(period, rehearsals, str(period.first))
    problem = _(
        "That is no date between %(first)s and %(last)s. Write year, month and day: %(example)s.",
        first=EARLIEST.year,
        last=LATEST.year,
        example=str(today()),
    )
    return ChosenPeriod(period, rehearsals, written, problem)


def _date(written: str) -> datetime.date | None:
    try:
        found = datetime.datetime.strptime(written, "%Y-%m-%d").date()
    except ValueError:
        return None
    return found if EARLIEST <= found <= LATEST else None
