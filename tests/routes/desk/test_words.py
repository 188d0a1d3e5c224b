"""The desk speaks English, Dutch and French, and leaves nothing untranslated."""

import ast
import re
import shutil
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

import routes
from routes.desk.catalogues import texts, update
from routes.desk.translation import LANGUAGES, TRANSLATIONS, catalogue
from tests.routes.desk.conftest import Coordinator

TRANSLATED = [tag for tag in LANGUAGES if tag != "en"]
PAGES = (
    "/staff/",
    "/staff/activity",
    "/staff/examination",
    "/staff/texts",
    "/staff/texts/main.welcome",
    "/staff/destinations",
    "/staff/notices",
    "/staff/notices/new",
    "/staff/notices/own",
    "/staff/changes",
    "/staff/languages",
    "/staff/languages/ar",
    "/staff/telephone",
    "/staff/people",
    "/staff/log",
)


def forms(text: object) -> tuple[str, ...]:
    return tuple(map(str, text)) if isinstance(text, list | tuple) else (str(text),)


@pytest.mark.parametrize("tag", TRANSLATED)
def test_every_text_of_the_desk_is_translated(tag: str) -> None:
    """After a change of the pages: `flask staff texts`, and translate what is empty."""
    with (TRANSLATIONS / f"{tag}.po").open("rb") as file:
        known = read_po(file, locale=tag)
    wanted = [message for message in texts() if message.id]
    assert len(wanted) > 150
    for message in wanted:
        said = known.get(message.id)
        assert said is not None, f"{tag}.po lacks {message.id!r}"
        assert all(forms(said.string)), f"{tag}.po does not translate {message.id!r}"
        assert not said.fuzzy


def for_a_shell(text: str) -> list[str]:
    """What only a person with a shell can use: commands and settings."""
    return re.findall(r"`flask|flask |\b[A-Z]{3,}(?:_[A-Z]+)+\b", text)


def test_no_text_of_the_desk_needs_a_shell() -> None:
    """The sentence for the administrator, which is folded away, has the commands."""
    for message in texts():
        told = forms(message.id)[0]
        assert not for_a_shell(told), told


@pytest.mark.parametrize("tag", LANGUAGES)
def test_what_needs_a_shell_is_folded_away(tag: str, staff: Coordinator) -> None:
    page = staff.get("/staff/", {"Accept-Language": tag}).text
    fold = r'<details class="administrator">.*?</details>'
    assert re.search(fold, page, re.DOTALL)
    assert not for_a_shell(re.sub(fold, "", page, flags=re.DOTALL))


@pytest.mark.parametrize("tag", TRANSLATED)
def test_a_translation_fills_in_the_same_values_as_the_english(tag: str) -> None:
    with (TRANSLATIONS / f"{tag}.po").open("rb") as file:
        for message in read_po(file, locale=tag):
            if message.id:
                for said in forms(message.string):
                    assert filled(said) == filled(forms(message.id)[-1]), message.id


def filled(text: str) -> set[str]:
    assert not any(field for _, field, _, _ in Formatter().parse(text))
    return set(re.findall(r"%\((\w+)\)s", text))


def test_no_text_is_asked_for_within_an_f_string() -> None:
    """Babel sees such a text from Python 3.12 on only."""
    for path in Path(routes.__file__).parent.rglob("*.py"):
        for outer in ast.walk(ast.parse(path.read_text("utf-8"))):
            for inner in ast.walk(outer) if isinstance(outer, ast.JoinedStr) else ():
                match inner:
                    case ast.Call(func=ast.Name(id="_" | "say" | "to_say"), args=[ast.Constant()]):
                        pytest.fail(f"{path.name}, line {inner.lineno}: {ast.unparse(inner)}")


def test_the_catalogues_are_in_step_with_the_pages(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(TRANSLATIONS, tmp_path / "translations"))
    assert list(update(folder)) == []
    (folder / "nl.po").write_text(
        (folder / "nl.po").read_text("utf-8").replace('msgid "Now"', 'msgid "Then"'), "utf-8"
    )
    assert list(update(folder)) == ["nl.po"]


@pytest.mark.parametrize(("wanted", "said"), [("nl-BE", "Afmelden"), ("fr-BE,nl;q=0.5", "Quitter"),
                                              ("de,uk", "Log out"), ("", "Log out")])  # fmt: skip
def test_the_browsers_language_is_spoken_if_it_is_one_of_ours(
    wanted: str, said: str, staff: Coordinator
) -> None:
    assert said in staff.get("/staff/", {"Accept-Language": wanted}).text


def test_the_switch_is_kept_and_leads_back_to_the_same_page(newcomer: Coordinator) -> None:
    answer = newcomer.post("/staff/language", language="fr", page="/texts?language=uk")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/staff/texts?language=uk")
    newcomer.post("/staff/language", language="xx")  # no language of ours: nothing changes
    page = newcomer.get("/staff/", {"Accept-Language": "nl"}).text
    assert '<html lang="fr">' in page
    assert "Quitter" in page


def test_the_language_is_kept_after_logging_out_and_in(newcomer: Coordinator) -> None:
    newcomer.post("/staff/language", language="nl")
    newcomer.post("/staff/log-out")
    assert "Wachtwoord" in newcomer.get("/staff/log-in").text


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_page_speaks_every_language(path: str, tag: str, staff: Coordinator) -> None:
    page = staff.get(path, {"Accept-Language": tag})
    assert page.status_code == 200
    assert f'<html lang="{tag}">' in page.text
    assert not re.search(r"%\(\w+\)s", re.sub(r'data-texts="[^"]*"', "", page.text))


def test_the_desk_is_in_english_while_its_translation_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "nl.po").write_text("<<<<<<< ours\n", "utf-8")
    monkeypatch.setattr("routes.desk.translation.TRANSLATIONS", tmp_path)
    catalogue.cache_clear()
    try:
        assert catalogue("nl").ugettext("Offered") == "Offered"
    finally:
        catalogue.cache_clear()
    assert "the desk is in English instead of nl: nl.po is not a PO file" in caplog.text
