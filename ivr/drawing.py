"""The tree for people: an outline with the words that are said, and a Mermaid drawing."""

from collections.abc import Callable, Iterator

from ivr.destinations import hunt_order
from ivr.node import Node
from ivr.nodes.goodbye import Goodbye
from ivr.nodes.languages import Languages
from ivr.nodes.menu import Menu
from ivr.nodes.message import Message
from ivr.nodes.transfer import Transfer
from ivr.position import Region
from ivr.step import Utterance
from ivr.tree import Tree

Words = Callable[[Utterance], str]


def outline(tree: Tree, language: str, words: Words) -> str:
    """Indented: every menu with its keys and what they lead to, in one language."""
    start = tree.nodes[tree.goes.start]
    lines = [tree.goes.start]
    if isinstance(start, Languages):
        keys = (
            f"{key} {one}"
            for page in range(1, len(start.pages) + 1)
            for key, one in start.page(tree, page).items()
        )
        lines.append(f"    {', '.join(keys)}")
    lines += _branch(tree, tree.goes.main, language, words, 0, set())
    drawn = tree.parents.keys() | {tree.goes.start, tree.goes.person, tree.goes.quiet}
    for name in (name for name in tree.nodes if name not in drawn):
        lines += _branch(tree, name, language, words, 0, set(tree.parents))
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
    node, indent = tree.nodes[name], "    " * depth
    if depth == 0:
        yield name
    yield from (f"{indent}    {words(line)}" for line in _says(tree, node, language))
    if isinstance(node, Transfer):
        yield f"{indent}    rings {_rings(tree, node, region)}"
    if not isinstance(node, Menu) or name in seen:
        return
    seen.add(name)
    for option in node.options:
        said = words(Utterance(option.says, language, (("key", option.key),)))
        yield f"{indent}    {option.key}  {said}  -> {option.goes}"
        if tree.parents.get(option.goes) == name and option.goes not in seen:
            yield from _branch(tree, option.goes, language, words, depth + 1, seen, option.region)
    if node.stays:
        yield f"{indent}    -  (stays on the line)  -> {node.stays}"


def _says(tree: Tree, node: Node, language: str) -> list[Utterance]:
    """What a node says besides its options."""
    if isinstance(node, Menu):
        prompts = node.intro
    elif isinstance(node, Message):
        prompts = tuple(part.says for part in node.parts if part.is_for(language))
    elif isinstance(node, Goodbye):
        prompts = node.says
    else:
        prompts = ()
    return [Utterance(prompt, language) for prompt in prompts]


def _rings(tree: Tree, node: Transfer, region: Region | None) -> str:
    names = dict.fromkeys(
        step.destination for step in hunt_order(tree.destinations, node.to, region)
    )
    return ", then ".join(tree.destinations[name].name for name in names)


def _everywhere(tree: Tree) -> Iterator[str]:
    yield "everywhere"
    yield f"    {tree.keys.person}  a person, now  -> {tree.goes.person}"
    yield f"    {tree.keys.back}  back one step"
    yield f"    {tree.keys.again}  hear again (on a language page: more languages)"
    yield f"    {tree.keys.quiet}  leave quietly  -> {tree.goes.quiet}"


def mermaid(tree: Tree) -> str:
    """A flowchart: every node, and the key that leads from one to the next."""
    lines = ["flowchart LR"]
    lines += [f"    {_box(name, node)}" for name, node in tree.nodes.items()]
    for name, node in tree.nodes.items():
        lines += [
            f'    {_id(name)} -->|"{_arrow(how)}"| {_id(to)}' for how, to in _drawn(node).items()
        ]
    return "\n".join(lines)


def _drawn(node: Node) -> dict[str, str]:
    """Without the way back and the whisper, which would cross every other arrow."""
    return {how: to for how, to in node.targets().items() if how not in ("back_to", "whisper")}


def _arrow(how: str) -> str:
    return {"goes": "a language", "stays": "stays", "exhausted": "silence"}.get(
        how, how.removeprefix("key ")
    )


def _box(name: str, node: Node) -> str:
    if isinstance(node, Transfer):
        return f"{_id(name)}([{name}])"
    if isinstance(node, Goodbye):
        return f"{_id(name)}[/{name}/]"
    return f"{_id(name)}[{name}]" if isinstance(node, Message) else f"{_id(name)}{{{{{name}}}}}"


def _id(name: str) -> str:
    return f"n_{name}"
