"""The figures that are asked for first, each beside the one of the period before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from routes.desk.translation import _
from routes.statistics.release import Figures
from routes.statistics.table import Shown


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """before: the same of the period before; empty where it is not known. change: the difference
    to it in percent, of exact figures only.
    """

    name: str
    figure: Shown
    before: Shown = ""
    change: str = ""


def key_figures(
    shown: Mapping[str, Figures], before: Mapping[str, Figures], *, is_exact: bool
) -> list[KeyFigure]:
    """Calls, the share that reached a person, and how long that took, as far as they are shown.
    is_exact: they are not rounded.
    """
    former = dict(_named(before))
    found = []
    for name, figure in _named(shown):
        change = _change(figure, former.get(name, "")) if is_exact else ""
        found.append(KeyFigure(name, figure, former.get(name, ""), change))
    return found


def _named(shown: Mapping[str, Figures]) -> Iterator[tuple[str, Shown]]:
    if "calls" not in shown:
        return
    calls = shown["calls"]
    yield _("calls"), calls.table.counts[0][2]
    yield from ((_("reached a person"), share) for share in calls.summary.values())
    if "seconds" in shown:
        names = (_("half of them reached a person within"), _("nine in ten within"))
        times = shown["seconds"].summary.values()
        yield from zip(names, map(_within, times), strict=True)


def _within(bucket: str) -> str:
    """The time of a bucket such as "up to 1 min"."""
    return bucket.removeprefix(_("up to %(bound)s", bound=""))


def _change(figure: Shown, before: Shown) -> str:
    if isinstance(figure, int) and isinstance(before, int) and before:
        return f"{(figure - before) / before:+.0%}"
    return ""
