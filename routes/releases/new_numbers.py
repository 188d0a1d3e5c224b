"""New numbers: each is rung, and a person there presses a key, before callers use it."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ivr.hours import BRUSSELS_TIME
from routes.database.store import DeskStore
from routes.operations.confirmed_lines import GOOD_FOR, ConfirmedOn, all_confirmed, number_digest
from routes.releases.change import Change
from routes.releases.entities import LineField, NoSuchEntity, WholeLine, entity_of

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class NewNumber:
    """An address that a change lets callers reach."""

    destination: str
    uri: str

    @property
    def key(self) -> tuple[str, str]:
        """What its confirmation is known by."""
        return self.destination, number_digest(self.uri)


def new_numbers(changes: Iterable[Change]) -> list[NewNumber]:
    """The addresses that changes bring: of a line, of one that is added, and those to which a line
    is forwarded.
    """
    return list(dict.fromkeys(number for change in changes for number in _of(change)))


def unconfirmed(
    changes: Iterable[Change], verified: Path | None, store: DeskStore
) -> list[NewNumber]:
    """The new numbers that nobody has confirmed in time. verified: VERIFIED_FILE. Raises
    DeskDown.
    """
    found = new_numbers(changes)
    confirmed = confirmed_at_all(verified, store) if found else {}
    return [number for number in found if not is_confirmed(number.key, confirmed)]


def is_confirmed(number: tuple[str, str], confirmed: ConfirmedOn) -> bool:
    """Whether somebody has confirmed a number, and not too long ago."""
    day = confirmed.get(number)
    today = datetime.now(UTC).astimezone(BRUSSELS_TIME).date()
    return day is not None and (today - day).days <= GOOD_FOR


def confirmed_at_all(verified: Path | None, store: DeskStore) -> ConfirmedOn:
    """When each number was last confirmed. A broken VERIFIED_FILE confirms nothing. Raises
    DeskDown.
    """
    try:
        return all_confirmed(verified, store)
    except (ValueError, OSError) as error:
        log.warning("the desk cannot read VERIFIED_FILE (%s): mend it", type(error).__name__)
        return all_confirmed(None, store)


def _of(change: Change) -> Iterator[NewNumber]:
    try:
        entity = entity_of(change.entity)
    except NoSuchEntity:
        return
    match entity:
        case LineField(destination=name, field="uri"):
            yield NewNumber(name, str(change.after))
        case LineField(destination=name, field="override") if change.after:
            if to := change.after.get("to"):
                yield NewNumber(name, to)
        case WholeLine(destination=name) if change.after:
            yield NewNumber(name, change.after["uri"])
