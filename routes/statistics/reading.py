"""Reading the counters for somebody who waits for them, be it at a terminal or at the desk."""

from threading import Thread

from sqlalchemy.exc import SQLAlchemyError

from routes.statistics.cells import Counts
from routes.statistics.period import Period
from routes.statistics.recorder import NO_DATABASE, Statistics
from routes.statistics.schema import NewerSchema
from routes.statistics.writer import kind

LONGEST = 10
"""Seconds that the desk waits: its pages come from the threads that answer calls."""


class CannotRead(Exception):
    """There are no figures; says why, and what to do next."""


def read(statistics: Statistics, when: Period, *, rehearsals: bool = False) -> Counts:
    """What was counted in a period. Raises CannotRead."""
    if statistics.store is None:
        raise CannotRead(NO_DATABASE)
    try:
        statistics.store.open()
        return statistics.store.counts(when.begin, when.end, rehearsal=rehearsals)
    except (SQLAlchemyError, OSError, NewerSchema) as error:
        raise CannotRead(_FAILED.format(kind(error))) from None


def read_in_time(
    statistics: Statistics, when: Period, *, rehearsals: bool = False, longest: float = LONGEST
) -> Counts:
    """The same, from a thread that nobody waits for any longer than this, in seconds. Raises
    CannotRead.
    """
    found: list[Counts | CannotRead] = []

    def look() -> None:
        try:
            found.append(read(statistics, when, rehearsals=rehearsals))
        except CannotRead as error:
            found.append(error)

    looking = Thread(target=look, daemon=True)
    looking.start()
    looking.join(longest)
    answer = found[0] if found else CannotRead(_FAILED.format("no answer yet"))
    if isinstance(answer, CannotRead):
        raise answer
    return answer


_FAILED = (
    "the statistics cannot be read ({}): is the database that DATABASE_URL names "
    "up, and may this user use it?"
)
