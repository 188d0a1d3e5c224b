"""Activity: how the hotline is used, in figures that identify no caller."""

import csv
import logging
from collections.abc import Iterable, Iterator
from dataclasses import replace
from io import StringIO

from flask import Blueprint, Response, abort, render_template, request

from routes.call.hotline import the_hotline
from routes.desk.chart import charts_of
from routes.desk.date_range import KINDS, DateRange, date_range_of
from routes.desk.figures import Figures, figures_of
from routes.desk.translation import _
from routes.statistics.cells import Measure
from routes.statistics.export import HEADER, Line, as_it_is, one_count_a_line
from routes.statistics.reading import CannotRead, read_in_time
from routes.statistics.recorder import the_statistics

log = logging.getLogger(__name__)
routes = Blueprint("activity", __name__)
BYTE_ORDER_MARK = "\ufeff"
"""Without it, office spreadsheets do not read UTF-8: Sürya becomes SÃ¼rya."""


@routes.get("/activity")
def page() -> tuple[str, int]:
    """A day, a week, a month or own dates: ?period=, ?from=, ?to=, ?rehearsals=."""
    date_range = date_range_of(request.args)
    if date_range.problems:
        return render_template("activity.html", date_range=date_range, kinds=KINDS), 400
    try:
        all_figures = _figures(date_range)
    except CannotRead as error:
        log.warning("the page Activity has no figures: %s", error)
        return render_template(
            "activity.html", date_range=date_range, kinds=KINDS, why_not=str(error)
        ), 200
    return render_template(
        "activity.html",
        date_range=date_range,
        kinds=KINDS,
        tiles=list(_tiles(all_figures)),
        sheets=[(figures, charts_of(figures.table)) for figures in all_figures],
    ), 200


@routes.get("/activity/<name>.csv")
def download(name: str) -> Response:
    """One table as it is on the page; or `all` tables, with a count on each line."""
    date_range = date_range_of(request.args)
    if date_range.problems:
        return _refused("\n".join(date_range.problems.values()), 400)
    try:
        all_figures = _figures(date_range)
    except CannotRead as error:
        log.warning("a table of the page Activity has no figures: %s", error)
        return _refused(str(error), 503)
    lines = _lines(all_figures, name)
    body = StringIO()
    csv.writer(body).writerows(lines)
    days = f"{date_range.days.first}-{date_range.days.last}"
    file = f"{'rehearsals' if date_range.rehearsals else 'wayout'}-{name}-{days}.csv"
    answer = Response(BYTE_ORDER_MARK + body.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{file}"'
    return answer


def _refused(message: str, status: int) -> Response:
    return Response(message, status, content_type="text/plain; charset=utf-8")


def _figures(date_range: DateRange) -> list[Figures]:
    counts = read_in_time(the_statistics(), date_range.days, rehearsals=date_range.rehearsals)
    return figures_of(counts, date_range.days.weekdays, the_hotline())


def _lines(all_figures: list[Figures], name: str) -> Iterable[Line]:
    if name == "all":
        tables = [replace(figures.table, name=figures.table.title) for figures in all_figures]
        summaries = [figures.summary for figures in all_figures]
        return [tuple(_(word) for word in HEADER), *one_count_a_line(tables, summaries)]
    for figures in all_figures:
        if figures.name == name:
            return as_it_is(figures.table, figures.summary)
    return abort(404)


def _tiles(all_figures: list[Figures]) -> Iterator[tuple[str, object]]:
    """The figures on top of the page, each with its name: what coordinators ask for first."""
    by_name = {figures.name: figures for figures in all_figures}
    calls = by_name["calls"]
    yield _("calls"), calls.table.counts[0][2]
    yield from ((_("reached a person"), share) for share in calls.summary.values())
    seconds = (_("seconds to a person, half of them"), _("seconds to a person, nine in ten"))
    yield from zip(seconds, by_name[Measure.SECONDS].summary.values(), strict=True)
    keys = (_("keys to a person, half of them"), _("keys to a person, nine in ten"))
    yield from zip(keys, by_name[Measure.KEYS].summary.values(), strict=True)
