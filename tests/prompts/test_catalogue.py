"""A text in every language, with its placeholders filled in."""

from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.nodes.languages import Languages
from ivr.tree import Tree
from prompts.catalogue import Catalogues

FIVE = ("en", "nl", "fr", "de", "uk")


def fields(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text)} - {None}


@pytest.mark.parametrize(
    ("language", "key", "said"),
    [
        ("en", "1", "A person is one."),
        ("nl", "2", "Een mens is twee."),
        ("ar", "#", "شخص هو مربع."),
        ("fr", "*", "Une personne, le étoile."),
        ("uk", "0", "Людина це нуль."),
    ],
)
def test_a_key_is_called_what_the_language_calls_it(
    language: str, key: str, said: str, small_catalogues: Catalogues
) -> None:
    assert small_catalogues.text("main.speak", language, {"key": key}) == said


def test_the_keys_of_the_tree_are_known_without_being_given(small_catalogues: Catalogues) -> None:
    said = small_catalogues.text("keys.move", "nl")
    assert said == "Opnieuw is hekje, terug is sterretje."


@pytest.mark.parametrize(
    ("caller", "listener", "name"),
    [
        ("uk", "nl", "Oekraïens"),
        ("uk", "fr", "ukrainien"),
        ("nl", "fr", "néerlandais"),
        ("zh-Hant", "nl", "Chinees"),
    ],
)
def test_a_language_is_called_what_the_listener_calls_it(
    caller: str, listener: str, name: str, small_catalogues: Catalogues
) -> None:
    """The names are those of CLDR."""
    assert name in small_catalogues.text("whisper.known", listener, {"language": caller})


@pytest.mark.parametrize("language", FIVE)
def test_an_emergency_number_stays_a_number(language: str, catalogues: Catalogues) -> None:
    emergency = catalogues.values["emergency"]
    police = catalogues.values["police"]
    assert catalogues.text("danger.now", language).count(emergency) == 2
    assert catalogues.text("help.police", language).count(police) == 1


@given(value=st.text(min_size=2))
def test_a_value_is_said_as_it_is_given(value: str, small_catalogues: Catalogues) -> None:
    said = small_catalogues.text("nobody.intro", "en", {"emergency": value})
    assert said == f"Nobody is there. In danger, dial {value}."


def test_nothing_that_is_said_has_a_brace_left(tree: Tree, catalogues: Catalogues) -> None:
    for _, one in tree.script():
        assert not set("{}") & set(catalogues.text(one.prompt, one.language, dict(one.values))), one


@pytest.mark.parametrize(
    ("prompt", "language"),
    [("no.such.prompt", "en"), ("goodbye", "tlh"), ("main.speak", "en")],
    ids=str,
)
def test_what_is_not_known_raises_key_error(
    prompt: str, language: str, small_catalogues: Catalogues
) -> None:
    with pytest.raises(KeyError):
        small_catalogues.text(prompt, language)


def test_every_language_of_a_page_announces_itself_in_its_own_way(
    tree: Tree, catalogues: Catalogues
) -> None:
    page = tree.nodes[tree.goes.start]
    assert isinstance(page, Languages)
    lines = [one for one in page.script(tree) if one.prompt == page.announces]
    said = {
        one.language: catalogues.text(one.prompt, one.language, dict(one.values)) for one in lines
    }
    assert said.keys() == tree.offered
    assert len(set(said.values())) == len(said)
    without_key = {catalogues.languages[one].texts[page.announces] for one in said}
    assert len(without_key) == len(said)


@pytest.mark.parametrize("language", FIVE)
def test_every_prompt_is_there_with_the_placeholders_of_the_english(
    language: str, catalogues: Catalogues
) -> None:
    texts = catalogues.languages[language].texts
    wanted = {
        key: fields(one.text)
        for key, one in catalogues.template.items()
        if one.is_for(language) or language == "en"
    }
    assert {prompt: fields(text) for prompt, text in texts.items()} == wanted
