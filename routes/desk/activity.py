"""Activity: how the hotline is used, in figures that identify no caller."""

import csv
import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from io import StringIO

from flask import Blueprint, Response, abort, render_template, request

from routes.call.hotline import the_hotline
from routes.desk.actions import Action
from routes.desk.chart import charts_of
from routes.desk.date_range import KINDS, DateRange, date_range_of
from routes.desk.dates import day
from routes.desk.figures import figures_on_page
from routes.desk.session import note
from routes.desk.translation import _
from routes.statistics.export import HEADER, Line, as_it_is, one_count_a_line
from routes.statistics.reading import CannotRead, ShownFigures, read, read_in_time
from routes.statistics.recorder import the_statistics
from routes.statistics.release import Figures

log = logging.getLogger(__name__)
routes = Blueprint("activity", __name__)
BYTE_ORDER_MARK = "\ufeff"
"""Without it, office spreadsheets do not read UTF-8: Sürya becomes SÃ¼rya."""


@routes.get("/activity")
def page() -> tuple[str, int]:
    """A day, a week or a month: ?period=, ?from=, ?rehearsals=."""
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
    all_figures = figures_on_page(shown, the_hotline())
    return render_template(
        "activity.html",
        date_range=date_range,
        kinds=KINDS,
        released_on=day(shown.released_on) if shown.released_on else "",
        tiles=list(_tiles(all_figures)),
        sheets=[(figures, charts_of(figures.table)) for figures in all_figures.values()],
    ), 200


@routes.get("/activity/<name>.csv")
def download(name: str) -> Response:
    """One table as it is on the page; or `all` tables, with a count on each line."""
    date_range = date_range_of(request.args)
    if date_range.problems:
        return _refused("\n".join(date_range.problems.values()), 400)
    try:
        all_figures = figures_on_page(_read(date_range), the_hotline())
    except CannotRead as error:
        log.warning("a table of the page Activity has no figures: %s", error)
        return _refused(_("There are no figures to show."), 503)
    lines = _lines(all_figures, name)
    body = StringIO()
    csv.writer(body).writerows(lines)
    days = f"{date_range.period.first}-{date_range.period.last}"
    file = f"{'rehearsals' if date_range.rehearsals else 'wayout'}-{name}-{days}.csv"
    note(Action.EXPORT, file)
    answer = Response(BYTE_ORDER_MARK + body.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{file}"'
    return answer


def _refused(message: str, status: int) -> Response:
    return Response(message, status, content_type="text/plain; charset=utf-8")


def _read(date_range: DateRange) -> ShownFigures:
    return read_in_time(
        partial(read, the_statistics(), date_range.period, rehearsals=date_range.rehearsals)
    )


def _lines(all_figures: Mapping[str, Figures], name: str) -> Iterable[Line]:
    if name == "all":
        tables = [replace(one.table, name=one.table.title) for one in all_figures.values()]
        summaries = [figures.summary for figures in all_figures.values()]
        return [tuple(_(word) for word in HEADER), *one_count_a_line(tables, summaries)]
    if name not in all_figures:
        abort(404)
    return as_it_is(all_figures[name].table, all_figures[name].summary)


def _tiles(all_figures: Mapping[str, Figures]) -> Iterator[tuple[str, object]]:
    """The figures on top of the page, each with its name: what coordinators ask for first. A
    period that is not over has none of them.
    """
    if "calls" in all_figures:
        calls = all_figures["calls"]
        yield _("calls"), calls.table.counts[0][2]
        yield from ((_("reached a person"), share) for share in calls.summary.values())
    labels = {
        "seconds": (_("seconds to a person, half of them"), _("seconds to a person, nine in ten")),
        "keys": (_("keys to a person, half of them"), _("keys to a person, nine in ten")),
    }
    for name, names in labels.items():
        if name in all_figures:
            yield from zip(names, all_figures[name].summary.values(), strict=True)
