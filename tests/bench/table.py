"""What is printed: one page of Markdown."""

from collections.abc import Sequence

from tests.bench.figures import Row, Target
from tests.bench.growth import Size
from tests.measuring.tables import table

HEAD = (
    "server",
    "application",
    "requests/s",
    "of hello",
    "p50, ms",
    "p99, ms",
    "p99 at 100/s, ms",
    "CPU a request, µs (least to most)",
    "RSS, MB",
    "USS, MB",
    "start, s",
)
NOTES = """\
Medians over the rounds; every round measures every server in turn, while the others are idle. "of hello" is the median
of the ratios within a round, under the same server. p50 and p99 are those of a closed load: each connection asks again
as soon as it is answered. The p99 at 100/s is that of an open load, over all its requests: a latency counts from the
moment at which a request was due, so that a server that stands still cannot hide the requests that it kept from being
sent (coordinated omission). CPU is that of master and workers. Memory is that of the larger worker, after the load.
The start is from the command to the first right answer."""
GROWTH = (
    "hotline",
    "a step, µs",
    "ratio to the smallest",
    "three of four turns",
    "more than noise",
)
GROWTH_NOTES = """\
The cost of the signed step in this process, without a server, in turns. "Once more" is a second application of the
smallest size: by how much it differs from the first is noise. Differences under five percent count as noise, too."""


def page(head: str, rows: Sequence[Row], targets: Sequence[Target], sizes: Sequence[Size]) -> str:
    """All tables. head: where and how it was measured."""
    parts = [
        head,
        table(HEAD, map(_cells, rows)),
        NOTES,
        table(("target", "found", ""), map(_target, targets)),
        table(GROWTH, map(_size, sizes)),
        GROWTH_NOTES,
    ]
    return "\n".join(one.rstrip() + "\n" for one in parts)


def _cells(row: Row) -> list[str]:
    return [
        row.server,
        row.application,
        f"{row.rate:.0f}",
        f"{row.of_hello:.2f}",
        f"{row.p50:.1f}",
        f"{row.p99:.1f}",
        f"{row.waited:.1f}",
        f"{row.cpu:.0f} ({row.least_cpu:.0f} to {row.most_cpu:.0f})",
        f"{row.rss:.0f}",
        f"{row.uss:.0f}",
        f"{row.start:.2f}",
    ]


def _target(target: Target) -> list[str]:
    return [target.text, target.found, "reached" if target.reached else "not reached"]


def _size(size: Size) -> list[str]:
    spread = f"{size.least:.3f} to {size.most:.3f}"
    return [
        size.kind,
        f"{size.step:.0f}",
        f"{size.of_smallest:.3f}",
        spread,
        "no" if size.is_noise else "YES",
    ]
