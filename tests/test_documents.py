"""The documents stay true: every file, command, target and setting that they name exists."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest
from flask import Flask
from pydantic import BaseModel

from ivr.drawing import mermaid
from ivr.tree import Tree
from routes.carriers import CARRIERS
from routes.settings.settings import Settings

ROOT = Path(__file__).parents[1]
FOLDERS = ("audio", "deploy", "ivr", "locks", "prompts", "routes", "tests")
PAGES = sorted(
    page.relative_to(ROOT).as_posix()
    for page in {
        *ROOT.glob("*.md"),
        *(ROOT / "deploy").glob("*.md"),
        *(page for folder in FOLDERS for page in (ROOT / folder).rglob("README.md")),
    }
    if page.name != "CHANGELOG.md"  # it tells of the past
)

LONGEST = {"README.md": 120, "CONTRIBUTING.md": 150}
"""Lines that a reader finishes."""
DECISION = 10
"""Lines of a decision at most."""

FOREIGN_FILES = {"fallback.xml"}
"""Files that are written somewhere else."""
FOREIGN_VARIABLES = {"MAILTO"}
"""Variables of cron."""


def text_of(page: str) -> str:
    return (ROOT / page).read_text("utf-8")


def code_of(page: str) -> Iterator[str]:
    """Every piece of code in a page: between backticks, and in indented lines."""
    text = re.sub(r"```.*?```", "", text_of(page), flags=re.DOTALL)
    yield from (
        re.sub(r"\s+", " ", span) for span in re.findall(r"`([^`]+)`", text, flags=re.DOTALL)
    )
    yield from (line.strip() for line in text.splitlines() if line.startswith("    "))


@cache
def names_of_files() -> frozenset[str]:
    """The names of all files, wherever they are."""
    inside = (path for folder in FOLDERS for path in (ROOT / folder).rglob("*"))
    return frozenset(path.name for path in (*ROOT.iterdir(), *inside))


def heading_anchors(page: Path) -> set[str]:
    """The addresses of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links_of(page: str) -> list[tuple[Path, str]]:
    """The links of a page to other files here: file, and heading if one is named."""
    links = re.findall(r"\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)", text_of(page))
    start = ROOT / page
    return [((start.parent / path if path else start).resolve(), anchor) for path, anchor in links]


def is_there(name: str, page: str) -> bool:
    """Whether a file or folder is there, seen from the root or from the page. `<tag>` is any."""
    if "/" not in name:
        return name in names_of_files()
    pattern = re.sub(r"<\w+>", "*", name.rstrip("/"))
    return any(any(start.glob(pattern)) for start in (ROOT, (ROOT / page).parent))


def files_named(page: str) -> Iterator[str]:
    """Code that names a file or a folder: it is below one of our folders, or a kind of file that we
    have.
    """
    for code in code_of(page):
        if re.fullmatch(r"[\w.<>-]+(/[\w.<>-]+)*/?", code):
            is_ours = code.split("/")[0] in FOLDERS and "/" in code
            if is_ours or re.search(r"\w\.(py|toml|md|pot?|lock|cfg|conf|xml|service)$", code):
                yield code


def flask_commands(page: str) -> Iterator[list[str]]:
    """The words behind `flask` wherever a command is named."""
    for code in code_of(page):
        for words in re.findall(r"(?:^|[ /])flask ([a-z][^;&|>]*)", code):
            yield words.split()


def problem_of_command(words: list[str], root: click.Group) -> str:
    """What is wrong with a command as it is named, or nothing."""
    command: click.Command = root
    context = click.Context(root)
    for word in words:
        if word.startswith("-"):
            options = {name for parameter in command.params for name in parameter.opts}
            if word.partition("=")[0] not in options:
                return f"{' '.join(words)}: there is no option {word}"
        elif isinstance(command, click.Group):
            found = command.get_command(context, word)
            if found is None:
                return f"{' '.join(words)}: there is no command {word!r}"
            command = found
    return ""


def variables_named(page: str) -> set[str]:
    """Names in capitals that look like a setting."""
    found = (re.match(r"\$?([A-Z]+(?:_[A-Z]+)+|[A-Z]{4,}(?==))(?:=|$)", c) for c in code_of(page))
    return {match[1] for match in found if match}


def settings() -> set[str]:
    """Every setting that can be given in the environment."""
    kinds: tuple[type[BaseModel], ...] = (Settings, *CARRIERS.values())
    return {name.upper() for kind in kinds for name in kind.model_fields} - {"CARRIER"}


@pytest.mark.parametrize("page", LONGEST)
def test_a_page_for_newcomers_is_short(page: str) -> None:
    assert len(text_of(page).splitlines()) <= LONGEST[page]


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_to_a_file_and_a_heading(page: str) -> None:
    dead = [str(path) for path, _ in links_of(page) if not path.exists()]
    assert dead == []
    named = [(path, anchor) for path, anchor in links_of(page) if anchor]
    assert [
        f"{path.name}#{anchor}" for path, anchor in named if anchor not in heading_anchors(path)
    ] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_is_named_exists(page: str) -> None:
    named = set(files_named(page)) - FOREIGN_FILES
    assert [name for name in sorted(named) if not is_there(name, page)] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_flask_command_that_is_named_exists_with_its_options(page: str, app: Flask) -> None:
    problems = [problem_of_command(words, app.cli) for words in flask_commands(page)]
    assert [problem for problem in problems if problem] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_make_target_that_is_named_exists(page: str) -> None:
    makefile = text_of("Makefile")
    targets = re.findall(r"^([a-z]+):", makefile, re.MULTILINE)
    variables = re.findall(r"^([A-Z_]+) \?=", makefile, re.MULTILINE)
    for code in code_of(page):
        if call := re.match(
            r"(?:sudo )?make ((?:[a-z]+|[A-Z_]+=\S+)(?: (?:[a-z]+|[A-Z_]+=\S+))*)", code
        ):
            first, *others = call[1].split(" ")
            assert first in targets, code
            given = [word.partition("=")[0] for word in others if "=" in word]
            assert [name for name in given if name not in variables] == [], code


@pytest.mark.parametrize("page", PAGES)
def test_every_setting_that_is_named_exists(page: str) -> None:
    named = {name.removesuffix("_FILE") for name in variables_named(page) - settings()}
    assert named - settings() - FOREIGN_VARIABLES - {"NAME"} == set()


def test_every_setting_is_explained_once_to_operators() -> None:
    explained = re.findall(r"^\| `([A-Z_]+)` \|", text_of("deploy/README.md"), re.MULTILINE)
    assert sorted(explained) == sorted(settings())


def test_what_the_pages_name_is_found() -> None:
    """Else the tests above would hold for pages that they cannot read."""
    assert len(links_of("README.md")) > 5
    assert len(set(files_named("CONTRIBUTING.md"))) > 20
    assert len(list(flask_commands("deploy/README.md"))) > 20
    assert len(variables_named("deploy/README.md")) > 15


def test_a_command_that_is_not_there_is_found(app: Flask) -> None:
    assert problem_of_command(["audio", "build"], app.cli) == ""
    assert problem_of_command(["audio", "bild"], app.cli)
    assert problem_of_command(["check", "--strat"], app.cli)


def test_the_drawing_is_the_tree(tree: Tree) -> None:
    """After a change: copy the output of `flask tree --mermaid`."""
    drawing = re.search(r"```mermaid\n(.*?)\n```", text_of("ivr/README.md"), re.DOTALL)
    assert drawing is not None
    assert drawing[1] == mermaid(tree)


def test_a_decision_has_a_date_and_is_short() -> None:
    _, *decisions = re.split(r"^## ", text_of("DECISIONS.md"), flags=re.MULTILINE)
    assert len(decisions) > 20
    for decision in decisions:
        title, *body = decision.strip().splitlines()
        assert re.match(r"\d{4}-\d\d-\d\d: \S", title), title
        assert len([line for line in body if line]) <= DECISION, title
