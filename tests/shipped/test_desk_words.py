"""The desk has words for everything that is shipped: a coordinator reads no ids."""

from flask import Flask

from ivr.tree import Tree
from routes.call.hotline import Hotline
from routes.desk.review.language_words import voice
from routes.desk.review.progress import recorded_of
from routes.desk.tree_words import NODES


def test_every_node_has_words(tree: Tree) -> None:
    """What is new in ivr/hotline.toml is to be named in routes/desk/tree_words.py."""
    assert set(NODES) == set(tree.nodes)


def test_a_language_without_a_voice_is_not_said_to_be_spoken_by_a_robot(
    app: Flask, hotline: Hotline
) -> None:
    with app.test_request_context():
        said = [voice(recorded_of(hotline, tag)) for tag in ("ti", "sq")]
    assert said == ["No voice speaks it yet.", "A robot speaks."]
