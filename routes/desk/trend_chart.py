"""Calls over time, as a chart in the page and as the table behind it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from routes.desk.dates import day, month, short_day, short_month
from routes.desk.translation import _
from routes.statistics.period import Kind
from routes.statistics.release import MANY, Figures
from routes.statistics.table import Shown, Table
from routes.statistics.trend import Block, Trend
from routes.translations import N_

BLOCK = 10
"""Units of width that a block has. The picture is stretched to the width of the page."""
MOST_LABELS = 14
"""Blocks that are all named below the picture. Of more, every seventh is."""
COARSER = {
    Kind.WEEK: N_(
        "Days with fewer than fifty calls are not shown, because they could tell of a single "
        "caller. So these are weeks."
    ),
    Kind.MONTH: N_(
        "Days and weeks with fewer than fifty calls are not shown, because they could tell of a "
        "single caller. So these are months."
    ),
}
NAMES = {
    Kind.DAY: N_("Calls a day"),
    Kind.WEEK: N_("Calls a week"),
    Kind.MONTH: N_("Calls a month"),
}


@dataclass(frozen=True, slots=True)
class Bar:
    """A block in the picture, in units from the top. top: of all calls; middle: of those that
    reached a person. is_hidden: the calls are too few to be shown.
    """

    at: float
    top: float
    middle: float
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class TrendChart:
    """title: what a block is. note: why blocks are not finer; empty where they are as fine as they
    can be. scale: the figures beside the picture, the largest first. labels: below it, one a
    block. before: the points of the lines of the time before, a line for each stretch that is
    known. former: the time before in words. alternative: the picture in words.
    """

    title: str
    note: str
    width: int
    scale: tuple[int, ...]
    labels: tuple[str, ...]
    bars: tuple[Bar, ...]
    before: tuple[str, ...]
    former: str
    alternative: str
    has_hidden: bool


def trend_chart(trend: Trend) -> TrendChart | None:
    """The chart of a trend; None where nothing of it is known."""
    if all(block.calls is None for block in trend.blocks):
        return None
    top = _nice(max(_height(block) for block in (*trend.blocks, *trend.before)))
    bars = tuple(_bars(trend.blocks, top))
    former = ""
    if any(isinstance(block.calls, int) for block in trend.before):
        first, last = trend.before[0].period.first, trend.before[-1].period.last
        former = _("%(first)s to %(last)s", first=day(first), last=day(last))
    return TrendChart(
        _(NAMES[trend.kind]),
        _(COARSER[trend.kind]) if trend.is_coarser else "",
        BLOCK * len(trend.blocks),
        (top, top // 2, 0),
        tuple(_labels(trend.blocks)),
        bars,
        tuple(_lines(trend.before, top)),
        former,
        _in_words(trend.blocks),
        any(bar.is_hidden for bar in bars),
    )


def trend_figures(trend: Trend) -> Figures:
    """The same as a table."""
    columns = (_("reached a person"), _("did not"), _("together"), _("together, the time before"))
    rows = tuple(block_name(block) for block in trend.blocks)
    counts = tuple(
        (_told(block.reached), _told(block.others), _told(block.calls), _told(former.calls))
        for block, former in zip(trend.blocks, trend.before, strict=True)
    )
    return Figures(Table("trend", columns, rows, counts, title=_(NAMES[trend.kind])), {})


def block_name(block: Block) -> str:
    """A block in words."""
    first = block.period.first
    if block.period.kind is Kind.MONTH:
        return month(first)
    return _("week of %(day)s", day=day(first)) if block.period.kind is Kind.WEEK else day(first)


def _told(shown: Shown | None) -> Shown:
    return "-" if shown is None else shown


def _height(block: Block) -> int:
    """How high a block is; of a hidden one, what it is below."""
    return block.calls if isinstance(block.calls, int) else MANY if block.calls else 0


def _nice(most: int) -> int:
    """A round number that is as large at least."""
    size = 10
    while True:
        for step in (1, 2, 4, 6, 8):
            if step * size >= most:
                return step * size
        size *= 10


def _bars(blocks: Sequence[Block], top: int) -> Iterator[Bar]:
    for index, block in enumerate(blocks):
        if block.calls is None:
            continue
        reached = block.reached if isinstance(block.reached, int) else 0
        is_hidden = not isinstance(block.calls, int)
        yield Bar(index * BLOCK, _y(_height(block), top), _y(reached, top), is_hidden)


def _lines(blocks: Sequence[Block], top: int) -> Iterator[str]:
    points: list[str] = []
    for index, block in enumerate([*blocks, None]):
        if block and isinstance(block.calls, int):
            points.append(f"{index * BLOCK + BLOCK / 2:g},{_y(block.calls, top):g}")
        elif points:
            yield " ".join(points)
            points = []


def _y(n: int, top: int) -> float:
    return round(100 - 100 * n / top, 1)


def _labels(blocks: Sequence[Block]) -> Iterator[str]:
    for index, block in enumerate(blocks):
        first = block.period.first
        if block.period.kind is Kind.MONTH:
            yield short_month(first)
        elif len(blocks) <= MOST_LABELS or index % 7 == 0:
            yield str(first.day) if block.period.kind is Kind.DAY else short_day(first)
        else:
            yield ""


def _in_words(blocks: Sequence[Block]) -> str:
    """The blocks with the fewest and the most calls."""
    shown = [(one.calls, one) for one in blocks if isinstance(one.calls, int)]
    if not shown:
        return _("Every count is hidden.")
    (most, busiest), (least, calmest) = (
        choose(shown, key=lambda pair: pair[0]) for choose in (max, min)
    )
    return _(
        "Most calls: %(most)s (%(busiest)s). Fewest: %(least)s (%(calmest)s).",
        most=most,
        busiest=block_name(busiest),
        least=least,
        calmest=block_name(calmest),
    )
