"""A report as files for a spreadsheet: a workbook, and CSV with a value on each line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

from routes.desk.centre_bars import WORDS, CentreBar
from routes.desk.report import Report
from routes.desk.translation import _
from routes.desk.trend_chart import NAMES
from routes.statistics.export import Line, Share, Value, as_csv
from routes.statistics.release import Figures

_LONGEST_NAME = 31
"""Characters that the name of a sheet may have."""
_WIDEST = 44
"""Characters: a column is no wider than this."""
_CREATED = datetime(2000, 1, 1)
"""The same for every workbook: two that say the same are the same file."""


@dataclass(frozen=True)
class ReportSheet:
    """A table with a header."""

    name: str
    header: tuple[str, ...]
    lines: tuple[Line, ...]


def sheets_of(report: Report) -> list[ReportSheet]:
    """Everything that the report says, the most asked for first."""
    return [
        _overview(report),
        *_over_time(report),
        _centres(report),
        _languages(report),
        *(_as_it_is(one) for name, one in report.figures.items() if name not in _ELSEWHERE),
        ReportSheet(_("Changes"), (_("what was changed"), _("how often")), tuple(report.changes)),
        ReportSheet(
            _("About"), (_("How to read these figures"),), tuple((one,) for one in about(report))
        ),
    ]


def about(report: Report) -> Iterator[str]:
    """How the figures are protected, and how to read them."""
    yield _(
        "Wayout, report on %(period)s, made on %(day)s", period=report.title, day=report.made_on
    )
    yield protection()
    if report.known_from:
        yield _("Figures are kept from %(day)s on. What came before is not in here.",
                day=report.known_from)  # fmt: skip
    if report.before_from:
        yield _("Of %(period)s, figures are kept from %(day)s on.", period=report.before,
                day=report.before_from)  # fmt: skip
    for one in report.figures.values():
        yield from (f"{one.table.title}: {sentence}" for sentence in one.table.about)


def protection() -> str:
    """How callers are protected from these figures, in one paragraph."""
    return _(
        "How callers are protected: the hotline keeps no calls, no telephone numbers and no "
        "conversations. It counts each thing by itself, so no language belongs to an hour, a "
        "region or an outcome. Counts under five of a month are hidden, and so is every figure "
        "from which one could be computed. This report adds up what was shown of its months, and "
        "no more: 41+ means 41 or more."
    )


def workbook_of(sheets: list[ReportSheet]) -> bytes:
    """An Excel workbook (.xlsx). Numbers, shares and days are such, so that they can be computed
    with and are written as the office of the reader writes them.
    """
    import xlsxwriter  # not every process of the hotline makes spreadsheets

    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        book.set_properties({"created": _CREATED})
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        formats = {
            "share": book.add_format({"num_format": "0%"}),
            "day": book.add_format({"num_format": "dd/mm/yyyy", "align": "left"}),
            "number": book.add_format({"num_format": "#,##0.##"}),
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        for sheet in sheets:
            _write(book.add_worksheet(_name_of(sheet)), sheet, bold, formats)
    return content.getvalue()


def csv_of(sheets: list[ReportSheet]) -> str:
    """All tables below each other, with a value on each line."""
    header = (_("table"), _("row"), _("column"), _("count"))
    lines: list[Line] = [header]
    for sheet in sheets:
        for first, *others in sheet.lines:
            columns = sheet.header[1:] or sheet.header
            values = others or [""]
            lines += [(sheet.name, first, *cell) for cell in zip(columns, values, strict=True)]
    return as_csv(lines)


_ELSEWHERE = ("calls", "languages", "transfers")
"""Tables that have a sheet of another shape."""


def _overview(report: Report) -> ReportSheet:
    before = report.before or _("before")
    header = (_("figure"), report.period, before, _("difference"))
    lines: list[Line] = []
    for one in report.key:
        change = "" if one.change is None else one.change
        lines.append((one.name, one.now.value, one.before.value if one.before else "", change))
    return ReportSheet(_("Overview"), header, tuple(lines))


def _over_time(report: Report) -> Iterator[ReportSheet]:
    """The days are those at which each week or month begins."""
    if report.trend is None:
        return
    header = (
        _("begins on"),
        _("reached a person"),
        _("did not"),
        _("together"),
        _("the time before begins on"),
        _("together, the time before"),
    )
    lines = tuple(
        (
            now.period.first,
            *(_known(one) for one in (now.reached, now.others, now.calls)),
            former.period.first,
            _known(former.calls),
        )
        for now, former in zip(report.trend.blocks, report.trend.before, strict=True)
    )
    yield ReportSheet(_(NAMES[report.trend.kind]), header, lines)


def _centres(report: Report) -> ReportSheet:
    header = (
        _("centre"),
        _("rang"),
        *(_(word) for word in WORDS.values()),
        _("share answered"),
        _("rang, %(period)s", period=report.before or _("before")),
        _("share answered, %(period)s", period=report.before or _("before")),
    )
    lines: list[Line] = []
    for row in report.centres:
        counts = {part.kind: part.count for part in row.bar.parts}
        before = (row.before.rung, _share(row.before)) if row.before else ("", "")
        ended = (counts.get(kind, 0) for kind in WORDS)
        lines.append((row.bar.name, row.bar.rung, *ended, _share(row.bar), *before))
    return ReportSheet(_("Centres"), header, tuple(lines))


def _languages(report: Report) -> ReportSheet:
    header = (_("language"), report.period, report.before or _("before"))
    lines = ((row.name, row.chosen, row.before) for row in report.languages)
    return ReportSheet(_("Languages"), header, tuple(lines))


def _as_it_is(figures: Figures) -> ReportSheet:
    table = figures.table
    lines = tuple((row, *counts) for row, counts in zip(table.rows, table.counts, strict=True))
    return ReportSheet(table.title, (table.title, *table.columns), lines)


def _share(bar: CentreBar) -> Share:
    return Share(round(bar.answered / bar.rung, 2) if bar.rung else 0)


def _known(shown: Value | None) -> Value:
    return "" if shown is None else shown


def _name_of(sheet: ReportSheet) -> str:
    """The name of its sheet, without characters that Excel forbids there."""
    return re.sub(r"[][:*?/\\]", " ", sheet.name)[:_LONGEST_NAME].strip("' ")


def _write(page: Any, sheet: ReportSheet, bold: Any, formats: dict[str, Any]) -> None:
    """Write a table. The first line stays in view, and is repeated on every page of paper."""
    page.write_row(0, 0, sheet.header, bold)
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    for number, line in enumerate(sheet.lines, 1):
        for column, value in enumerate(line):
            _write_value(page, number, column, value, formats)
    for column, title in enumerate(sheet.header):
        longest = max([len(str(title)), *(len(str(line[column])) for line in sheet.lines)])
        page.set_column(column, column, min(longest + 2, _WIDEST) if column else _WIDEST)


def _write_value(page: Any, row: int, column: int, value: Value, formats: dict[str, Any]) -> None:
    if isinstance(value, str):
        page.write_string(row, column, value, formats["text"])
    elif isinstance(value, date):
        page.write_datetime(row, column, value, formats["day"])
    else:
        kind = "share" if isinstance(value, Share) else "number"
        page.write_number(row, column, value, formats[kind])
