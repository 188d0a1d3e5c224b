"""The URL is the only memory of a call: what goes in comes out."""

from hypothesis import given
from hypothesis import strategies as st

from ivr.position import Position, Region
from routes.call.position_url import position_at, url_of
from tests.small.hotline import small_tree

TREE = small_tree()
ANY_PLACE = st.builds(
    Position,
    node=st.sampled_from(sorted(TREE.nodes)),
    language=st.sampled_from(sorted(TREE.offered)),
    attempt=st.integers(0, 9),
    part=st.integers(1, 9),
    region=st.sampled_from([None, *Region]),
    lines=st.lists(st.from_regex("[a-z0-9-]{1,12}", fullmatch=True), max_size=4).map(tuple),
    rung=st.integers(0, 300),
    chains=st.integers(0, 9),
    destination=st.sampled_from([None, *sorted(TREE.destinations)]),
    told=st.frozensets(st.sampled_from(TREE.once)),
)


@given(ANY_PLACE)
def test_a_position_is_its_url_and_back(place: Position) -> None:
    assert position_at(url_of(place)) == place


def test_what_a_caller_was_told_is_written_plainly_and_in_one_order() -> None:
    """A carrier signs the URL as it stands: nothing in it may be escaped in two ways."""
    told = frozenset({"transfer.stay", "keys.quiet"})
    assert (
        url_of(Position("main", "nl", told=told)) == "/voice/nl/main?told=keys.quiet~transfer.stay"
    )
    assert url_of(Position("main", "nl")) == "/voice/nl/main"


def test_told_nothing_is_nothing_told() -> None:
    assert position_at("/voice/nl/main?told=") == Position("main", "nl")
