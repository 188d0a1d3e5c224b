"""A database for the desk, with counters in it."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from routes.settings.database import address
from routes.statistics.cells import Cell
from routes.statistics.store import Store

HOURS = [f"2026-03-{day}T{hour}" for day in (10, 12) for hour in (11, 12, 13)]
"""A Tuesday and a Thursday, from noon in Belgium. Calls are spread over them, all else happens in
the first hour.
"""

Counted = Mapping[tuple[str, str, str, str], int]
"""Event, language, place and outcome -> how often."""

MARCH: Counted = {
    ("call", "und", "languages", ""): 120,
    ("language", "nl", "languages", ""): 41,
    ("language", "uk", "languages", ""): 9,
    ("language", "ar", "languages", ""): 3,
    ("entered", "nl", "signs", ""): 17,
    ("line", "nl", "north", "connected"): 21,
    ("line", "nl", "north", "busy"): 12,
    ("line", "nl", "south", "connected"): 19,
    ("line", "nl", "south", "busy"): 2,
    ("reached", "nl", "north", "first"): 40,
    ("seconds", "nl", "north", "60"): 33,
    ("seconds", "nl", "north", "90"): 7,
    ("keys", "nl", "north", "4"): 25,
    ("keys", "nl", "north", "5"): 15,
    ("waits", "nl", "main", ""): 30,
    ("went on", "nl", "main", ""): 22,
}
REHEARSED: Counted = {("call", "und", "languages", ""): 48}


def database(
    folder: Path, counted: Counted = MARCH, rehearsed: Counted = REHEARSED, hours: list[str] = HOURS
) -> str:
    """The address of a database. hours: as many as there are in HOURS."""
    url = f"sqlite:///{folder / 'statistics.sqlite'}"
    store = Store(address(url))
    store.open()
    for rehearsal, cells in ((False, counted), (True, rehearsed)):
        for cell, n in cells.items():
            at = hours if cell[0] == "call" else hours[:1]
            store.add(Counter({Cell(hour, rehearsal, *cell): n // len(at) for hour in at}))
    return url
