"""A line is closed or forwarded for a while, and that ends by itself."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from ivr.destinations import Line, Override
from ivr.hours import BRUSSELS_TIME
from ivr.position import Region
from ivr.tree import Tree
from tests.ivr.caller import NOON, Caller
from tests.ivr.middle import with_middle

TONIGHT = Override(since=NOON, until=NOON + timedelta(hours=20))
HOURS = st.sampled_from(["", "24/7", "Mo-Fr 09:00-17:00; PH off", "Mo-Su 22:00-06:00", "off"])
MOMENTS = st.datetimes(datetime(2026, 3, 1), datetime(2026, 4, 15), timezones=st.just(UTC))


def test_a_closed_line_is_passed_over_until_its_end(tree: Tree) -> None:
    lines = (Line(uri="sip:a@b.example", override=TONIGHT), Line(uri="sip:c@b.example"))
    open_tree = with_middle(tree, lines)
    closed = Caller.at_node(open_tree, "person", region=Region.BRUSSELS)
    assert closed.rings == "sip:c@b.example"
    place = Caller.at_node(open_tree, "speak").position
    later = Caller.at(open_tree, place, TONIGHT.until).press("1")
    assert later.rings == "sip:a@b.example"


def test_a_forwarded_line_rings_elsewhere_and_keeps_its_hours() -> None:
    to = Override(since=NOON, until=NOON + timedelta(days=2), to="tel:03 201 16 90")
    line = Line(uri="tel:+3225116464", hours="Mo-Fr 09:00-17:00", override=to)
    assert line.uri_at(NOON) == "tel:+3232011690"
    assert line.is_open(NOON)
    assert not line.is_open(NOON + timedelta(hours=12))
    assert line.uri_at(to.until) == "tel:+3225116464"


@given(HOURS, MOMENTS, st.timedeltas(timedelta(minutes=1), timedelta(days=9)), MOMENTS)
def test_a_line_stays_as_it_is_until_its_next_change(
    hours: str, since: datetime, lasts: timedelta, now: datetime
) -> None:
    line = Line(
        uri="sip:a@b.example", hours=hours, override=Override(since=since, until=since + lasts)
    )
    change = line.next_change(now)
    assert change is None or change > now
    if change:
        assert line.is_open(change) != line.is_open(now)
    end = change or now + timedelta(days=10)
    for part in range(20):
        moment = now + (end - now) * part / 20
        assert line.is_open(moment) == line.is_open(now)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"since": NOON, "until": NOON}, "'until' must be later than 'since'"),
        ({"since": NOON, "until": NOON.replace(tzinfo=None)}, "timezone"),
    ],
)
def test_an_override_has_an_end(given: dict[str, datetime], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Override.model_validate(given)


def test_a_telephone_line_is_not_forwarded_to_sip() -> None:
    to = Override(since=NOON, until=NOON + timedelta(1), to="sip:a@b.example")
    with pytest.raises(ValidationError, match="of its own kind"):
        Line(uri="tel:+3225116464", override=to)


def test_a_change_is_told_in_belgian_time() -> None:
    change = Line(uri="sip:a@b.example", override=TONIGHT).next_change(NOON)
    assert change is not None
    assert change.tzinfo is BRUSSELS_TIME
