"""Whether what happens is counted, for the page Now."""

from collections.abc import Iterator
from datetime import datetime

from routes.call.hotline import Hotline
from routes.desk.status import Finding, Light
from routes.desk.translation import _
from routes.statistics.recorder import the_statistics


def find_counting(_hotline: Hotline, _now: datetime) -> Iterator[Finding]:
    """Whether the last batch of this process has arrived in the database."""
    statistics = the_statistics()
    if statistics.store is None:
        yield Finding(Light.NONE, _("Not known"), _("Nothing is counted on this server."))
    elif statistics.arrive():
        yield Finding(Light.GOOD, _("Good"), _("What is counted arrives in the database."))
    else:
        note = _(
            "Calls are answered all the same. Counts wait in memory until the database is back."
        )
        told = _("What is counted does not arrive in the database.")
        yield Finding(Light.WATCH, _("Attention"), told, (note,))
