"""From hotline.toml and destinations.toml to a tree without problems."""

from collections import deque
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from ivr.check import check
from ivr.destinations import POLICE, Destinations, Line, load_destinations
from ivr.exits import How
from ivr.nodes import AnyNode
from ivr.notices import NoticeTexts
from ivr.problems import BadFile, Problem, from_validation, read_table
from ivr.tree import Apology, Fallback, Goes, Keys, Numbers, Reprompt, Ringing, Tree

HERE = Path(__file__).parent


class _File(BaseModel):
    """hotline.toml as it is written."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    undecided: tuple[str, ...]
    short: tuple[str, ...] = ()
    once: tuple[str, ...]
    apology: Apology
    fallback: Fallback
    notices: NoticeTexts = NoticeTexts()
    keys: Keys
    numbers: Numbers
    goes: Goes
    reprompt: Reprompt
    ringing: Ringing
    nodes: dict[str, AnyNode]

    @model_validator(mode="before")
    @classmethod
    def _share_defaults(cls, data: Any) -> Any:
        """Give every node the entries of `[defaults.<its kind>]` that it does not have itself."""
        defaults = data.get("defaults", {})
        nodes = data.get("nodes", {})
        if not (_is_table_of_tables(defaults) and _is_table_of_tables(nodes)):
            raise ValueError(
                "'nodes' and 'defaults' must be tables of tables, such as [nodes.main]"
            )
        kinds = {node.get("kind") for node in nodes.values() if isinstance(node.get("kind"), str)}
        if strange := defaults.keys() - kinds:
            raise ValueError(f"defaults: no node is of the kind {', '.join(sorted(strange))}")
        shared = {
            name: defaults.get(str(node.get("kind")), {}) | node for name, node in nodes.items()
        }
        return {
            **{name: entry for name, entry in data.items() if name != "defaults"},
            "nodes": shared,
        }


def _is_table_of_tables(data: Any) -> bool:
    return isinstance(data, dict) and all(isinstance(entry, dict) for entry in data.values())


def load_tree(
    hotline: Path = HERE / "hotline.toml", destinations: Path = HERE / "destinations.toml"
) -> Tree:
    """Read and check the whole tree. Raises BadFile with every problem of both files."""
    problems: list[Problem] = []
    file = None
    found: Destinations = {}
    try:
        found = load_destinations(destinations)
    except BadFile as error:
        problems += error.problems
    try:
        file = _read(hotline)
    except BadFile as error:
        problems += error.problems
    if file is None:
        raise BadFile(problems)
    shared = {name: getattr(file, name) for name in _File.model_fields}
    offered = frozenset(language for node in file.nodes.values() for language in node.offers())
    tree = Tree(**shared, parents=_parents(file), destinations=found, offered=offered)
    problems += check(tree, hotline.name, destinations.name)
    if problems:
        raise BadFile(problems)
    return tree


def offer(tree: Tree, languages: frozenset[str]) -> Tree:
    """The tree with only these languages. The others leave their key unused: no key moves."""
    offered = tree.offered & languages
    undecided = tuple(one for one in tree.undecided if one in offered) or tuple(sorted(offered))[:1]
    return replace(tree, offered=offered, undecided=undecided)


def with_emergency_trunk(tree: Tree, host: str) -> Tree:
    """The tree with the emergency number as the first line of the police, through a trunk that
    carries it. That line has no whisper: the person who answers an emergency call presses no key.
    It rings longer than others, since an emergency call may wait in a queue.
    """
    police = tree.destinations[POLICE]
    line = Line(
        uri=f"sip:{tree.numbers.emergency}@{host}", whisper=False, seconds=tree.ringing.emergency
    )
    reachable = police.model_copy(update={"lines": (line, *police.lines)})
    return replace(tree, destinations={**tree.destinations, POLICE: reachable})


def without_interpreters(tree: Tree) -> Tree:
    """The tree without interpreters, for a hotline that cannot add a third person to a call."""
    alone = {
        name: one.model_copy(update={"interpreters": {}}) for name, one in tree.destinations.items()
    }
    return replace(tree, destinations=alone)


def _read(path: Path) -> _File:
    try:
        return _File.model_validate(read_table(path))
    except ValidationError as error:
        raise BadFile(from_validation(path.name, error, renamed={"again": "reprompt"})) from error


def _parents(file: _File) -> Mapping[str, str]:
    """Where * leads: the menu nearest to the main menu that has the node among its options."""
    parents = {file.goes.main: file.goes.start}
    queue = deque([file.goes.main])
    while queue:
        name = queue.popleft()
        for way_out in file.nodes[name].exits() if name in file.nodes else ():
            if way_out.how is How.OPTION and way_out.node not in parents:
                parents[way_out.node] = name
                queue.append(way_out.node)
    return parents
