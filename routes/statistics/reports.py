"""What the counters tell: tables, made of counts alone. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from math import ceil
from typing import TypeVar

from ivr.destinations import BRUSSELS_TIME
from ivr.events import EventKind
from ivr.position import UNDECIDED
from routes.statistics.cells import KEYS, MORE, SECONDS, Cell, Counts, Measure, Reached
from routes.statistics.table import Table, with_sums
from routes.translations import N_

Key = TypeVar("Key")

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def reports(counts: Counts, weekdays: Sequence[int] = range(7)) -> list[Table]:
    """Every table, in the order in which a coordinator asks. weekdays: those of the period, from 0,
    Monday.
    """
    return [
        calls(counts),
        languages(counts),
        transfers(counts),
        waiting(counts),
        keys(counts),
        listened(counts),
        leaving(counts),
        hours(counts, weekdays),
    ]


def calls(counts: Counts) -> Table:
    """Calls, and how many of them reached a person."""
    answered = _sum(counts, EventKind.CALL)
    reached = _sum(counts, EventKind.REACHED, Reached.FIRST)
    return Table(
        "calls",
        N_("Calls"),
        (N_("reached a person"), N_("did not"), N_("together")),
        (N_("calls"),),
        ((reached, max(answered - reached, 0), max(answered, reached)),),
        sums_across=True,
        figures=((0, 0, _REACHED), (0, 2, _CALLS)),
        about=N_(
            "A person was reached when somebody took the call. The others may have listened, or "
            "hung up."
        ),
    )


def languages(counts: Counts) -> Table:
    """The languages that callers chose."""
    chosen = _by(counts, EventKind.LANGUAGE, lambda cell: cell.language)
    rows = [tag for tag, _ in chosen.most_common() if tag != UNDECIDED]
    cells = [[chosen[tag]] for tag in rows]
    about = N_("Who changes the language chooses twice; who never chooses is not here.")
    table = with_sums("languages", N_("Languages chosen"), [N_("chosen")], rows, cells, about=about)
    return replace(table, ranked=0, seen=True)


def transfers(counts: Counts) -> Table:
    """How the lines of each destination ended."""
    ended = _by(counts, EventKind.LINE, lambda cell: (cell.place, cell.outcome))
    rows = sorted({place for place, _ in ended})
    columns = sorted({outcome for _, outcome in ended})
    cells = [[ended[row, column] for column in columns] for row in rows]
    about = N_(
        "Every line that rang, by how that ended, as the carrier tells it. `not taken`: picked "
        "up, by a voicemail "
        "perhaps, but nobody pressed the key. `connected` again in the same call counts again."
    )
    table = with_sums(
        "transfers", N_("Lines rung, and how that ended"), columns, rows, cells, about=about
    )
    return replace(table, seen=True)


def waiting(counts: Counts) -> Table:
    """Seconds until a person was reached."""
    return _histogram(counts, Measure.SECONDS, N_("Seconds until a person was reached"), SECONDS)


def keys(counts: Counts) -> Table:
    """Keys that were pressed until a person was reached."""
    return _histogram(counts, Measure.KEYS, N_("Keys pressed until a person was reached"), KEYS)


def listened(counts: Counts) -> Table:
    """The nodes that callers came to."""
    entered = _by(counts, EventKind.ENTERED, lambda cell: cell.place)
    rows = [node for node, _ in entered.most_common()]
    cells = tuple((entered[node],) for node in rows)
    about = N_("How often callers came to each node; one caller may come several times.")
    return Table(
        "listened",
        N_("What was listened to"),
        (N_("times"),),
        tuple(rows),
        cells,
        about=about,
        ranked=0,
    )


def leaving(counts: Counts) -> Table:
    """Where callers were last."""
    waits = _by(counts, Measure.WAITS, lambda cell: cell.place)
    went = _by(counts, Measure.WENT_ON, lambda cell: cell.place)
    left = {node: max(waits[node] - went[node], 0) for node in waits}
    rows = sorted(left, key=lambda node: (-left[node], node))
    cells = tuple((min(went[node], waits[node]), left[node], waits[node]) for node in rows)
    about = N_(
        "Nobody tells the hotline that a caller hangs up: who was asked something and never came "
        "back with an answer, "
        "not even with silence, left there. Calls that are under way count as left, and a step "
        "that the carrier "
        "delivers twice counts once too often."
    )
    columns = (N_("went on"), N_("left"), N_("together"))
    table = Table(
        "leaving",
        N_("Where callers left"),
        columns,
        tuple(rows),
        cells,
        sums_across=True,
        about=about,
    )
    return replace(table, ranked=1, seen=True)


def hours(counts: Counts, weekdays: Sequence[int] = range(7)) -> Table:
    """Calls by day of the week and hour, in Belgian time. A day that is not in the period is no
    row: everybody knows that nobody called then, so that hiding it would only hide the sum of all
    calls.
    """
    begun: Counter[tuple[int, int]] = Counter()
    for cell, n in counts.items():
        if cell.event == EventKind.CALL:
            here = (
                datetime.strptime(cell.hour, "%Y-%m-%dT%H")
                .replace(tzinfo=UTC)
                .astimezone(BRUSSELS_TIME)
            )
            begun[here.weekday(), here.hour] += n
    cells = [[begun[day, hour] for hour in range(24)] for day in weekdays]
    rows, columns = [WEEKDAYS[day] for day in weekdays], [f"{hour:02}" for hour in range(24)]
    table = with_sums("hours", N_("Calls by day and hour, in Belgian time"), columns, rows, cells)
    return replace(table, figures=((len(rows), 24, _CALLS),))


def summary(table: Table, shown: Table, *, exact: bool = False) -> dict[str, str]:
    """What a table comes to, in a figure or two. shown: the same table as it may leave."""
    if table.name == "calls":
        reached, _, answered = shown.counts[0]
        if isinstance(reached, str) or isinstance(answered, str) or not answered:
            return {_SHARE: "-"}
        return {_SHARE: f"{reached / answered:.0%}"}
    if table.name in (Measure.SECONDS, Measure.KEYS):
        shares = {N_("half of them"): 0.5, N_("nine in ten"): 0.9}
        return {name: quantile(table, share, exact=exact) for name, share in shares.items()}
    return {}


def quantile(table: Table, share: float, *, exact: bool = False) -> str:
    """What so many of a histogram's callers did not exceed: the upper bound of a bucket. `-`
    without callers, and, unless it is to be exact, when fewer than five are on either side: it
    would tell of one of them.
    """
    buckets = [int(row[0]) for row in table.counts[:-1]]
    callers = sum(buckets)
    if not callers or (not exact and callers * min(share, 1 - share) < _EITHER_SIDE):
        return "-"
    wanted, so_far = ceil(callers * share), 0
    for bound, n in zip(table.rows, buckets, strict=False):
        so_far += n
        if so_far >= wanted:
            return bound
    return MORE


_SHARE = N_("share that reached a person")
_CALLS, _REACHED = "calls", "reached"
"""Figures that stand in several tables."""
_FIRST = N_("Only the first person of a call is counted.")
_EITHER_SIDE = 5 - 1e-9


def _histogram(counts: Counts, event: Measure, title: str, bounds: Iterable[int]) -> Table:
    found = _by(counts, event, lambda cell: cell.outcome)
    named = [(str(bound), f"up to {bound}") for bound in bounds] + [(MORE, N_("more"))]
    rows, cells = [name for _, name in named], [[found[bound]] for bound, _ in named]
    table = with_sums(event, title, [N_("callers")], rows, cells, about=_FIRST)
    return replace(table, figures=((len(rows), 0, _REACHED),))


def _by(counts: Counts, event: EventKind | Measure, key: Callable[[Cell], Key]) -> Counter[Key]:
    found: Counter[Key] = Counter()
    for cell, n in counts.items():
        if cell.event == event:
            found[key(cell)] += n
    return found


def _sum(counts: Counts, event: EventKind | Measure, outcome: str = "") -> int:
    return sum(
        n
        for cell, n in counts.items()
        if cell.event == event and (not outcome or cell.outcome == outcome)
    )
