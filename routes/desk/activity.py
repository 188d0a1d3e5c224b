"""Activity: how the hotline is used, in figures that tell of nobody."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from io import StringIO

from flask import Blueprint, Response, abort, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from routes.call.hotline import the_hotline
from routes.desk.chart import charts_of
from routes.desk.chosen_period import KINDS, ChosenPeriod, chosen_period
from routes.desk.dates import day
from routes.desk.figures import figures_on_page
from routes.desk.translation import _
from routes.statistics.export import HEADER, Line, in_its_own_shape, one_count_a_line
from routes.statistics.reading import CannotRead, Reading, in_time, read
from routes.statistics.recorder import the_statistics
from routes.statistics.release import Figures

routes = Blueprint("activity", __name__)
BYTE_ORDER_MARK = "\ufeff"
"""Without it the spreadsheets of offices take UTF-8 for something else, and Sürya for SÃ¼rya."""


@routes.get("/activity")
def page() -> tuple[str, int]:
    """A day, a week or a month: ?period=, ?from=, ?rehearsals=."""
    chosen = chosen_period(request.args)
    if chosen.problem:
        return render_template("activity.html", chosen=chosen, kinds=KINDS), 400
    try:
        reading = _read(chosen)
    except CannotRead as error:
        return (
            render_template("activity.html", chosen=chosen, kinds=KINDS, why_not=str(error)),
            200,
        )
    figures = figures_on_page(reading, the_hotline())
    page = render_template(
        "activity.html",
        chosen=chosen,
        kinds=KINDS,
        due=day(reading.due) if reading.due else "",
        tiles=list(_tiles(figures)),
        parts=[(one, charts_of(one.table)) for one in figures.values()],
    )
    return page, 200


@routes.get("/activity/<name>.csv")
def download(name: str) -> AnyResponse:
    """One table as it stands on the page, or `all` of them with a count a line."""
    chosen = chosen_period(request.args)
    if chosen.problem:
        return Response(chosen.problem, 400, content_type="text/plain; charset=utf-8")
    try:
        figures = figures_on_page(_read(chosen), the_hotline())
    except CannotRead as error:
        return Response(str(error), 503, content_type="text/plain; charset=utf-8")
    return _file(_lines(figures, name), name, chosen)


def _read(chosen: ChosenPeriod) -> Reading:
    statistics = the_statistics()
    return in_time(partial(read, statistics, chosen.period, rehearsals=chosen.rehearsals))


def _lines(figures: Mapping[str, Figures], name: str) -> Iterator[Line]:
    if name == "all":
        named = [replace(one.table, name=one.table.title) for one in figures.values()]
        lines = one_count_a_line(named, [one.told for one in figures.values()])
        return iter((tuple(map(_, HEADER)), *lines))
    if name not in figures:
        abort(404)
    return in_its_own_shape(figures[name].table, figures[name].told)


def _file(lines: Iterable[Line], name: str, chosen: ChosenPeriod) -> Response:
    body = StringIO()
    csv.writer(body).writerows(lines)
    about = "rehearsals" if chosen.rehearsals else "wayout"
    file = f"{about}-{name}-{chosen.period.first}-{chosen.period.last}.csv"
    answer = Response(BYTE_ORDER_MARK + body.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{file}"'
    return answer


def _tiles(figures: Mapping[str, Figures]) -> Iterator[tuple[str, object]]:
    """The figures that stand above all tables, as far as they are shown."""
    if "calls" in figures:
        yield _("calls"), figures["calls"].table.counts[0][2]
        yield from ((_("reached a person"), share) for share in figures["calls"].told.values())
    words = {
        "seconds": (_("seconds to a person, half of them"), _("seconds to a person, nine in ten")),
        "keys": (_("keys to a person, half of them"), _("keys to a person, nine in ten")),
    }
    for name, labels in words.items():
        if name in figures:
            yield from zip(labels, figures[name].told.values(), strict=True)
