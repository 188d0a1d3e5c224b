"""GET /metrics, for Prometheus: what the hotline as a whole has counted so far.

The figures are the database's, so every worker and every instance answers the same. Neither a
language nor the
node of a caller is among them: read every few seconds they would tell single calls apart.
"""

import hmac
from collections import Counter
from collections.abc import Iterator

from flask import Blueprint, Response, abort, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector
from pydantic import SecretStr

from ivr.events import EventKind
from routes.statistics.cells import KEYS, MORE, SECONDS, Measure
from routes.statistics.recorder import Statistics

Totals = Counter[tuple[bool, str, str, str]]

_COUNTERS: dict[EventKind | Measure, tuple[str, str, tuple[str, ...]]] = {
    EventKind.CALL: ("calls", "Calls that were answered", ()),
    EventKind.LINE: (
        "lines",
        "Lines that were rung, by how that ended",
        ("destination", "outcome"),
    ),
    EventKind.REACHED: ("reached", "Callers who reached a person", ("destination", "outcome")),
    EventKind.FAILED: (
        "failed_steps",
        "Steps that failed: the caller heard an apology and the helpline rang",
        (),
    ),
    Measure.LOST: (
        "lost_steps",
        "Steps that were not counted, since too many waited for the database",
        (),
    ),
}
"""Event -> name, meaning, labels besides `rehearsal`."""


def metrics_routes(token: SecretStr, statistics: Statistics) -> Blueprint:
    """The figures, for whoever knows the token."""
    routes = Blueprint("metrics", __name__)
    wanted = f"Bearer {token.get_secret_value()}".encode()

    @routes.get("/metrics")
    def metrics() -> Response:
        if not hmac.compare_digest(request.headers.get("Authorization", "").encode(), wanted):
            abort(401)
        registry = CollectorRegistry()
        registry.register(_Now(statistics))
        return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)

    return routes


class _Now(Collector):
    """Everything, as it is at this moment."""

    def __init__(self, statistics: Statistics) -> None:
        self._statistics = statistics

    def collect(self) -> Iterator[Metric]:
        """Without a database nothing but that."""
        totals = self._totals()
        yield GaugeMetricFamily(
            "wayout_statistics_up", "Whether the database can be read", int(totals is not None)
        )
        if totals is not None:
            yield from families(totals)

    def _totals(self) -> Totals | None:
        try:
            return self._statistics.store.totals() if self._statistics.store else None
        except Exception:  # monitoring wants to hear of it, not to see it fail
            return None


def families(totals: Totals) -> Iterator[Metric]:
    """The totals as Prometheus knows them."""
    for event, (name, meaning, labels) in _COUNTERS.items():
        yield _counter(totals, event, f"wayout_{name}", meaning, labels)
    yield _histogram(
        totals,
        Measure.SECONDS,
        "wayout_seconds_to_person",
        "Seconds from the answer to a person",
        SECONDS,
    )
    yield _histogram(
        totals,
        Measure.KEYS,
        "wayout_keys_to_person",
        "Keys pressed until a person was reached",
        KEYS,
    )


def _counter(
    totals: Totals, event: EventKind | Measure, name: str, meaning: str, labels: tuple[str, ...]
) -> Metric:
    family = CounterMetricFamily(name, meaning, labels=["rehearsal", *labels])
    found: Counter[tuple[str, ...]] = Counter()
    for (rehearsal, what, place, outcome), n in totals.items():
        if what == event:
            found[(str(rehearsal).lower(), *((place, outcome) if labels else ()))] += n
    for values, n in sorted(found.items()):
        family.add_metric(list(values), n)
    return family


def _histogram(
    totals: Totals, event: Measure, name: str, meaning: str, bounds: tuple[int, ...]
) -> Metric:
    """Buckets add up from the smallest, as Prometheus wants them. Real calls only, and no sum: it
    is not kept.
    """
    found: Counter[str] = Counter()
    for (rehearsal, what, _, outcome), n in totals.items():
        if what == event and not rehearsal:
            found[outcome] += n
    family, so_far, buckets = HistogramMetricFamily(name, meaning), 0, []
    for bound in (*map(str, bounds), MORE):
        so_far += found[bound]
        buckets.append(("+Inf" if bound == MORE else f"{bound}.0", float(so_far)))
    family.add_metric([], buckets=buckets, sum_value=None)
    return family
