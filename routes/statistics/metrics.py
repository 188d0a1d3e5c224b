"""GET /metrics, for Prometheus: whether the hotline is well, and roughly how much it is used.

Prometheus reads every few seconds and keeps what it reads with its time. So what would follow a
caller is not here: neither languages, nodes and destinations, nor how long a call took. Calls are
rounded to tens, and rise when counts are written, an hour later or more. Failures are told at once.
"""

import hmac
from collections.abc import Iterator

from flask import Blueprint, Response, abort, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from pydantic import SecretStr

from routes.call.hotline import the_hotline
from routes.statistics.cells import EVER, Cell, Counts, Measure
from routes.statistics.recorder import Statistics
from routes.statistics.release import to_tens
from routes.statistics.seldom import Seldom, kind

_ROUNDED = {
    Measure.CALLS: ("calls", "Calls that were answered, rounded to tens"),
    Measure.REACHED: ("reached", "Callers who reached a person, rounded to tens"),
}
_LIVE = {
    Measure.FAILED: (
        "failed_steps",
        "Steps that failed: the caller heard an apology and the helpline rang",
    ),
    Measure.LOST: (
        "lost_steps",
        "Steps that were not counted, since too many waited for the database",
    ),
}
"""Measure -> name and meaning."""


def metrics_routes(token: SecretStr, statistics: Statistics) -> Blueprint:
    """The figures, for a reader that knows the token."""
    routes = Blueprint("metrics", __name__)
    wanted = f"Bearer {token.get_secret_value()}".encode()
    registry = CollectorRegistry()
    registry.register(_Now(statistics))

    @routes.get("/metrics")
    def metrics() -> Response:
        if not hmac.compare_digest(request.headers.get("Authorization", "").encode(), wanted):
            abort(401)
        return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)

    return routes


class _Now(Collector):
    """The figures as they are when they are asked for."""

    def __init__(self, statistics: Statistics) -> None:
        self._statistics, self._complaints = statistics, Seldom()

    def describe(self) -> Iterator[Metric]:
        """Nothing, so that registering reads nothing."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        """Without a database there are no totals."""
        totals = self._totals()
        up = totals is not None and self._statistics.arrive()
        yield GaugeMetricFamily(
            "wayout_statistics_up",
            "Whether the database can be read, and the last batch of this process has arrived",
            int(up),
        )
        yield GaugeMetricFamily(
            "wayout_refused_requests",
            "Requests of the last ten minutes that were refused: the carrier did not sign them",
            the_hotline().refusals.lately().count,
        )
        if totals is not None:
            yield from families(totals)

    def _totals(self) -> Counts | None:
        try:
            return self._statistics.store.totals() if self._statistics.store else None
        except Exception as error:  # monitoring is told by the gauge, and must not fail
            self._complaints.warn("the totals for /metrics cannot be read (%s)", kind(error))
            return None


def families(totals: Counts) -> Iterator[Metric]:
    """The totals as Prometheus knows them."""
    for measure, (name, meaning) in (_ROUNDED | _LIVE).items():
        family = CounterMetricFamily(f"wayout_{name}", meaning, labels=["rehearsal"])
        for rehearsal in (False, True):
            n = totals[Cell(EVER, rehearsal, measure.value)]
            shown = to_tens(n) if measure in _ROUNDED else n
            family.add_metric([str(rehearsal).lower()], shown)
        yield family
