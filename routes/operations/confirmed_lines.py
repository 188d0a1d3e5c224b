"""Which lines of the destinations a person has confirmed, and when: by pressing a key in a test
call.

VERIFIED_FILE keeps the last confirmation of each line that `flask destinations verify` rang: its
destination, a digest of its number, and the day. The desk's database keeps those of the desk
(`confirmation_calls.py`). A confirmation belongs to the number. A line whose number is changed is
unconfirmed at once, and a line that only moves to another place stays confirmed.
"""

import datetime
import logging
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter

from audio.files import write_whole
from ivr.destinations import Destinations
from ivr.events import EventKind, ListenerAnswer
from ivr.hours import BRUSSELS_TIME
from ivr.position import Position
from ivr.step import Step
from routes.database.store import DeskDown, DeskStore
from routes.operations import confirmation_calls, pending_calls
from routes.translations import N_, Message

log = logging.getLogger(__name__)

GOOD_FOR = 90
"""Days after which a line is to be verified anew."""

ConfirmedOn = dict[tuple[str, str], datetime.date]
"""Destination and digest of a number -> the day of its last confirmation, in Belgium."""


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    destination: str
    date: datetime.date


class _Verified(_Entry):
    """number: the digest of the line's address."""

    number: str


class _ByPlace(_Entry):
    """As former versions wrote it. It does not tell which number was confirmed, so it is passed
    over.
    """

    line: int


_FILE = TypeAdapter(list[_Verified | _ByPlace])


def number_digest(uri: str) -> str:
    """What stands for a line's address in files."""
    return sha256(uri.encode()).hexdigest()[:16]


def read_confirmed(path: Path) -> ConfirmedOn:
    """When each number was last confirmed; nothing while there is no file. Raises ValueError or
    OSError when it cannot be read.
    """
    if not path.exists():
        return {}
    entries = [one for one in _FILE.validate_json(path.read_bytes()) if isinstance(one, _Verified)]
    return {
        (one.destination, one.number): one.date
        for one in sorted(entries, key=lambda entry: entry.date)
    }


def keep_if_confirmed(
    path: Path | None, position: Position, step: Step, now: datetime.datetime
) -> None:
    """Write down what a step of a test call has confirmed, if anything. It counts only when it is
    the first answer to a call that was just placed. Raises ValueError, OSError or DeskDown.
    """
    accepted = any(
        event.kind is EventKind.VERIFY and event.outcome is ListenerAnswer.ACCEPTED
        for event in step.events
    )
    if not accepted:
        return
    confirmed = read_confirmed(path) if path else {}
    call = pending_calls.answer(path, position.secret, now) if path and position.secret else None
    if path is None or call is None:
        store = confirmation_calls.store_here()
        if store and position.secret and confirmation_calls.answer(store, position.secret):
            return
        log.warning(
            "a test call was confirmed that was answered before, or is too old: nothing was kept"
        )
        return
    confirmed[call.destination, call.number] = now.astimezone(BRUSSELS_TIME).date()
    entries: list[_Verified | _ByPlace] = [
        _Verified(destination=destination, number=number, date=date)
        for (destination, number), date in sorted(confirmed.items())
    ]
    write_whole(path, _FILE.dump_json(entries, indent=1))


def all_confirmed(path: Path | None, store: DeskStore | None) -> ConfirmedOn:
    """When each number was last confirmed, by the command or at the desk. Raises ValueError,
    OSError or DeskDown.
    """
    by_command = read_confirmed(path) if path else {}
    at_the_desk = confirmation_calls.days_in(store)
    return {
        key: max(one[key] for one in (by_command, at_the_desk) if key in one)
        for key in by_command.keys() | at_the_desk.keys()
    }


def unverified(
    path: Path | None,
    destinations: Destinations,
    today: datetime.date,
    store: DeskStore | None = None,
) -> Iterator[Message]:
    """A sentence for every telephone line that nobody has confirmed in time. None without
    VERIFIED_FILE and a desk.
    """
    if path is None and store is None:
        return
    try:
        confirmed = all_confirmed(path, store)
    except DeskDown:
        return  # it is told elsewhere
    except (ValueError, OSError) as error:
        yield Message(
            f"VERIFIED_FILE cannot be read ({type(error).__name__}): mend it, or remove it and "
            "verify the lines anew",
            N_("It is not known which lines were confirmed."),
        )
        return
    for name, line in telephone_lines(destinations):
        date = confirmed.get((name, number_digest(destinations[name].lines[line].uri)))
        if date is None or (today - date).days > GOOD_FOR:
            when = f"was last verified on {date}" if date else "was never verified"
            plain = N_("%(name)s, line %(line)s: nobody there has confirmed the number.")
            if date:
                plain = N_("%(name)s, line %(line)s: last confirmed on %(date)s, too long ago.")
            yield Message(
                f"{name} line {line + 1} {when}: run `flask destinations verify {name}`",
                plain,
                name=destinations[name].name,
                line=line + 1,
                date=date,
            )


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
