"""Activity: how the hotline is used, in figures that identify no caller."""

import datetime
import logging
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from flask import Blueprint, Response, abort, render_template, request
from markupsafe import Markup

from routes.call.hotline import the_hotline
from routes.desk.actions import Action
from routes.desk.centre_bars import CentreBar, centre_bars, lines_in_short
from routes.desk.chart import chart_of
from routes.desk.date_range import KINDS, DateRange, date_range_of, in_words
from routes.desk.dates import day
from routes.desk.figures import figures_on_page
from routes.desk.key_figures import key_figures
from routes.desk.session import note
from routes.desk.translation import _
from routes.desk.trend_chart import trend_chart, trend_figures
from routes.statistics.export import HEADER, Line, as_csv, as_it_is, one_count_a_line
from routes.statistics.period import MONTHS
from routes.statistics.reading import CannotRead, Compared, read_compared, read_in_time
from routes.statistics.recorder import the_statistics
from routes.statistics.release import Figures

log = logging.getLogger(__name__)
OPEN = ("languages",)
"""Tables that are always open."""
FOLDED = ("listened", "seconds", "keys", "hours", "weekdays", "leaving")
"""Tables that are looked at now and then, in a part of the page that can be opened."""
routes = Blueprint("activity", __name__)


@dataclass(frozen=True)
class ShownActivity:
    """What the page shows. figures: in words. bars: how lines ended."""

    figures: Mapping[str, Figures]
    bars: list[CentreBar]


@routes.get("/activity")
def page() -> tuple[str, int]:
    """A day, a week, a month, a quarter or a year: ?period=, ?from=, ?rehearsals=."""
    date_range = date_range_of(request.args)
    if date_range.problems:
        return render_template("activity.html", date_range=date_range, kinds=KINDS), 400
    try:
        shown = _read(date_range)
    except CannotRead as error:
        log.warning("the page Activity has no figures: %s", error)
        return render_template(
            "activity.html", date_range=date_range, kinds=KINDS, why_not=str(error)
        ), 200
    activity = _in_words(shown)
    figures = activity.figures
    return render_template(
        "activity.html",
        date_range=date_range,
        kinds=KINDS,
        released_on=_day(shown.shown.released_on),
        known_from=_day(shown.shown.known_from),
        before_from=_day(shown.before.known_from) if shown.before else "",
        before=in_words(date_range.period.before),
        lead=key_figures(shown.shown, shown.before, is_exact=date_range.period.kind in MONTHS),
        trend=trend_chart(shown.trend) if shown.trend else None,
        bars=activity.bars,
        in_short=lines_in_short(activity.bars),
        calls=figures.get("calls"),
        trend_figures=figures.get("trend"),
        transfers=figures["transfers"],
        open_sheets=_sheets(figures, OPEN),
        folded_sheets=_sheets(figures, FOLDED),
    ), 200


@routes.get("/activity/<name>.csv")
def download(name: str) -> Response:
    """One table as it is on the page; or `all` tables, with a count on each line."""
    date_range = date_range_of(request.args)
    if date_range.problems:
        return _refused("\n".join(date_range.problems.values()), 400)
    try:
        all_figures = _in_words(_read(date_range)).figures
    except CannotRead as error:
        log.warning("a table of the page Activity has no figures: %s", error)
        return _refused(_("There are no figures to show."), 503)
    body = as_csv(_lines(all_figures, name))
    days = f"{date_range.period.first}-{date_range.period.last}"
    file = f"{'rehearsals' if date_range.rehearsals else 'wayout'}-{name}-{days}.csv"
    note(Action.EXPORT, file)
    answer = Response(body, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{file}"'
    return answer


def _sheets(
    figures: Mapping[str, Figures], names: Collection[str]
) -> list[tuple[Figures, Markup | None]]:
    """These tables with their charts."""
    return [(one, chart_of(one.table)) for name, one in figures.items() if name in names]


def _refused(message: str, status: int) -> Response:
    return Response(message, status, content_type="text/plain; charset=utf-8")


def _day(date: datetime.date | None) -> str:
    return day(date) if date else ""


def _read(date_range: DateRange) -> Compared:
    rehearsals = date_range.rehearsals
    return read_in_time(
        partial(read_compared, the_statistics(), date_range.period, rehearsals=rehearsals)
    )


def _in_words(compared: Compared) -> ShownActivity:
    hotline = the_hotline()
    figures = dict(figures_on_page(compared.shown, hotline))
    if compared.trend and trend_chart(compared.trend):
        figures["trend"] = trend_figures(compared.trend)
    lines = next(one.table for one in compared.shown.figures if one.name == "transfers")
    return ShownActivity(figures, centre_bars(lines, hotline))


def _lines(all_figures: Mapping[str, Figures], name: str) -> Iterable[Line]:
    if name == "all":
        tables = [replace(one.table, name=one.table.title) for one in all_figures.values()]
        summaries = [figures.summary for figures in all_figures.values()]
        return [tuple(_(word) for word in HEADER), *one_count_a_line(tables, summaries)]
    if name not in all_figures:
        abort(404)
    return as_it_is(all_figures[name].table, all_figures[name].summary)
