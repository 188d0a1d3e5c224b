"""Every fact of the brochures is spoken in every language, and what must not be said is not."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping

import pytest

from ivr.loading import load_tree
from ivr.tree import Tree
from prompts.catalogue import Catalogues
from prompts.spelling import LETTER
from prompts.template import HERE, load_template

CONTENT = tomllib.loads((HERE / "content.toml").read_text("utf-8"))
TEMPLATE = load_template()
LANGUAGES = sorted(load_tree().offered)
LONG = [language for language in LANGUAGES if language not in load_tree().short]
"""Short languages have the main path and people only."""
DAYS = load_tree().notices.days
NAMES = (
    "Wayout",
    "PAG-ASA",
    "Payoke",
    "Sürya",
    "Fedasil",
    "stophumantrafficking.be",
    "info-ukraine.be",
)
FREE = {
    "ar": "مجان",
    "ar-MA": "مجان|فابور|باطل|بلا فلوس|بلاش",
    "bg": "безплатн|безвъзмездн|гратис",
    "bn": "বিনামূল্য|বিনা মূল্য|বিনা পয়সা|বিনা খরচ|মাগনা|ফ্রি",
    "ckb": "خۆڕایی|بێبەرامبەر|بێ بەرامبەر|مفت",
    "de": "gratis|umsonst|kostenlos|kostenfrei|gebührenfrei",
    "en": r"\bfree\b|at no cost|no charge",
    "es": r"gratis|gratuit|sin costo|sin coste",
    "fa": "رایگان|مجانی",
    "fr": r"gratuit|gratis|sans frais",
    "hi": "मुफ़्त|फ़्री|बिना पैसे|बिना ख़र्च",
    "hu": "ingyen|díjmentes|térítésmentes",
    "nl": "gratis|kosteloos|zonder kosten",
    "pa": "ਮੁਫ਼ਤ|ਮੁਫਤ|ਫ੍ਰੀ|ਬਿਨਾਂ ਪੈਸ|ਬਿਨਾਂ ਖ਼ਰਚ",
    "pcm": r"\bfree\b|no cost|no pay|no charge",
    "pl": "bezpłatn|darmow|za darmo|gratis",
    "ps": "وړیا|وړيا|مفت|رایګان|بې پیسو",
    "pt": "grátis|gratuit|de graça|sem custo",
    "ro": "gratis|gratuit|fără plată",
    "ru": "бесплатн|безвозмездн|задаром",
    "so": "bilaash|lacag la'aan|kharash la'aan",
    "sq": "falas|pa pagesë|gratis",
    "th": "ฟรี|ไม่เสียเงิน|ไม่เสียค่า|ไม่คิดเงิน|ไม่คิดค่า|ไม่มีค่าใช้จ่าย",
    "ti": "ብነጻ|ብናጻ|ብዘይ ክፍሊት|ብዘይክፍሊት",
    "tl": r"\blibre|walang bayad|\bfree\b",
    "tr": "ücretsiz|bedava|parasız",
    "uk": "безкоштовн|безоплатн|безплатн|задарма",
    "vi": "miễn phí|không mất tiền|không tốn tiền",
    "zh": "免费|不要钱|不收钱|不收费|不花钱",
}
"""How each language says that something costs nothing."""
ARTICLES = {"un", "um", "không", "một", "sao", "নয়"}
"""Words for a key that also mean something else."""


def facts(prompts: Iterable[str]) -> set[str]:
    return {fact for prompt in prompts for fact in TEMPLATE[prompt].content}


def facts_spoken(tree: Tree, language: str) -> set[str]:
    """The ids that the tree really says in a language."""
    return facts(
        utterance.prompt for _, utterance in tree.script() if utterance.language == language
    )


def without_placeholders(text: str) -> str:
    return re.sub(r"\{\w*\}", " ", text).casefold()


def key_words(texts: Mapping[str, str]) -> set[str]:
    """The word of each key that none but this key has: "star" of "the star key"."""
    names = [texts[prompt].casefold().split() for prompt in TEMPLATE if prompt.startswith("key.")]
    every = Counter(word for name in names for word in name)
    return {next(word for word in reversed(name) if every[word] == 1) for name in names}


def keys_named(text: str, texts: Mapping[str, str]) -> set[str]:
    """The keys that a text names itself: "eins" or, where that is an article too, "tapez un"."""
    keys = key_words(texts)
    # none where the verb comes last
    verbs = re.findall(rf"([{LETTER}]+) \{{key\}}", texts["main.speak"])
    said = without_placeholders(text)
    pressed = {word for word in keys & ARTICLES if any(f"{verb} {word}" in said for verb in verbs)}
    return set(re.findall(rf"[{LETTER}]+", said)) & (keys - ARTICLES) | pressed


def test_the_five_languages_of_the_brochures_are_offered() -> None:
    assert {"en", "nl", "fr", "de", "uk"} <= set(LANGUAGES)


@pytest.mark.parametrize("language", LONG)
def test_every_fact_is_spoken_in_every_language(language: str, tree: Tree) -> None:
    assert CONTENT["spoken"].keys() - facts_spoken(tree, language) == set()


@pytest.mark.parametrize("fact", CONTENT["spoken_in"])
@pytest.mark.parametrize("language", LONG)
def test_a_fact_for_some_languages_is_spoken_in_those_only(
    language: str, fact: str, tree: Tree
) -> None:
    """W7 is the page for people from Ukraine."""
    assert (fact in facts_spoken(tree, language)) == (
        language in CONTENT["spoken_in"][fact]["languages"]
    )


def test_a_prompt_for_some_languages_names_the_same_ones_as_its_facts() -> None:
    for fact, about in CONTENT["spoken_in"].items():
        carriers = [source for source in TEMPLATE.values() if fact in source.content]
        assert [set(source.languages) for source in carriers] == [set(about["languages"])]


def test_no_prompt_names_a_fact_that_must_not_be_spoken() -> None:
    """D3: "some 11,000 people every year" misquotes the index that it names."""
    assert CONTENT["not_spoken"]
    assert facts(TEMPLATE) & CONTENT["not_spoken"].keys() == set()


def test_no_prompt_names_a_fact_that_does_not_exist() -> None:
    assert facts(TEMPLATE) - CONTENT["spoken"].keys() - CONTENT["spoken_in"].keys() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_said_to_be_free(language: str, catalogues: Catalogues) -> None:
    """W5: the helpline is a shared-cost number, and the brochures name no price."""
    assert language in FREE, "write down here how this language says that something is free"
    texts = catalogues.languages[language].texts
    assert [
        prompt for prompt, text in texts.items() if re.search(FREE[language], text.casefold())
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_digit_comes_from_the_tree(language: str, catalogues: Catalogues) -> None:
    texts = catalogues.languages[language].texts
    assert [
        prompt for prompt, text in texts.items() if re.search(r"\d", without_placeholders(text))
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_comes_from_the_tree(language: str, catalogues: Catalogues) -> None:
    """A key that is written into a text goes wrong as soon as the tree changes. Where the English
    itself has a number ("the four digits"), a translation may have one. Many languages count the
    days of the week.
    """
    english = catalogues.languages["en"].texts
    texts = catalogues.languages[language].texts
    plain = [
        prompt
        for prompt in texts
        if not prompt.startswith("key.") and not keys_named(english[prompt], english)
        if prompt not in DAYS
    ]
    assert [prompt for prompt in plain if keys_named(texts[prompt], texts)] == []


def test_a_key_in_a_text_would_be_found(catalogues: Catalogues) -> None:
    said = {
        "de": "Drücken Sie die Eins.",
        "en": "Press star.",
        "fr": "Pour un ami, tapez un.",
        "nl": "Druk op nul.",
    }
    found = {
        language: keys_named(text, catalogues.languages[language].texts)
        for language, text in said.items()
    }
    assert found == {"de": {"eins"}, "en": {"star"}, "fr": {"un"}, "nl": {"nul"}}
    assert keys_named("Pour un ami", catalogues.languages["fr"].texts) == set()


@pytest.mark.parametrize("name", NAMES)
def test_names_and_addresses_survive_translation(name: str, catalogues: Catalogues) -> None:
    template = catalogues.template
    named = {prompt: source for prompt, source in template.items() if name in source.text}
    assert named
    for language in LANGUAGES:
        texts = catalogues.languages[language].texts
        here = [prompt for prompt, source in named.items() if source.is_heard_in(language)]
        assert [prompt for prompt in here if name not in texts[prompt]] == [], language
