"""Hotlines with fewer or more languages, and with a bigger tree, made in memory of the one that is
shipped.
"""

from dataclasses import replace
from typing import Any

from audio.library import Library
from ivr.loading import offer
from ivr.node import Node
from ivr.nodes.languages import KEYS
from ivr.tree import Tree
from routes.call.hotline import Hotline

FURTHER = ("it", "sv", "da", "fi", "cs", "el", "sk", "sl", "hr", "lt", "lv", "et", "ga", "mt")
"""Languages that the hotline does not speak. As far as this goes they sound like English."""


def with_languages(hotline: Hotline, many: int) -> Hotline:
    """The hotline with so many languages: the first of its pages, and copies of English on further
    pages.
    """
    page = hotline.tree.language_page
    own = [one for one in page.offers() if one in hotline.tree.offered]
    if many <= len(own):
        return replace(hotline, tree=offer(hotline.tree, frozenset(own[:many])))
    return _with_copies_of_english(hotline, FURTHER[: many - len(own)])


def with_nodes(hotline: Hotline, times: int) -> Hotline:
    """The hotline with every node so many times: `main`, `main_2` and so on. Copies lead to
    copies.
    """
    tree = hotline.tree
    nodes, parents = dict(tree.nodes), dict(tree.parents)
    for number in range(2, times + 1):
        names = {name: f"{name}_{number}" for name in tree.nodes if name != tree.goes.start}
        nodes |= {name: _leading_to(tree.nodes[old], names) for old, name in names.items()}
        parents |= {
            names[one]: names.get(to, to) for one, to in tree.parents.items() if one in names
        }
    bigger = replace(tree, nodes=nodes, parents=parents)
    return replace(hotline, tree=bigger, whole=bigger)


def _with_copies_of_english(hotline: Hotline, tags: tuple[str, ...]) -> Hotline:
    english, spoken = hotline.catalogues.languages["en"], hotline.languages["en"]
    texts = {
        **hotline.catalogues.languages,
        **{tag: replace(english, language=tag) for tag in tags},
    }
    languages = {**hotline.languages, **dict.fromkeys(tags, spoken)}
    tree = _offering(hotline.tree, tags)
    return replace(
        hotline,
        tree=tree,
        whole=tree,
        catalogues=replace(hotline.catalogues, languages=texts),
        languages=languages,
        library=Library(languages, hotline.library.folder, hotline.library.masters),
    )


def _offering(tree: Tree, tags: tuple[str, ...]) -> Tree:
    page, size = tree.language_page, len(KEYS)
    further = (tags[first : first + size] for first in range(0, len(tags), size))
    more = page.model_copy(update={"pages": (*page.pages, *further)})
    return replace(
        tree, nodes={**tree.nodes, tree.goes.start: more}, offered=tree.offered | set(tags)
    )


def _leading_to(node: Node, names: dict[str, str]) -> Node:
    """A copy that leads to other nodes. names: of a node -> of its copy."""
    targets = {way_out.node for way_out in node.exits()}
    return node.model_validate(
        _renamed(node.model_dump(), {old: new for old, new in names.items() if old in targets})
    )


def _renamed(data: Any, names: dict[str, str]) -> Any:
    match data:
        case dict():
            return {key: _renamed(entry, names) for key, entry in data.items()}
        case list() | tuple():
            return tuple(_renamed(entry, names) for entry in data)
        case str():
            return names.get(data, data)
    return data
