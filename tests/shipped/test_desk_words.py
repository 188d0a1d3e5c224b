"""The desk has words for everything that is shipped: a coordinator reads no ids."""

from ivr.tree import Tree
from routes.desk.tree_words import NODES


def test_every_node_has_words(tree: Tree) -> None:
    """What is new in ivr/hotline.toml is to be named in routes/desk/tree_words.py."""
    assert set(NODES) == set(tree.nodes)
