"""A report on a quarter or a year, for a board or for who pays: everything in one language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from routes.call.hotline import Hotline
from routes.desk.centre_bars import WORDS, CentreBar, centre_bars, lines_in_short
from routes.desk.date_range import in_short, in_words, today
from routes.desk.dates import day
from routes.desk.figures import figures_on_page
from routes.desk.key_figures import KeyFigure, key_figures
from routes.desk.translation import _
from routes.desk.trend_chart import TrendChart, trend_chart
from routes.statistics.period import Period
from routes.statistics.reading import Compared, ShownFigures
from routes.statistics.release import Figures
from routes.statistics.table import Shown
from routes.statistics.trend import Trend

LANGUAGES_ON_PAPER = 12
CHANGES_ON_PAPER = 8
"""More do not fit on the page; a file has all."""

Changes = Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class LanguageRow:
    """How often a language was chosen, and in the period before."""

    name: str
    chosen: Shown
    before: Shown


@dataclass(frozen=True, slots=True)
class ReportedCentre:
    """How the lines of a destination ended; before: in the period before, if it was rung then."""

    bar: CentreBar
    before: CentreBar | None


@dataclass(frozen=True)
class Report:
    """title: the period in words; period, before: in short. known_from: the first day of the
    figures, if that is later; before_from: the same of the period before. figures: all tables, in
    words. made_on: today.
    """

    title: str
    period: str
    before: str
    known_from: str
    before_from: str
    key: list[KeyFigure]
    trend: Trend | None
    chart: TrendChart | None
    languages: list[LanguageRow]
    centres: list[ReportedCentre]
    lines: str
    changes: Changes
    figures: Mapping[str, Figures]
    made_on: str

    @property
    def endings(self) -> list[tuple[str, str]]:
        """The parts of the bars, in words."""
        return [(kind, _(word)) for kind, word in WORDS.items()]

    @property
    def languages_on_paper(self) -> list[LanguageRow]:
        """Those that fit."""
        return self.languages[:LANGUAGES_ON_PAPER]

    @property
    def changes_on_paper(self) -> Changes:
        """Those that fit."""
        return self.changes[:CHANGES_ON_PAPER]


def report_of(period: Period, compared: Compared, changes: Changes, hotline: Hotline) -> Report:
    """The report, in the language of this part of the page."""
    figures = figures_on_page(compared.shown, hotline)
    before = figures_on_page(compared.before, hotline) if compared.before else {}
    bars = _bars(compared.shown, hotline)
    known_from = compared.shown.known_from
    before_from = compared.before.known_from if compared.before else None
    return Report(
        title=in_words(period),
        period=in_short(period),
        before=in_short(period.before) if before else "",
        known_from=day(known_from) if known_from else "",
        before_from=day(before_from) if before_from else "",
        key=key_figures(compared.shown, compared.before, is_exact=True),
        trend=compared.trend,
        chart=trend_chart(compared.trend) if compared.trend else None,
        languages=list(_languages(figures, before)),
        centres=list(_centres(bars, _bars(compared.before, hotline))),
        lines=lines_in_short(bars),
        changes=changes,
        figures=figures,
        made_on=day(today()),
    )


def _bars(shown: ShownFigures | None, hotline: Hotline) -> list[CentreBar]:
    """How lines ended; the destination that was rung most often first."""
    tables = [one.table for one in shown.figures if one.name == "transfers"] if shown else []
    return sorted(
        (bar for table in tables for bar in centre_bars(table, hotline)),
        key=lambda bar: (-bar.rung, bar.name),
    )


def _languages(figures: Mapping[str, Figures], before: Mapping[str, Figures]) -> list[LanguageRow]:
    former = dict(_chosen(before))
    return [LanguageRow(name, n, former.get(name, "-")) for name, n in _chosen(figures)]


def _chosen(figures: Mapping[str, Figures]) -> list[tuple[str, Shown]]:
    if "languages" not in figures:
        return []
    table = figures["languages"].table
    return [(row, counts[0]) for row, counts in zip(table.rows, table.counts, strict=True)]


def _centres(bars: Sequence[CentreBar], before: Sequence[CentreBar]) -> list[ReportedCentre]:
    former = {bar.name: bar for bar in before}
    return [ReportedCentre(bar, former.get(bar.name)) for bar in bars]
