"""Whether the statistics reach the database, for the page Now."""

from collections.abc import Iterator
from datetime import datetime

from routes.call.hotline import Hotline
from routes.desk.status import Light, StatusItem
from routes.desk.translation import _
from routes.statistics.recorder import the_statistics


def counting_status(_hotline: Hotline, _now: datetime) -> Iterator[StatusItem]:
    """Whether the last batch of this process has arrived in the database."""
    statistics = the_statistics()
    if statistics.store is None:
        yield StatusItem(Light.NONE, _("Not known"), _("Nothing is counted on this server."))
    elif statistics.counts_arrive():
        yield StatusItem(Light.GOOD, _("Good"), _("What is counted arrives in the database."))
    else:
        title = _("What is counted does not arrive in the database.")
        note = _(
            "Calls are answered all the same. Counts wait in memory until the database is back."
        )
        yield StatusItem(Light.WATCH, _("Attention"), title, (note,))
