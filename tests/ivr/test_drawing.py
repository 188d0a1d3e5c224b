"""The tree as people read it."""

import re
from pathlib import Path

import pytest

from ivr.drawing import mermaid, outline
from ivr.exits import Exit, How
from ivr.step import Utterance
from ivr.tree import Tree
from tests.ivr.files import NO_LINES, lines, tree_calling
from tests.small.hotline import small_tree

TREE = small_tree()
MENUS = [name for name, node in TREE.nodes.items() if node.kind == "menu"]
MESSAGES = [name for name, node in TREE.nodes.items() if node.kind == "message"]
NOT_DRAWN = (How.BACK, How.WHISPER)
"""The way back and the whisper would cross every other arrow."""


def words(line: Utterance) -> str:
    """Stands for the catalogue: which prompt, in which language, with which key."""
    return f"<{line.prompt} {line.language} {dict(line.values).get('key', '')}>"


@pytest.fixture(scope="module")
def drawn(tree: Tree) -> str:
    return outline(tree, "uk", words)


def options_of(menu: str) -> list[Exit]:
    return [way_out for way_out in TREE.nodes[menu].exits() if way_out.how is How.OPTION]


@pytest.mark.parametrize("menu", MENUS)
def test_the_outline_has_every_key_of_a_menu_with_its_words_and_where_it_leads(
    drawn: str, menu: str
) -> None:
    for option in options_of(menu):
        assert f"{option.key}  <{option.says} uk {option.key}>  -> {option.node}\n" in drawn
    for prompt in TREE.nodes[menu].content("uk"):
        assert f"<{prompt} uk >" in drawn


@pytest.mark.parametrize("message", MESSAGES)
def test_the_outline_has_the_parts_of_a_message_below_its_key(drawn: str, message: str) -> None:
    parts = TREE.nodes[message].content("uk")
    assert parts
    lines = [line.strip() for line in drawn.splitlines()]
    below = next(number for number, line in enumerate(lines, 1) if line.endswith(f"-> {message}"))
    assert lines[below : below + len(parts)] == [f"<{part} uk >" for part in parts]


@pytest.mark.parametrize("name", TREE.nodes)
def test_the_outline_names_every_node(drawn: str, name: str) -> None:
    assert re.search(rf"^{name}$|-> {name}$", drawn, re.MULTILINE)


def test_a_part_for_another_language_is_left_out(tree: Tree) -> None:
    assert "help.ukraine" in outline(tree, "uk", words)
    assert "help.ukraine" not in outline(tree, "nl", words)


def test_the_outline_says_who_is_rung_and_in_what_order(drawn: str) -> None:
    assert (
        "rings Centre North, then Small helpline, then Centre Middle, then Centre South\n" in drawn
    )
    assert (
        "rings Small helpline, then Centre Middle, then Centre North, then Centre South\n" in drawn
    )


def test_the_outline_has_the_languages_and_the_keys_that_work_everywhere(drawn: str) -> None:
    assert "1 en, 2 nl, 3 fr, 1 uk, 2 ar, 3 so" in drawn
    assert re.findall(r"^    ([09*#])  ", drawn, re.MULTILINE) == ["0", "*", "#", "9"]


def test_a_node_stands_below_the_menu_that_leads_to_it(drawn: str) -> None:
    indents = {
        line.split("-> ")[-1]: len(line) - len(line.lstrip())
        for line in drawn.splitlines()
        if "->" in line
    }
    assert indents["general"] > indents["safety"]


@pytest.mark.parametrize("name", TREE.nodes)
def test_the_drawing_has_every_node_once(tree: Tree, name: str) -> None:
    boxes = re.findall(r"^    n_(\w+)\W+(\w+)\W+$", mermaid(tree), re.MULTILINE)
    assert boxes.count((name, name)) == 1


def test_the_drawing_has_every_arrow_and_no_other(tree: Tree) -> None:
    arrows = re.findall(r'^    n_(\w+) -\.?->\|"[^"]+"\| n_(\w+)$', mermaid(tree), re.MULTILINE)
    expected = [
        (name, way_out.node)
        for name, node in tree.nodes.items()
        for way_out in node.exits()
        if way_out.how not in NOT_DRAWN
    ]
    assert sorted(arrows) == sorted(expected)


@pytest.mark.parametrize("menu", MENUS)
def test_the_arrow_of_an_option_bears_its_key(tree: Tree, menu: str) -> None:
    for option in options_of(menu):
        arrow = "-->" if option.in_short else "-.->"
        assert f'    n_{menu} {arrow}|"{option.key}"| n_{option.node}\n' in mermaid(tree)


def test_the_drawing_is_a_flowchart_of_nodes_and_arrows_only(tree: Tree) -> None:
    first, *lines = mermaid(tree).splitlines()
    assert first == "flowchart LR"
    assert all(line.startswith("    n_") for line in lines)


def test_a_police_line_changes_nothing_that_is_drawn(tree: Tree, tmp_path: Path) -> None:
    """Numbers are configuration; a drawing in the documentation stays true."""
    with_line = tree_calling(tmp_path, (NO_LINES, lines("sip:112@trunk.example")))
    assert with_line.destinations != tree.destinations
    assert mermaid(with_line) == mermaid(tree)
