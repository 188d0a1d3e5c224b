"""A tree that callers would get lost in is not loaded, and everything wrong with it is told at
once.
"""

from pathlib import Path

import pytest

from ivr.loading import offer
from ivr.tree import Tree
from tests.ivr.caller import Caller
from tests.ivr.files import PAGES, Change, copy_of, problems_of, problems_with, tree_with
from tests.small.hotline import SMALL

DANGER = '{ key = "1", says = "main.danger", goes = "danger" }'
SPEAK = '{ key = "2", says = "main.speak", goes = "speak" }'
SIGNS = '{ key = "3", says = "main.signs", goes = "signs", in_short = false }'
STRAY = ("[nodes.quiet]", '[nodes.stray]\nkind = "goodbye"\nsays = ["quiet"]\n\n[nodes.quiet]')
FIFTH = '{ key = "5", says = "main.speak", goes = "speak" }'
TWO_MORE = (SPEAK, f"{SPEAK}, {FIFTH}, {FIFTH.replace('5', '6')}")
NINE = '["en", "nl", "fr", "de", "ro", "bg", "ru", "tr", "es"]'
"""More languages than a page has keys."""
MENU_OF_ONE = 'kind = "menu"\noptions = [{{ key = "1", says = "main.speak", goes = "{goes}" }}]\n'


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            DANGER,
            DANGER.replace('"danger"', '"danegr"'),
            "nodes.main: key 1 leads to 'danegr', and there is no such",
        ),
        (
            'stays = "police"',
            'stays = "polise"',
            "nodes.danger: stays leads to 'polise', and there is no such node",
        ),
        (
            'nobody = "nobody"',
            'nobody = "noone"',
            "nodes.police: nobody answered leads to 'noone', and there is no",
        ),
        ('quiet = "quiet"', 'quiet = "quit"', "goes.quiet: there is no node 'quit'"),
        (
            'start = "languages"',
            'start = "main"',
            "goes.start: node 'main' is not of the kind languages",
        ),
        (
            'farewell = "farewell"',
            'farewell = "main"',
            "goes.farewell: node 'main' is not of the kind goodbye",
        ),
        (SIGNS, SIGNS.replace("3", "2"), "nodes.main: key 2 has two options"),
        (SIGNS, SIGNS.replace("3", "9"), "nodes.main.menu.options.2.key: "),
        (SIGNS, SIGNS.replace("3", "*"), "nodes.main.menu.options.2.key: "),
        (SIGNS, SIGNS.replace("3", "33"), "nodes.main.menu.options.2.key: "),
        ('quiet = "9"', 'quiet = "0"', "keys: key 0 is given twice: every key does one thing"),
        ('next = "1"', 'next = "2"', "nodes.signs: key 2 cannot both go on and lead to a person"),
        (*STRAY, "nodes.stray: nothing leads here: remove it, or let a menu lead to it"),
        (
            PAGES,
            PAGES.replace('["en", "nl", "fr"]', NINE),
            "nodes.languages: page 1 has 9 languages",
        ),
        (PAGES, PAGES.replace('"uk"', '"uk", "en"'), "nodes.languages: en is there twice"),
        (*TWO_MORE, "nodes.main: has 6 options; callers cannot keep more than 5 in mind"),
        (
            "intro = [",
            "introo = [",
            "nodes.danger.menu.introo: unknown entry, remove it or mend its spelling",
        ),
        (
            "attempts = 3",
            "atempts = 3",
            "reprompt.atempts: unknown entry, remove it or mend its spelling",
        ),
        ('undecided = ["en"', 'undecided = ["xx"', "undecided: xx stands on no language page"),
        (
            'languages = ["en", "fr"',
            'languages = ["xx", "fr"',
            "fallback.languages: xx stands on no language page",
        ),
        ('kind = "goodbye"', 'kind = "goodby"', "nodes.quiet: Input tag 'goodby'"),
        (
            'to = "police"',
            'to = "polise"',
            "nodes.police: there is no destination 'polise' in the file of",
        ),
        ('whisper = "whisper"', 'whisper = "quiet"', "nodes.person: node 'quiet' is no whisper"),
        (
            'region = "flanders"',
            'region = "liège"',
            "nodes.speak.menu.options.1.region: Input should be 'brussels'",
        ),
        (
            'last = ["keys.quiet", "keys.move", "keys.speak"]',
            "last = []",
            "nodes.signs.message.last: Tuple should have at least 1 item",
        ),
        ("attempts = 3", "attempts = 0", "reprompt.attempts: "),
        ("[reprompt]", "[again]", "again: is called 'reprompt' now"),
        ("[reprompt]", "[reprompt", "(the whole file): is not TOML"),
        ("[reprompt]", "[keys]", "(the whole file): is not TOML"),
    ],
)
def test_a_problem_names_the_file_and_the_node(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    assert f"hotline.toml: {problem}" in problems_with(tmp_path, (old, new))


def test_a_menu_on_the_fourth_level_is_too_deep(tmp_path: Path) -> None:
    message = 'kind = "message"\nparts = ["general.documents", "general.contact"]\n'
    third = MENU_OF_ONE.format(goes="deep")
    fourth = f"[nodes.deep]\n{MENU_OF_ONE.format(goes='transport')}"
    told = problems_with(
        tmp_path, (f"[nodes.general]\n{message}", f"[nodes.general]\n{third}{fourth}")
    )
    assert told == "hotline.toml: nodes.deep: is a menu on level 4; callers get lost below level 3"


@pytest.mark.parametrize(
    "changes",
    [
        [('quiet = "9"', 'quiet = "5"')],
        [('quiet = "9"', 'quiet = "7"'), ('next = "1"', 'next = "7"')],
        [('person = "0"', 'person = "8"')],
    ],
    ids=["a menu's option", "the next part of a message", "a language"],
)
def test_a_key_that_works_everywhere_can_do_nothing_else(
    tmp_path: Path, changes: list[Change]
) -> None:
    assert problems_with(tmp_path, *changes).startswith("hotline.toml: ")


def test_a_message_has_something_to_say_in_every_language(tmp_path: Path) -> None:
    """A part may be for some languages only; a caller in any other must still hear a part."""
    only_ukrainian = 'parts = [{ says = "transport.advice", languages = ["uk"] }]'
    assert "nodes.transport: " in problems_with(
        tmp_path, ('parts = ["transport.advice"]', only_ukrainian)
    )


def test_a_misspelt_table_of_defaults_is_told(tmp_path: Path) -> None:
    defaults = "[defaults.menus]\nseconds = 15\n\n[defaults.transfer]"
    assert "defaults" in problems_with(tmp_path, ("[defaults.transfer]", defaults))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nodes = 3",
        '[nodes]\nmain = "menu"',
        "[nodes.main]\nkind = []",
        "defaults = 3\n[nodes.main]",
    ],
)
def test_a_file_of_another_shape_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "hotline.toml"
    file.write_text(text, "utf-8")
    assert problems_of(hotline=file).startswith("hotline.toml: ")


def test_all_problems_of_the_tree_are_told_at_once(tmp_path: Path) -> None:
    told = problems_with(
        tmp_path,
        STRAY,
        (SIGNS, SIGNS.replace("3", "2")),
        ('stays = "police"', 'stays = "polise"'),
        (PAGES, PAGES.replace('"uk"', '"uk", "en"')),
        ('undecided = ["en"', 'undecided = ["xx"'),
        ('exhausted = "goodbye"', 'exhausted = "godbye"'),
    )
    entries = {line.split(": ")[1] for line in told.splitlines()}
    broken = {
        "nodes.stray",
        "nodes.main",
        "nodes.danger",
        "nodes.languages",
        "undecided",
        "nodes.ended",
    }
    assert broken <= entries


def test_both_files_are_read_before_anything_is_told(tmp_path: Path) -> None:
    hotline = copy_of(SMALL.tree, tmp_path, ('stays = "police"', 'stays = "polise"'))
    destinations = copy_of(SMALL.destinations, tmp_path, ("lines = []", 'lines = ["tel:112"]'))
    told = problems_of(hotline, destinations)
    assert "hotline.toml: nodes.danger: stays leads to 'polise'" in told
    assert "destinations.toml: police.lines.0.uri: '112' is a short code" in told


def test_two_files_that_are_not_even_toml_are_told_together(tmp_path: Path) -> None:
    hotline = copy_of(SMALL.tree, tmp_path, ("[keys]", "[keys"))
    destinations = copy_of(SMALL.destinations, tmp_path, ("[police]", "[police"))
    told = problems_of(hotline, destinations)
    assert "hotline.toml: (the whole file): is not TOML" in told
    assert "destinations.toml: (the whole file): is not TOML" in told


def test_a_key_moved_in_the_file_moves_in_every_language(tmp_path: Path) -> None:
    swapped = [(SPEAK, SPEAK.replace("2", "X")), (SIGNS, SIGNS.replace("3", "2")), ('"X"', '"3"')]
    tree = tree_with(tmp_path, *swapped)
    for language in tree.offered:
        caller = Caller.dials(tree, language)
        said = {line.prompt: dict(line.values).get("key") for line in caller.step.prompts}
        signs = None if language in tree.short else "2"
        assert (said["main.speak"], said.get("main.signs")) == ("3", signs)
        assert caller.press("3").position.node == "speak"


def test_a_language_that_is_not_offered_leaves_its_key_unused(tree: Tree) -> None:
    fewer = offer(tree, frozenset({"nl", "ar"}))
    caller = Caller.dials(fewer)
    assert [(line.language, dict(line.values)["key"]) for line in caller.step.prompts] == [
        ("nl", "2")
    ]
    assert fewer.undecided == ("nl",)
    assert caller.press("3").position.node == "languages"
    caller.press("#")
    assert [(line.language, dict(line.values)["key"]) for line in caller.step.prompts] == [
        ("ar", "2")
    ]
    assert caller.press("2").position.language == "ar"


def test_callers_without_a_language_always_hear_one_that_is_offered(tree: Tree) -> None:
    assert offer(tree, frozenset({"uk", "ar"})).undecided == ("ar",)


def test_what_a_node_says_itself_counts_more_than_what_its_kind_shares(tmp_path: Path) -> None:
    tree = tree_with(tmp_path, ('to = "police"', 'to = "police"\nstay = "danger.now"'))
    assert Caller.dials(tree, "en").press("1").wait().hears[:2] == [
        "transfer.helpline",
        "danger.now",
    ]
    assert Caller.dials(tree, "en").press("0").hears[:2] == ["transfer.helpline", "transfer.stay"]
