"""A key that is spoken is a key that works: where it is spoken, in every language."""

from dataclasses import replace

from ivr.spoken_keys import keys_without_meaning
from ivr.step import Utterance
from ivr.tree import Tree
from routes.call.hotline import Hotline


def only_here(utterance: Utterance) -> dict[str, str]:
    """The keys that the node itself gives away."""
    return {name: value for name, value in utterance.values if name in ("key", "speak")}


def with_node(tree: Tree, name: str, **changes: object) -> Tree:
    return replace(tree, nodes={**tree.nodes, name: tree.nodes[name].model_copy(update=changes)})


def test_every_key_that_the_hotline_speaks_does_something(small_hotline: Hotline) -> None:
    """The shipped one is not opened otherwise (routes/operations/opening.py)."""
    assert list(keys_without_meaning(small_hotline.tree, small_hotline.keys_of)) == []


def test_each_utterance_is_asked_for_every_key_in_it(small_hotline: Hotline) -> None:
    assert small_hotline.keys_of(Utterance("main.keys", "uk")) == {"person": "0", "quiet": "9"}
    assert small_hotline.keys_of(Utterance("danger.now", "uk")) == {}


def test_a_key_that_a_menu_does_not_have_is_named(tree: Tree) -> None:
    """The menu's own prompts always fit; a text that tells of another node's key does not."""
    wrong = with_node(tree, "nobody", intro=("nobody.intro", "nobody.again"))

    def keys_of(utterance: Utterance) -> dict[str, str]:
        return {"key": "7"} if utterance.prompt == "nobody.intro" else only_here(utterance)

    found = list(keys_without_meaning(wrong, keys_of))
    assert found == [
        ("nobody", "'nobody.intro' tells the caller to press 7, which does nothing here")
    ]


def test_every_part_of_a_message_every_whisper_and_every_test_call_is_asked(tree: Tree) -> None:
    def keys_of(utterance: Utterance) -> dict[str, str]:
        strange = {"signs.work": "8", "whisper.accept": "5", "verify.ask": "5"}
        return {"key": strange[utterance.prompt]} if utterance.prompt in strange else {}

    assert {node for node, _ in keys_without_meaning(tree, keys_of)} == {
        "signs",
        "whisper",
        "verify",
    }
