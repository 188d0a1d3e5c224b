"""The tree for people: an outline with the words that are said, and a Mermaid drawing."""

from collections.abc import Callable, Iterator

from ivr.exits import How
from ivr.position import Region
from ivr.step import Utterance
from ivr.tree import Tree

Words = Callable[[Utterance], str]

_NOT_DRAWN = (How.BACK, How.WHISPER)
"""These would cross every other arrow."""


def outline(tree: Tree, language: str, words: Words) -> str:
    """Indented: every menu with its keys and what they lead to, as a language has it."""
    keys = (f"{key} {one}" for page in tree.language_page.shown(tree) for key, one in page.items())
    lines = [tree.goes.start, f"    {', '.join(keys)}"]
    lines += [tree.goes.main, *_branch(tree, tree.goes.main, language, words, 1, set())]
    drawn = tree.parents.keys() | {tree.goes.start, tree.goes.person, tree.goes.quiet}
    reached = tree.reach(language)
    for name in (name for name in tree.nodes if name in reached and name not in drawn):
        lines += [name, *_branch(tree, name, language, words, 1, set(tree.parents))]
    return "\n".join([*lines, "", *_everywhere(tree)])


def _branch(
    tree: Tree,
    name: str,
    language: str,
    words: Words,
    depth: int,
    seen: set[str],
    region: Region | None = None,
) -> Iterator[str]:
    """What stands below the name of a node: its words, and below each option the node to which it
    leads. seen: menus that are drawn already. region: of the callers who came this way, if it is
    known.
    """
    node = tree.nodes[name]
    indent = "    " * depth
    for prompt in node.content(language):
        yield f"{indent}{words(Utterance(prompt, language))}"
    if rung := node.rings(tree, region):
        yield f"{indent}rings {', then '.join(tree.destinations[one].name for one in rung)}"
    if name in seen:
        return
    for way_out in tree.ways_out(name, language):
        if way_out.how is How.OPTION:
            seen.add(name)
            said = words(Utterance(way_out.says, language, (("key", way_out.key),)))
            yield f"{indent}{way_out.key}  {said}  -> {way_out.node}"
            if tree.parents.get(way_out.node) == name and way_out.node not in seen:
                yield from _branch(
                    tree, way_out.node, language, words, depth + 1, seen, way_out.region
                )
        elif way_out.how is How.STAYS:
            yield f"{indent}-  (stays on the line)  -> {way_out.node}"


def _everywhere(tree: Tree) -> Iterator[str]:
    yield "everywhere"
    yield f"    {tree.keys.person}  a person, now  -> {tree.goes.person}"
    yield f"    {tree.keys.back}  back one step"
    yield f"    {tree.keys.again}  hear again (on a language page: more languages)"
    yield f"    {tree.keys.quiet}  leave quietly  -> {tree.goes.quiet}"


def mermaid(tree: Tree) -> str:
    """A flowchart: every node, and the key that leads from one to the next. The arrow of an option
    that a short language lacks is dotted.
    """
    lines = ["flowchart LR"]
    for name, node in tree.nodes.items():
        left, right = node.frame
        lines.append(f"    {_id(name)}{left}{name}{right}")
    for name, node in tree.nodes.items():
        for way_out in node.exits():
            if way_out.how not in _NOT_DRAWN:
                label = way_out.key or way_out.how
                arrow = "-->" if way_out.in_short else "-.->"
                lines.append(f'    {_id(name)} {arrow}|"{label}"| {_id(way_out.node)}')
    return "\n".join(lines)


def _id(name: str) -> str:
    return f"n_{name}"
