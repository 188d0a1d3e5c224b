"""Which lines of the destinations a person has confirmed, and when: by pressing a key in a test
call.

VERIFIED_FILE keeps destination, line and day, and no number. Every confirmation adds an entry, so
that the command that rings a line sees whether this call was confirmed.
"""

import datetime
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter

from audio.files import write_whole
from ivr.destinations import BRUSSELS_TIME, Destinations
from ivr.events import EventKind, ListenerAnswer
from ivr.position import Position
from ivr.step import Step

GOOD_FOR = 90
"""Days after which a line is to be verified anew."""


class Verified(BaseModel):
    """One confirmation. line: its place among the lines of the destination, from 0. date: in
    Belgium.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    destination: str
    line: int
    date: datetime.date


def read_verified(path: Path) -> list[Verified]:
    """All confirmations; none while there is no file. Raises ValueError or OSError when it cannot
    be read.
    """
    return _FILE.validate_json(path.read_bytes()) if path.exists() else []


def latest(path: Path) -> dict[tuple[str, int], datetime.date]:
    """Destination and line -> the day of the last confirmation. Raises as read_verified does."""
    return {(one.destination, one.line): one.date for one in sorted(read_verified(path), key=_date)}


def confirmations(path: Path, destination: str, line: int) -> int:
    """How often a line was confirmed so far. Raises as read_verified does."""
    return sum((one.destination, one.line) == (destination, line) for one in read_verified(path))


def keep_if_confirmed(
    path: Path | None, position: Position, step: Step, now: datetime.datetime
) -> None:
    """Write down what a step of a test call has confirmed, if anything.

    Lines are rung one after the other, so two confirmations do not meet; a step that the carrier
    delivers twice is written twice, which changes nothing. Raises ValueError or OSError.
    """
    if path is None:
        return
    accepted = any(
        event.kind is EventKind.VERIFY and event.outcome is ListenerAnswer.ACCEPTED
        for event in step.events
    )
    if accepted and position.destination:
        today = now.astimezone(BRUSSELS_TIME).date()
        one = Verified(destination=position.destination, line=position.line, date=today)
        write_whole(path, _FILE.dump_json([*read_verified(path), one], indent=1))


def unverified(
    path: Path | None, destinations: Destinations, today: datetime.date
) -> Iterator[str]:
    """A sentence for every telephone line that nobody has confirmed in time. None without
    VERIFIED_FILE.
    """
    if path is None:
        return
    try:
        dates = latest(path)
    except (ValueError, OSError) as error:
        yield (
            f"VERIFIED_FILE cannot be read ({type(error).__name__}): mend it, or remove it and "
            "verify the lines anew"
        )
        return
    for name, line in telephone_lines(destinations):
        date = dates.get((name, line))
        if date is None or (today - date).days > GOOD_FOR:
            when = f"was last verified on {date}" if date else "was never verified"
            yield f"{name} line {line + 1} {when}: run `flask destinations verify {name}`"


def telephone_lines(destinations: Destinations) -> Iterator[tuple[str, int]]:
    """Destination and line of everything that can be rung for a test: telephone lines, not SIP
    trunks.
    """
    for name, destination in destinations.items():
        yield from (
            (name, index)
            for index, line in enumerate(destination.lines)
            if line.uri.startswith("tel:")
        )


def _date(one: Verified) -> datetime.date:
    return one.date


_FILE = TypeAdapter(list[Verified])
