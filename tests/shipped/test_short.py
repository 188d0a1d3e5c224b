"""The short languages that are shipped: danger and people, in nothing but the language itself."""

import pytest

from audio.provenance import HUMAN
from ivr.loading import load_tree
from ivr.tree import Tree
from prompts.catalogue import load_catalogues
from prompts.check import check_catalogues
from prompts.template import load_template
from routes.call.hotline import Hotline
from routes.operations.heard_texts import with_unheard
from tests.ivr.caller import Caller

SHORT = load_tree().short
CENTRES = {"1": "pag-asa", "2": "payoke", "3": "surya", "5": "helpline"}
"""The keys of the menu on speaking to someone."""
FIRST_PAGES = (
    ("en", "nl", "fr", "ar", "ro", "pt", "uk", "bg"),
    ("tr", "de", "ru", "es", "sq", "vi", "pl", "hu"),
    ("fa",),
    ("zh", "hi", "bn", "tl", "ar-MA", "pcm", "ti", "th"),
    ("so", "ps", "ckb", "pa"),
)


def test_no_language_has_moved(tree: Tree) -> None:
    """Callers remember keys. A new language goes behind these."""
    pages = tree.language_page.pages[: len(FIRST_PAGES)]
    assert pages[:-1] == FIRST_PAGES[:-1]
    assert pages[-1][: len(FIRST_PAGES[-1])] == FIRST_PAGES[-1]


@pytest.mark.parametrize("language", SHORT)
def test_danger_and_every_centre_are_there(language: str, tree: Tree) -> None:
    def rung(caller: Caller) -> str:
        return next(
            name
            for name, one in tree.destinations.items()
            if caller.rings in [line.uri for line in one.lines]
        )

    def dials() -> Caller:
        return Caller.dials(tree, language)

    assert dials().hears == ["main.welcome", "main.danger", "main.speak"]
    assert dials().press("1").hears == ["danger.now"]
    assert {key: rung(dials().press("2", key)) for key in CENTRES} == CENTRES
    assert dials().press("3").hears[0] == dials().press("2", "4").hears[0] == "again.wrong"


def test_they_have_all_their_texts(tree: Tree) -> None:
    catalogues = load_catalogues(template=with_unheard(load_template(), tree))
    assert list(check_catalogues(catalogues, SHORT)) == []
    assert {len(catalogues.languages[language].texts) for language in SHORT} == {45}


def test_they_are_offered_when_a_person_has_recorded_them(hotline: Hotline) -> None:
    masters = hotline.library.masters.all
    recorded = {language for (language, _), one in masters.items() if one.engine == HUMAN}
    assert hotline.tree.offered & {*SHORT} <= recorded
    [told] = [one for one in hotline.warnings if one.startswith("NOT offered")]
    names = told.removeprefix("NOT offered to callers: ").partition(":")[0].split(", ")
    assert {*names} & {*SHORT} == {*SHORT} - hotline.tree.offered
