"""Whether callers reach anybody, for the page Now: from how lines ended, and the same for every
process, since the database counts it.
"""

import time
from collections.abc import Iterator
from datetime import datetime

from routes.call.hotline import Hotline
from routes.desk.examination import item_of
from routes.desk.status import Light, StatusItem
from routes.desk.translation import _
from routes.doctor.finding import Case, Finding
from routes.doctor.outcomes import check_outcomes


def outcomes_status(hotline: Hotline, now: datetime) -> Iterator[StatusItem]:
    """What the doctor finds about it; the worst first."""
    found = [
        item_of(Finding("outcomes", level, message))
        for level, message in check_outcomes(Case(hotline, now, time.monotonic))
    ]
    unknown = _("That is not known: no line was rung yet, or nothing is counted.")
    yield from found or [StatusItem(Light.NONE, _("Not known"), unknown)]
