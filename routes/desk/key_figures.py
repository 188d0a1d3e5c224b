"""The figures that are asked for first, each beside the one of the period before."""

from collections.abc import Iterator
from dataclasses import dataclass

from routes.desk.dates import figure, percent
from routes.desk.durations import duration
from routes.desk.translation import _
from routes.statistics.export import Share, Value
from routes.statistics.reading import ShownFigures
from routes.statistics.release import Figures


@dataclass(frozen=True, slots=True)
class Measured:
    """One figure. shown: in words. value: for a spreadsheet; a time in minutes, and a text where it
    is not known exactly.
    """

    shown: str
    value: Value


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """before: the same of the period before; None where it is not known. change: the difference to
    it, as a part of it; None unless both are exact counts.
    """

    name: str
    now: Measured
    before: Measured | None = None
    change: Share | None = None

    @property
    def difference(self) -> str:
        """The change in words, with its sign."""
        if self.change is None:
            return ""
        return f"+{percent(self.change)}" if round(self.change, 2) > 0 else percent(self.change)


def key_figures(
    shown: ShownFigures, before: ShownFigures | None, *, is_exact: bool
) -> list[KeyFigure]:
    """Calls, the share that reached a person, and how long that took, as far as they are shown.
    is_exact: they are not rounded.
    """
    former = dict(_measured(before)) if before else {}
    if shown.known_from or (before and before.known_from):
        is_exact = False  # a whole year beside a part of one
    return [
        KeyFigure(name, now, former.get(name), _change(now, former.get(name)) if is_exact else None)
        for name, now in _measured(shown)
    ]


def _measured(shown: ShownFigures) -> Iterator[tuple[str, Measured]]:
    tables = {one.name: one for one in shown.figures}
    if "calls" in tables:
        yield from _of_calls(tables["calls"])
    if "seconds" in tables:
        names = (_("half of them reached a person within"), _("nine in ten within"))
        times = tables["seconds"].summary.values()
        yield from zip(names, map(_time, times), strict=True)


def _of_calls(calls: Figures) -> Iterator[tuple[str, Measured]]:
    count = calls.table.counts[0][2]
    yield _("calls"), Measured(figure(count), count)
    for share in calls.summary.values():
        hundredths = share.removesuffix("%")
        name = _("reached a person")
        if hundredths.isdigit():
            known = Share(int(hundredths) / 100)
            yield name, Measured(percent(known), known)
        else:
            yield name, Measured(share, share)


def _time(bucket: str) -> Measured:
    """The time of a bucket such as "up to 75", in seconds."""
    bound = bucket.removeprefix("up to ")
    if not bound.isdigit():
        return Measured(_(bucket), _(bucket))
    return Measured(duration(int(bound)), round(int(bound) / 60, 2))


def _change(now: Measured, before: Measured | None) -> Share | None:
    """Shares and times are no counts: their difference in percent would be misread."""
    if before is None or not (isinstance(now.value, int) and isinstance(before.value, int)):
        return None
    return Share((now.value - before.value) / before.value) if before.value else None
