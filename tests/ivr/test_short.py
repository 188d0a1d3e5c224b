"""A short language has the main path and people only, and its callers never meet silence."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.check import check
from ivr.drawing import mermaid, outline
from ivr.loading import offer
from ivr.nodes.menu import Menu
from ivr.spoken_keys import keys_without_meaning
from ivr.step import Utterance
from ivr.tree import Tree
from prompts.catalogue import load_catalogue
from prompts.template import load_template
from tests.ivr.caller import Caller
from tests.ivr.files import HELPLINE_LINE, SOUTH_LINE, problems_with, tree_with
from tests.ivr.walk import beginnings, explore, forgetful
from tests.small.hotline import SMALL, small_tree

SHORT = "so"
LEFT_OUT = {"main.signs", "main.safety", "speak.postcode"}
"""In tests/small: the options that a short language does not have."""
OPTIONS = [
    (name, option.key)
    for name, node in small_tree().nodes.items()
    if isinstance(node, Menu)
    for option in node.options
]


def marked(tree: Tree, lacking: set[tuple[str, str]]) -> Tree:
    """The tree in which short languages lack these options, each a menu and a key."""

    def copy(name: str, menu: Menu) -> Menu:
        options = (
            one.model_copy(update={"in_short": (name, one.key) not in lacking})
            for one in menu.options
        )
        return menu.model_copy(update={"options": tuple(options)})

    nodes = {
        name: copy(name, node) if isinstance(node, Menu) else node
        for name, node in tree.nodes.items()
    }
    return replace(tree, nodes=nodes)


def said_in_short(tree: Tree) -> set[str]:
    """All that callers of the short language can come to hear in it, by any keys."""
    alone = forgetful(offer(tree, frozenset({SHORT})))
    first = beginnings(alone)
    steps = [*first, *(edge.step for edge in explore(alone, first))]
    assert all(step.prompts for step in steps), "the caller always hears something"
    return {line.prompt for step in steps for line in step.prompts if line.language == SHORT}


def script_in_short(tree: Tree) -> set[str]:
    """All that the tree needs in the short language."""
    return {line.prompt for _, line in tree.script() if line.language == SHORT}


@pytest.fixture
def somali(tree: Tree) -> Caller:
    """A caller who has chosen the short language and hears the main menu."""
    return Caller.dials(tree, SHORT)


def test_a_menu_has_the_options_of_the_main_path_with_the_keys_of_every_language(
    somali: Caller,
) -> None:
    assert somali.hears == ["main.welcome", "main.danger", "main.speak"]
    somali.press("2")
    assert {line.prompt: dict(line.values).get("key") for line in somali.step.prompts} == {
        "speak.intro": None,
        "speak.brussels": "1",
        "speak.flanders": "2",
        "speak.wallonia": "3",
        "speak.unknown": "5",
    }


def test_every_other_language_has_all_of_them(caller: Caller) -> None:
    assert {*caller.hears, *caller.press("2").hears} >= LEFT_OUT


def test_the_key_of_an_option_that_is_left_out_is_a_wrong_key(somali: Caller) -> None:
    assert somali.press("3").hears[:3] == ["again.wrong", "main.danger", "main.speak"]
    assert (somali.position.node, somali.position.attempt) == ("main", 2)
    assert somali.press("4").position.attempt == 3
    assert somali.press("3").rings == HELPLINE_LINE


def test_people_and_danger_are_where_they_are_in_every_language(somali: Caller) -> None:
    assert somali.press("1").hears == ["danger.now"]
    assert somali.wait().rings == HELPLINE_LINE
    assert Caller.dials(somali.tree, SHORT).press("2", "3").rings == SOUTH_LINE


def test_no_position_is_silent_and_each_prompt_has_a_text_of_the_language(tree: Tree) -> None:
    texts = load_catalogue(SMALL.catalogues / f"{SHORT}.po", load_template(SMALL.template)).texts
    said = said_in_short(tree)
    assert [prompt for prompt in sorted(said) if not texts.get(prompt)] == []
    assert said.isdisjoint(LEFT_OUT)


def test_what_the_language_needs_is_what_its_callers_hear(tree: Tree) -> None:
    """Besides the apology, and the name of the police, who have no line."""
    outside = {tree.apology.before, tree.destinations["police"].announce}
    assert script_in_short(tree) == said_in_short(tree) | outside


@settings(max_examples=10)
@given(st.sets(st.sampled_from(OPTIONS)))
def test_whatever_is_left_out_the_script_holds_all_that_is_said(
    lacking: set[tuple[str, str]],
) -> None:
    """A tree that would lead callers into a menu without options is not loaded."""
    tree = marked(small_tree(), lacking)
    if problems := check(tree, "hotline.toml", "destinations.toml"):
        assert all("has no option left" in problem.message for problem in problems)
        return
    assert said_in_short(tree) <= script_in_short(tree)


def test_what_leads_back_to_a_menu_makes_it_needed(tree: Tree) -> None:
    """A caller comes to the menu by its key, or from a node below it with *."""
    deeper = marked(tree, {("main", "4")})
    nobody = deeper.nodes["nobody"]
    assert isinstance(nobody, Menu)
    to_general = nobody.options[2].model_copy(update={"goes": "general"})
    menu = nobody.model_copy(update={"options": (*nobody.options[:2], to_general)})
    tree = replace(deeper, nodes={**deeper.nodes, "nobody": menu})
    assert tree.parents["general"] == "safety"
    assert {"general", "safety"} <= tree.reach(SHORT)


def test_a_language_that_stands_on_no_page_is_named(tmp_path: Path) -> None:
    told = problems_with(tmp_path, ('short = ["so"]', 'short = ["so", "ti"]'))
    assert told == "hotline.toml: short: ti stands on no language page: put it on one, or remove it"


def test_a_menu_without_an_option_is_named(tmp_path: Path) -> None:
    again, other, back = (
        f'{{ key = "{key}", says = "{says}", goes = "{goes}" }}'
        for key, says, goes in (
            ("1", "nobody.again", "person"),
            ("2", "nobody.other", "speak"),
            ("3", "menu.return", "main"),
        )
    )
    menu = f"{again},\n    {other},\n    {back}"
    lost = menu.replace(" }", ", in_short = false }")
    assert problems_with(tmp_path, (menu, lost)) == (
        "hotline.toml: nodes.nobody: has no option left in the short languages (so): remove "
        "`in_short = false` from one, say where silence leads (`stays`), or mark what "
        "leads here, too"
    )
    assert tree_with(tmp_path, (menu, lost), ('back_to = "main"', 'stays = "farewell"'))


def test_a_menu_that_is_never_reached_may_have_no_option(tree: Tree) -> None:
    below = marked(tree, {("main", "3"), ("main", "4"), ("safety", "1"), ("safety", "2")})
    assert check(below, "hotline.toml", "destinations.toml") == []


def test_a_message_that_is_never_reached_may_have_nothing_to_say(tmp_path: Path) -> None:
    parts = 'parts = ["transport.advice"]'
    some = 'parts = [{ says = "transport.advice", languages = ["en", "nl", "fr", "uk", "ar"] }]'
    assert tree_with(tmp_path, (parts, some))


def test_keys_are_asked_for_where_callers_come(tree: Tree) -> None:
    asked: set[tuple[str, str]] = set()

    def keys_of(utterance: Utterance) -> dict[str, str]:
        asked.add((utterance.prompt, utterance.language))
        return {}

    assert list(keys_without_meaning(tree, keys_of)) == []
    assert {("danger.now", SHORT), ("signs.papers", "uk")} <= asked
    assert ("signs.papers", SHORT) not in asked


def test_the_outline_of_a_short_language_is_what_its_callers_hear(tree: Tree) -> None:
    drawn = outline(tree, SHORT, lambda line: f"<{line.prompt}>")
    assert "1  <main.danger>  -> danger\n" in drawn
    assert "  <quiet>" not in drawn.partition("everywhere")[0].partition("main")[0]
    assert not any(name in drawn for name in ("signs", "safety", "postcode", "transport"))


def test_the_drawing_has_dotted_arrows_for_what_is_left_out(tree: Tree) -> None:
    dotted = [line.strip() for line in mermaid(tree).splitlines() if "-.->" in line]
    assert dotted == [
        'n_main -.->|"3"| n_signs',
        'n_main -.->|"4"| n_safety',
        'n_speak -.->|"4"| n_postcode',
    ]


def test_a_key_that_is_left_out_is_as_wrong_as_one_that_no_language_has(tree: Tree) -> None:
    left_out, unknown = (Caller.dials(tree, SHORT).press(key).step for key in ("3", "8"))
    assert left_out == unknown
