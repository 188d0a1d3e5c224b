"""Activity: how the hotline is used, in figures that tell of nobody."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import replace
from io import StringIO

from flask import Blueprint, Response, abort, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from routes.call.hotline import the_hotline
from routes.desk.chart import charts_of
from routes.desk.date_range import KINDS, Asked, asked
from routes.desk.figures import Figures, figures_of
from routes.desk.translation import _
from routes.statistics.export import HEADER, Line, as_it_is, one_count_a_line
from routes.statistics.reading import CannotRead, read_in_time
from routes.statistics.recorder import the_statistics

routes = Blueprint("activity", __name__)
BYTE_ORDER_MARK = "\ufeff"
"""Without it the spreadsheets of offices take UTF-8 for something else, and Sürya for SÃ¼rya."""


@routes.get("/activity")
def page() -> tuple[str, int]:
    """A day, a week, a month or any days: ?period=, ?from=, ?to=, ?rehearsals=."""
    wanted = asked(request.args)
    if wanted.problems:
        return render_template("activity.html", asked=wanted, kinds=KINDS), 400
    try:
        figures = _figures(wanted)
    except CannotRead as error:
        return render_template("activity.html", asked=wanted, kinds=KINDS, why_not=str(error)), 200
    parts = [(one, charts_of(one.table)) for one in figures]
    return render_template(
        "activity.html", asked=wanted, kinds=KINDS, tiles=list(_tiles(figures)), parts=parts
    ), 200


@routes.get("/activity/<name>.csv")
def download(name: str) -> AnyResponse:
    """One table as it stands on the page, or `all` of them with a count a line."""
    wanted = asked(request.args)
    if wanted.problems:
        return Response("\n".join(wanted.problems), 400, content_type="text/plain; charset=utf-8")
    try:
        figures = _figures(wanted)
    except CannotRead as error:
        return Response(str(error), 503, content_type="text/plain; charset=utf-8")
    return _file(_lines(figures, name), f"{name}-{wanted.when.first}-{wanted.when.last}", wanted)


def _figures(wanted: Asked) -> list[Figures]:
    counts = read_in_time(the_statistics(), wanted.when, rehearsals=wanted.rehearsals)
    return figures_of(counts, wanted.when.weekdays, the_hotline())


def _lines(figures: list[Figures], name: str) -> Iterator[Line]:
    if name == "all":
        named = [replace(one.table, name=one.table.title) for one in figures]
        return iter(
            (tuple(map(_, HEADER)), *one_count_a_line(named, [one.told for one in figures]))
        )
    chosen = next((one for one in figures if one.name == name), None)
    return as_it_is(chosen.table, chosen.told) if chosen else abort(404)


def _file(lines: Iterable[Line], name: str, wanted: Asked) -> Response:
    body = StringIO()
    csv.writer(body).writerows(lines)
    file = f"{'rehearsals' if wanted.rehearsals else 'wayout'}-{name}.csv"
    answer = Response(BYTE_ORDER_MARK + body.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{file}"'
    return answer


def _tiles(figures: list[Figures]) -> Iterator[tuple[str, object]]:
    """What is asked first."""
    known = {one.name: one for one in figures}
    yield _("calls"), known["calls"].table.counts[0][2]
    yield from ((_("reached a person"), share) for share in known["calls"].told.values())
    words = {
        "seconds": (_("seconds to a person, half of them"), _("seconds to a person, nine in ten")),
        "keys": (_("keys to a person, half of them"), _("keys to a person, nine in ten")),
    }
    for name, labels in words.items():
        yield from zip(labels, known[name].told.values(), strict=True)
