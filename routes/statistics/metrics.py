"""GET /metrics, for Prometheus: whether the hotline is well, and roughly how much it is used.

Prometheus reads every few seconds and stores each figure with its time. So no figure may follow a
caller. There are no languages, nodes, destinations or durations. Calls are rounded to tens, and
rise when counts are written, an hour later or more. Failures rise at once.
"""

import hmac
from collections.abc import Iterator

from flask import Blueprint, Response, abort, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from pydantic import SecretStr

from routes.call.hotline import the_hotline
from routes.database.rare_warning import RareWarning, error_name
from routes.statistics.cells import EVER, Cell, Counts, Measure
from routes.statistics.recorder import Statistics
from routes.statistics.release import to_tens

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
    """The route /metrics, for clients that send the token."""
    routes = Blueprint("metrics", __name__)
    wanted = f"Bearer {token.get_secret_value()}".encode()
    registry = CollectorRegistry()
    registry.register(_Totals(statistics))

    @routes.get("/metrics")
    def metrics() -> Response:
        if not hmac.compare_digest(request.headers.get("Authorization", "").encode(), wanted):
            abort(401)
        return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)

    return routes


class _Totals(Collector):
    """Reads the totals for each request."""

    def __init__(self, statistics: Statistics) -> None:
        self._statistics = statistics
        self._warning = RareWarning()

    def describe(self) -> Iterator[Metric]:
        """Describe nothing, so that registering does not read the database."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        """All figures. Without a database there are no totals."""
        totals = self._totals()
        up = totals is not None and self._statistics.counts_arrive()
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
        yield GaugeMetricFamily(
            "wayout_flood",
            "Whether calls of the last ten minutes are far above the usual, or lines ring in vain",
            int(bool(the_hotline().floods.now())),
        )
        if totals is not None:
            yield from metric_families(totals)

    def _totals(self) -> Counts | None:
        try:
            return self._statistics.store.totals() if self._statistics.store else None
        except Exception as error:  # the gauge says so; the page must not fail
            self._warning.warn("the totals for /metrics cannot be read (%s)", error_name(error))
            return None


def metric_families(totals: Counts) -> Iterator[Metric]:
    """The totals in the classes of the Prometheus client."""
    for measure, (name, meaning) in (_ROUNDED | _LIVE).items():
        family = CounterMetricFamily(f"wayout_{name}", meaning, labels=["rehearsal"])
        for rehearsal in (False, True):
            n = totals[Cell(EVER, rehearsal, measure.value)]
            shown = to_tens(n) if measure in _ROUNDED else n
            family.add_metric([str(rehearsal).lower()], shown)
        yield family
