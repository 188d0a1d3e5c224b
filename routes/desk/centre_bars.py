"""How the lines of each destination ended, as a bar of 100 %."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ivr.events import LineEnding
from routes.call.hotline import Hotline
from routes.desk.dates import figure, percent
from routes.desk.labels import TOGETHER, destination
from routes.desk.translation import _, ngettext
from routes.statistics.table import Table
from routes.translations import N_

ANSWERED = "answered"
ENDINGS: Mapping[str, tuple[LineEnding, ...]] = {
    ANSWERED: (LineEnding.CONNECTED,),
    "unanswered": (
        LineEnding.NO_ANSWER,
        LineEnding.NOT_TAKEN,
        LineEnding.CANCELED,
        LineEnding.NOT_TOLD,
        LineEnding.OTHER,
    ),
    "busy": (LineEnding.BUSY,),
    "failed": (LineEnding.FAILED,),
}
"""Part of the bar -> the endings that belong to it. Every ending is in one part."""
WORDS = {
    ANSWERED: N_("answered"),
    "unanswered": N_("not answered"),
    "busy": N_("busy"),
    "failed": N_("no connection"),
}
"""Part of the bar -> in words."""


@dataclass(frozen=True, slots=True)
class BarPart:
    """A part of a bar. kind: a key of WORDS. at, width: in percent of the bar."""

    kind: str
    word: str
    count: int
    at: float
    width: float

    @property
    def percent(self) -> str:
        """Its share."""
        return percent(self.width / 100)


@dataclass(frozen=True, slots=True)
class CentreBar:
    """A bar of a destination. rung: how often its lines rang."""

    name: str
    rung: int
    parts: tuple[BarPart, ...]

    @property
    def answered(self) -> int:
        """How often somebody took the call."""
        return sum(part.count for part in self.parts if part.kind == ANSWERED)

    @property
    def answered_percent(self) -> str:
        """Its share."""
        return percent(self.answered / self.rung) if self.rung else "-"

    @property
    def in_words(self) -> str:
        """Such as "answered 22 (65%), busy 12 (35%)"."""
        return ", ".join(f"{part.word} {part.count} ({part.percent})" for part in self.parts)


def centre_bars(table: Table, hotline: Hotline) -> list[CentreBar]:
    """A bar for each row. table: how lines ended, with the words that are stored."""
    return [
        _bar(destination(hotline, row), dict(zip(table.columns, map(int, counts), strict=True)))
        for row, counts in zip(table.rows, table.counts, strict=True)
        if row != TOGETHER
    ]


def lines_in_short(bars: list[CentreBar]) -> str:
    """All bars in one sentence."""
    rung = sum(bar.rung for bar in bars)
    return ngettext(
        "Somebody took %(answered)s of %(rung)s call to a line.",
        "Somebody took %(answered)s of %(rung)s calls to a line.",
        rung,
        rung=figure(rung),
        answered=figure(sum(bar.answered for bar in bars)),
    )


def _bar(name: str, ended: Mapping[str, int]) -> CentreBar:
    counts = {
        kind: sum(ended.get(ending, 0) for ending in endings) for kind, endings in ENDINGS.items()
    }
    return CentreBar(name, sum(counts.values()), tuple(_parts(counts)))


def _parts(counts: Mapping[str, int]) -> Iterator[BarPart]:
    rung = sum(counts.values())
    at = 0.0
    for kind, n in counts.items():
        if n:
            width = 100 * n / rung
            yield BarPart(kind, _(WORDS[kind]), n, round(at, 2), round(width, 2))
            at += width
