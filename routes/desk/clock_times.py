"""Times of day as people write them: 9, 9:00, 9u30, 17h, 0930, 5 pm."""

import re
from datetime import time

_TIME = re.compile(
    r"(?P<hour>\d{1,2}?)\s*(?:[:.uh]\s*)?(?P<minute>\d{2})?\s*(?:uur|u|h|heures?|o'clock)?\s*"
    r"(?P<half>[ap])?\.?(?:m\.?)?",
    re.IGNORECASE,
)


def time_of(written: str) -> time | None:
    """A time of day; None where it is none. 24:00 is the end of the day, which is 00:00."""
    found = _TIME.fullmatch(written.strip())
    if not found:
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found["half"].lower() == "p" else 0)
    if (hour, minute) == (24, 0):
        return time()
    return time(hour, minute) if hour < 24 and minute < 60 else None
