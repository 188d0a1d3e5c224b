"""Lines that are added and removed at the desk, whatever else is changed of them."""

import pytest

from routes.operations.last_good import content_of
from routes.releases.change import Change, Content, Value
from routes.releases.destinations_file import LAST_LINE
from routes.releases.overlay import overlay, value_in
from tests.small.hotline import SMALL

ORDER = "destinations.north.order"
NEW = "destinations.north.lines.0a1b2c3d"
ENTRIES = {"uri": "tel:+3232011690", "hours": "24/7"}


@pytest.fixture(scope="module")
def base() -> Content:
    return dict(content_of(SMALL))


class History:
    """Changes, each of what the ones before it left."""

    def __init__(self, base: Content) -> None:
        self.base = base
        self.changes: list[Change] = []

    @property
    def content(self) -> Content:
        laid = overlay(self.base, self.changes)
        assert laid.conflicts == ()
        return laid.content

    def add(self, entity: str, after: Value) -> Change:
        before = value_in(self.content, entity)
        self.changes.append(Change(len(self.changes) + 1, entity, before, after, "Anna"))
        return self.changes[-1]


@pytest.fixture
def history(base: Content) -> History:
    """A line is added, has other hours, becomes the first one, and the former one is removed."""
    told = History(base)
    [old] = value_in(base, ORDER)
    told.add(NEW, ENTRIES)
    told.add(f"{NEW}.hours", "Mo-Fr 09:00-17:00; PH off")
    told.add(ORDER, ["0a1b2c3d", old])
    told.add(f"destinations.north.lines.{old}.hours", "24/7")
    told.add(f"destinations.north.lines.{old}", None)
    return told


def test_a_line_is_added_changed_moved_and_takes_the_place_of_another(history: History) -> None:
    assert value_in(history.content, ORDER) == ["0a1b2c3d"]
    hours = "Mo-Fr 09:00-17:00; PH off"
    assert value_in(history.content, NEW) == {**ENTRIES, "hours": hours}


def test_files_that_have_some_of_it_already_get_the_rest(history: History, base: Content) -> None:
    """As after an export between two of the changes."""
    for part in range(len(history.changes) + 1):
        ahead = overlay(base, history.changes[:part]).content
        laid = overlay(ahead, history.changes)
        assert laid.conflicts == ()
        assert value_in(laid.content, ORDER) == ["0a1b2c3d"]
        assert len(overlay(laid.content, history.changes).absorbed) == len(history.changes)


def test_an_order_from_before_a_line_was_added_still_counts(base: Content) -> None:
    told = History(base)
    [old] = value_in(base, ORDER)
    told.add(NEW, ENTRIES)
    told.add(ORDER, ["0a1b2c3d", old])
    told.add("destinations.north.lines.ffff0000", {"uri": "tel:+3225116464"})
    told.add(ORDER, ["ffff0000", "0a1b2c3d", old])
    assert value_in(told.content, ORDER) == ["ffff0000", "0a1b2c3d", old]


def test_without_its_addition_what_was_changed_of_a_line_is_a_conflict(history: History) -> None:
    [conflict] = overlay(history.base, history.changes[1:2]).conflicts
    assert "'north' has no line '0a1b2c3d'" in str(conflict)


def test_the_last_line_of_a_destination_stays(base: Content) -> None:
    [old] = value_in(base, ORDER)
    entity = f"destinations.north.lines.{old}"
    change = Change(1, entity, value_in(base, entity), None, "Anna")
    laid = overlay(base, [change])
    assert [one.problem for one in laid.conflicts] == [LAST_LINE]
    assert laid.content == base


def test_a_destination_without_a_line_gets_its_first_one(base: Content) -> None:
    entity = "destinations.police.lines.0a1b2c3d"
    laid = overlay(base, [Change(1, entity, None, {"uri": "tel:+3225116464"}, "Anna")])
    assert laid.conflicts == ()
    assert value_in(laid.content, "destinations.police.order") == ["0a1b2c3d"]
