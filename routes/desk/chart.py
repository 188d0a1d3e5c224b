"""Bar charts as pictures within the page: no script in them and no style, so that the page's own
style holds.

A chart is made of what a table shows. A hidden count has no bar, only what stands for it, always in
the same place.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import pygal
from markupsafe import Markup
from pygal.style import Style

from routes.desk.translation import _
from routes.statistics.table import Shown, Table

sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__module__ != "pygal"]
# The library looks into every import of the process, for maps that nobody uses here, in a way that
# Python warns of.

WIDTH, ROW, TEXT = 360, 26, 14
"""Units of the picture. On the narrowest telephone there are a few more pixels than units."""
ROOM = 1.2
"""The scale ends beyond the longest bar, so that its figure stands behind it."""
TOLD = 5
"""Bars that the text alternative names."""


@dataclass(frozen=True)
class Bar:
    """One bar. shown: how long it is, or what stands for that."""

    label: str
    shown: Shown


@dataclass(frozen=True)
class Chart:
    """A picture. title: of what; empty where the table's own title says it all."""

    title: str
    picture: Markup


def charts_of(table: Table) -> list[Chart]:
    """The charts that say something of a table: one, none, or one a row."""
    if table.name == "transfers":
        longest = _longest(table, range(len(table.columns) - 1))
        rows = [(row, _row(table, index)) for index, row in enumerate(table.rows[:-1])]
        return [Chart(row, picture(bars, f"{table.title}: {row}", longest)) for row, bars in rows]
    if table.name == "calls":
        return []
    column = 1 if table.name == "leaving" else 0
    bars = (
        _without_ends(_column(table, column))
        if table.name in ("seconds", "keys")
        else _column(table, column)
    )
    return [Chart("", picture(bars, table.title, _longest(table, [column])))] if bars else []


def picture(bars: Sequence[Bar], title: str, longest: int) -> Markup:
    """Bars below each other. longest: the count that fills the width."""
    chart = pygal.HorizontalBar(
        **_PLAIN, height=ROW * len(bars) + 2, range=(0, max(longest, 1) * ROOM)
    )
    chart.x_labels = [bar.label for bar in reversed(bars)]  # the library begins below
    chart.add("", [_value(bar) for bar in reversed(bars)])
    chart.add_xml_filter(lambda root: _for_everybody(_bare(root), title, _in_words(bars)))
    return Markup(chart.render())  # the library escapes every text


_PLAIN: dict[str, Any] = {
    "width": WIDTH,
    "margin": 0,
    "spacing": 4,
    "show_legend": False,
    "show_x_labels": False,
    "show_y_guides": False,
    "print_values": True,
    "print_values_position": "top",
    "disable_xml_declaration": True,
    "no_prefix": True,
    "js": (),
    "css": (),
    "truncate_label": -1,
    "style": Style(label_font_size=TEXT, value_font_size=TEXT),
}


def _value(bar: Bar) -> dict[str, object]:
    if isinstance(bar.shown, str):
        return {"value": 0, "formatter": lambda _value: bar.shown}
    return {"value": bar.shown, "formatter": lambda _value: str(bar.shown)}


def _row(table: Table, index: int) -> list[Bar]:
    """A row without its sum."""
    return [Bar(*one) for one in zip(table.columns[:-1], table.counts[index][:-1], strict=True)]


def _column(table: Table, index: int) -> list[Bar]:
    """A column without its sum."""
    bars = [Bar(row, counts[index]) for row, counts in zip(table.rows, table.counts, strict=True)]
    return bars[:-1] if table.sums_down else bars


def _longest(table: Table, columns: Sequence[int]) -> int:
    rows = table.counts[:-1] if table.sums_down else table.counts
    return max(
        (one for counts in rows for index in columns if isinstance(one := counts[index], int)),
        default=1,
    )


def _without_ends(bars: Sequence[Bar]) -> list[Bar]:
    """Without the small counts at both ends of a histogram: a picture of them tells nothing."""
    seen = [index for index, bar in enumerate(bars) if isinstance(bar.shown, int)]
    return list(bars[seen[0] : seen[-1] + 1]) if seen else []


def _in_words(bars: Sequence[Bar]) -> str:
    """The longest bars; the table beneath has all of them."""
    sure = sorted(
        ((bar.shown, bar.label) for bar in bars if isinstance(bar.shown, int)),
        key=lambda one: -one[0],
    )
    most = ", ".join(f"{label} {n}" for n, label in sure[:TOLD])
    return _("The longest bars: %(bars)s.", bars=most) if most else _("Every count is hidden.")


def _bare(root: Element) -> Element:
    """Without the library's styles, scripts and tooltips, which the policy of the pages refuses."""
    for parent in list(root.iter()):
        for child in list(parent):
            told = isinstance(child.tag, str) and child.tag in ("defs", "title", "desc")
            if (
                told
                or not isinstance(child.tag, str)
                or "tooltip-overlay" in child.get("class", "")
            ):
                parent.remove(child)
    root.attrib.pop("id", None)
    return root


def _for_everybody(root: Element, title: str, told: str) -> Element:
    """A picture with a name and a text, for whoever does not see it."""
    root.set("role", "img")
    root.set("aria-label", f"{title}. {told}")
    root.set("focusable", "false")
    SubElement(root, "title").text = title
    SubElement(root, "desc").text = told
    return root
