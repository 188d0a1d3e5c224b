"""The small hotline has every feature that a test of logic needs, and shares no number with the
shipped one.
"""

from ivr.loading import load_tree
from ivr.nodes import kinds
from ivr.nodes.message import Message
from ivr.position import Region
from ivr.tree import Tree
from routes.call.hotline import Hotline
from routes.simulator.handset import Handset, State


def test_every_kind_of_node_is_there(small_tree: Tree) -> None:
    assert {type(node) for node in small_tree.nodes.values()} == set(kinds())


def test_every_region_has_a_centre_and_the_police_have_no_line(small_tree: Tree) -> None:
    places = small_tree.destinations
    assert {place.region for place in places.values() if place.region} == set(Region)
    assert places["police"].lines == ()
    assert any(len(place.whisper) == 2 for place in places.values())
    assert any(place.interpreters for place in places.values())


def test_there_are_two_pages_and_a_part_for_one_language(small_tree: Tree) -> None:
    signs = small_tree.nodes["signs"]
    assert len(small_tree.language_page.pages) == 2
    assert isinstance(signs, Message)
    assert [len(part.languages) for part in signs.parts] == [0, 0, 0, 1]


def test_no_number_of_the_shipped_hotline_is_in_it(small_tree: Tree) -> None:
    def lines(tree: Tree) -> set[str]:
        return {line.uri for place in tree.destinations.values() for line in place.lines}

    shipped = load_tree()
    assert lines(small_tree).isdisjoint(lines(shipped))
    assert small_tree.ringing.line != shipped.ringing.line
    assert small_tree.ringing.chain != shipped.ringing.chain


def test_every_text_has_a_clip(small_hotline: Hotline) -> None:
    texts = [text for _, _, text in small_hotline.script()]
    assert all(small_hotline.library.clip(text) for text in texts)
    assert small_hotline.tree.offered == {"en", "nl", "fr", "uk", "ar", "so"}


def test_a_caller_reaches_a_centre(small_handset: Handset) -> None:
    small_handset.call()
    small_handset.press("1")
    small_handset.press("21")
    assert small_handset.ringing
    assert small_handset.ringing.uri == "tel:+3210000001"
    small_handset.accepts()
    assert small_handset.state is State.TALKING
