"""The tables of the statistics in the language of the page."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from ivr.events import LineEnding
from prompts.catalogue import language_name
from routes.call.hotline import Hotline
from routes.desk.dates import weekday
from routes.desk.durations import duration
from routes.desk.translation import _, language
from routes.desk.tree_words import name_of
from routes.statistics.cells import MORE, OTHER, Measure
from routes.statistics.reports import REST, WEEKDAYS
from routes.statistics.table import Table
from routes.translations import N_

TOGETHER = "together"
_TITLES: Mapping[str, str] = {Measure.SECONDS: N_("Time until a person was reached")}
"""Name of a table -> its title here, where its rows are times and no seconds."""
OUTCOMES: Mapping[str, str] = {
    LineEnding.CONNECTED: N_("connected"),
    LineEnding.BUSY: N_("busy"),
    LineEnding.NO_ANSWER: N_("no answer"),
    LineEnding.FAILED: N_("failed"),
    LineEnding.CANCELED: N_("cancelled"),
    LineEnding.NOT_TAKEN: N_("not taken"),
    LineEnding.NOT_TOLD: N_("not told"),
    LineEnding.OTHER: N_("other"),
}
"""How a line ended -> in words."""


def table_in_words(table: Table, hotline: Hotline) -> Table:
    """The same figures under names in the language of the page."""
    name_of = _row_names(table.name, hotline)
    about = tuple(re.sub("`([^`]+)`", r"“\1”", _(sentence)) for sentence in table.about)
    rows = tuple(_(TOGETHER) if row == TOGETHER else name_of(row) for row in table.rows)
    columns = tuple(_(OUTCOMES.get(column, column)) for column in table.columns)
    title = _TITLES.get(table.name, table.title)
    return replace(table, title=_(title), columns=columns, rows=rows, about=about)


def summary_in_words(table: str, figures: Mapping[str, str]) -> dict[str, str]:
    """The summary of a table, in the language of the page."""
    bucket = _time if table == Measure.SECONDS else _bucket
    return {_(name): bucket(figure) for name, figure in figures.items()}


def destination(hotline: Hotline, name: str) -> str:
    """The name of a destination; its key where it is not in the files any more."""
    known = hotline.tree.destinations.get(name)
    if known:
        return known.name
    return _(name) if name == OTHER else name


def _row_names(table: str, hotline: Hotline) -> Callable[[str], str]:
    if table == "languages":
        return lambda tag: _(tag) if tag in (OTHER, REST) else language_name(tag, language())
    if table == "transfers":
        return lambda name: destination(hotline, name)
    if table == "weekdays":
        return lambda name: weekday(WEEKDAYS.index(name))
    if table in ("listened", "leaving"):  # a node has the same name on the page Texts
        return lambda node: _(OTHER) if node == OTHER else name_of(node)
    return _time if table == Measure.SECONDS else _bucket


def _time(name: str) -> str:
    """A bucket of seconds as a time."""
    bound = name.removeprefix("up to ")
    return _("up to %(bound)s", bound=duration(int(bound))) if bound.isdigit() else _bucket(name)


def _bucket(name: str) -> str:
    bound = name.removeprefix("up to ")
    if bound != name:
        return _("up to %(bound)s", bound=bound)
    return _(name) if name in (MORE, "calls") else name
