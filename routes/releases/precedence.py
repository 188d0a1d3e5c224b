"""Changes that depend on each other: of lines that are added or removed, and of their order."""

from collections.abc import Mapping

from routes.releases.change import Change, Value, written
from routes.releases.entities import (
    CentreOrder,
    LineField,
    NoSuchEntity,
    Order,
    WholeLine,
    entity_of,
)

Chains = Mapping[str, list[Change]]
"""Entity -> its changes, in their order."""


def in_turn(chains: Chains) -> list[tuple[str, list[Change]]]:
    """The chains as they are laid over the files: first the lines that are added, then what lines
    and texts say, then the order, and last the lines that are removed.
    """
    return sorted(chains.items(), key=lambda one: _turn(*one))


def alike(entity: str, one: Value, other: Value) -> bool:
    """Whether two values of an entity count as the same. For a line, only whether it is there is
    compared: its entries have changes of their own. For an order, only the lines that both have are
    compared.
    """
    match _known(entity):
        case WholeLine():
            return (one is None) == (other is None)
        case Order() | CentreOrder():
            both = {*one} & {*other}
            return [id_ for id_ in one if id_ in both] == [id_ for id_ in other if id_ in both]
    return written(one) == written(other)


def is_of_removed_line(entity: str, chains: Chains) -> bool:
    """Whether an entity is part of a line that is removed: what it says does not matter then."""
    found = _known(entity)
    if not isinstance(found, LineField):
        return False
    line = chains.get(str(WholeLine(found.destination, found.line)))
    return bool(line and line[-1].after is None)


def _turn(entity: str, chain: list[Change]) -> int:
    match _known(entity):
        case WholeLine():
            return 3 if chain[-1].after is None else 0
        case Order():
            return 2
    return 1


def _known(entity: str) -> object:
    try:
        return entity_of(entity)
    except NoSuchEntity:
        return None
