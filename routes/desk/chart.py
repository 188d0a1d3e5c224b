"""Bar charts as SVG pictures in the page, without a script or a style of their own, which the
policy of the pages refuses.

A chart shows what its table shows. A hidden count has no bar, only the text that stands for it,
always in the same place.
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
from routes.statistics.safe import SMALL
from routes.statistics.table import Shown, Table

# The library inspects every import of the process, for maps that are not used here, in a way that
# Python warns of.
sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__module__ != "pygal"]

WIDTH = 360
"""Units of the picture. The narrowest telephone has a few more pixels than that."""
ROW = 26
"""Units of height that a bar has."""
TEXT = 14
"""Units of height that a text has."""
ROOM = 1.2
"""The scale is longer than the longest bar, so that its figure fits behind it."""
NAMED_BARS = 5
"""Bars that the text alternative names."""


@dataclass(frozen=True)
class Bar:
    """One bar. shown: its length, or the text that stands for a hidden count."""

    label: str
    shown: Shown


def chart_of(table: Table) -> Markup | None:
    """The chart of a table; None where it has no bar."""
    column = 1 if table.name == "leaving" else 0
    bars = [Bar(row, counts[column]) for row, counts in zip(table.rows, table.counts, strict=True)]
    if table.sums_down:
        bars.pop()
    if table.name in ("seconds", "keys"):
        bars = _without_hidden_ends(bars)
    rows = table.counts[:-1] if table.sums_down else table.counts
    longest = max((_length(row[column]) for row in rows), default=1)
    return picture(bars, table.title, longest) if bars else None


def picture(bars: Sequence[Bar], title: str, longest: int) -> Markup:
    """Bars below each other. longest: the count that fills the width."""
    chart = pygal.HorizontalBar(
        **_PLAIN, height=ROW * len(bars) + 2, range=(0, max(longest, 1) * ROOM)
    )
    upwards = list(reversed(bars))  # the library begins at the bottom
    chart.x_labels = [bar.label for bar in upwards]
    chart.add("", [_value(bar) for bar in upwards])
    chart.add_xml_filter(lambda root: _with_text(_without_styles(root), title, _in_words(bars)))
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
    return {"value": _length(bar.shown), "formatter": lambda _value: str(bar.shown)}


def _length(shown: Shown) -> int:
    """How long a bar is. A sum of months that is known to be 73 or more has 73; what a month hides
    has none.
    """
    if isinstance(shown, int):
        return shown
    least = shown.removesuffix("+")
    return int(least) if least.isdigit() and int(least) > SMALL else 0


def _without_hidden_ends(bars: Sequence[Bar]) -> list[Bar]:
    """Without the hidden counts at both ends of a histogram, where a picture shows nothing."""
    seen = [index for index, bar in enumerate(bars) if isinstance(bar.shown, int)]
    return list(bars[seen[0] : seen[-1] + 1]) if seen else []


def _in_words(bars: Sequence[Bar]) -> str:
    """The longest bars. The table below the picture has all of them."""
    shown = [(bar.shown, bar.label) for bar in bars if isinstance(bar.shown, int)]
    shown.sort(key=lambda count_and_label: -count_and_label[0])
    longest = ", ".join(f"{label} {count}" for count, label in shown[:NAMED_BARS])
    return (
        _("The longest bars: %(bars)s.", bars=longest) if longest else _("Every count is hidden.")
    )


def _without_styles(root: Element) -> Element:
    """Without the library's styles, scripts, texts and tooltips."""
    for parent in list(root.iter()):
        for child in list(parent):
            is_element = isinstance(child.tag, str)
            if (
                not is_element
                or child.tag in ("defs", "title", "desc")
                or "tooltip-overlay" in child.get("class", "")
            ):
                parent.remove(child)
    root.attrib.pop("id", None)
    return root


def _with_text(root: Element, title: str, description: str) -> Element:
    """With a name and a description for a person who does not see the picture."""
    root.set("role", "img")
    root.set("aria-label", f"{title}. {description}")
    root.set("focusable", "false")
    SubElement(root, "title").text = title
    SubElement(root, "desc").text = description
    return root
