"""Reports: a quarter or a year on one page of paper, in a language that is chosen there."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from flask import Blueprint, Response, render_template, request
from markupsafe import Markup

from routes.call.hotline import the_hotline
from routes.database.store import the_store
from routes.desk.actions import Action
from routes.desk.date_range import in_words
from routes.desk.dates import figure
from routes.desk.report import Report, report_of
from routes.desk.report_changes import changed_in, changes_in_words
from routes.desk.report_files import ReportSheet, csv_of, protection, sheets_of, workbook_of
from routes.desk.session import note
from routes.desk.translation import LANGUAGES, _, in_language, language
from routes.statistics.period import Kind, Period
from routes.statistics.reading import CannotRead, read_compared, read_in_time, read_reportable
from routes.statistics.recorder import the_statistics

log = logging.getLogger(__name__)
routes = Blueprint("reports", __name__)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Wish:
    """What the form asks for. periods: that it offers. problems: what is wrong with a field, in
    the language of the page. period: None where there is none, or with a problem.
    """

    periods: list[Period]
    period: Period | None
    language: str
    problems: Mapping[str, str]


@routes.get("/reports")
def page() -> tuple[str, int]:
    """?of=2025 or ?of=2025-Q3, ?in=nl. Without a period it is the last year, else quarter."""
    try:
        wish = _wish(request.args)
        sheet = _sheet(wish) if wish.period else ""
    except CannotRead as error:
        log.warning("the page Reports has no figures: %s", error)
        empty = Wish([], None, language(), {})
        return render_template("reports.html", wish=empty, why_not=str(error)), 200
    choices = {period.short_name: in_words(period) for period in wish.periods}
    query = {"of": wish.period.short_name, "in": wish.language} if wish.period else {}
    status = 400 if wish.problems else 200
    return render_template(
        "reports.html", wish=wish, choices=choices, query=query, sheet=sheet
    ), status


@routes.get("/reports/report.xlsx")
def workbook() -> Response:
    """The report as a workbook."""
    return _file("xlsx", XLSX, workbook_of)


@routes.get("/reports/report.csv")
def lines() -> Response:
    """The report as CSV."""
    return _file("csv", "text/csv; charset=utf-8", csv_of)


def _file(
    suffix: str, content_type: str, made_of: Callable[[list[ReportSheet]], str | bytes]
) -> Response:
    try:
        wish = _wish(request.args)
        if wish.period is None:
            told = "\n".join(wish.problems.values()) or _("There are no figures to show.")
            return Response(told, 400, content_type="text/plain; charset=utf-8")
        with in_language(wish.language):
            body = made_of(sheets_of(_report(wish.period)))
    except CannotRead as error:
        log.warning("a report has no figures: %s", error)
        told = _("There are no figures to show.")
        return Response(told, 503, content_type="text/plain; charset=utf-8")
    name = f"wayout-{wish.period.short_name}-{wish.language}.{suffix}"
    note(Action.EXPORT, name)
    answer = Response(body, content_type=content_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _wish(form: Mapping[str, str]) -> Wish:
    periods = read_in_time(partial(read_reportable, the_statistics()))
    named = {period.short_name: period for period in periods}
    wanted = form.get("of", "").strip()
    tag = form.get("in", language())
    problems = {}
    if wanted and wanted not in named:
        problems["of"] = _(
            "Period: there is no report on that. Choose a quarter or a year that is over."
        )
    if tag not in LANGUAGES:
        problems["in"] = _(
            "Language: reports are in these: %(languages)s.",
            languages=", ".join(LANGUAGES.values()),
        )
        tag = language()
    years = (period for period in periods if period.kind is Kind.YEAR)
    period = named.get(wanted) or next(years, None) or next(iter(periods), None)
    return Wish(periods, None if problems else period, tag, problems)


def _report(period: Period) -> Report:
    """In the language of this part of the page."""
    hotline = the_hotline()
    compared = read_in_time(partial(read_compared, the_statistics(), period))
    changed = the_store().do(partial(changed_in, period=period))
    return report_of(period, compared, changes_in_words(changed, hotline), hotline)


def _sheet(wish: Wish) -> Markup:
    """The page of paper, in its own language."""
    assert wish.period is not None
    with in_language(wish.language):
        report = _report(wish.period)
        return Markup(
            render_template("report.html", report=report, figure=figure, protection=protection())
        )  # every text in the template is escaped
