"""Checks the catalogues: every fault at once, with its file, its prompt, and what to do."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import lru_cache

from prompts.catalogue import SOURCE_LANGUAGE, Catalogue, Catalogues, Fault
from prompts.keys import typed_keys
from prompts.template import Source, placeholders
from prompts.words import not_words


def check_catalogues(
    catalogues: Catalogues, among: Collection[str] | None = None
) -> Iterator[Fault]:
    """Texts that are missing, cannot be spoken, or belong to no prompt of hotline.pot.

    A stale text is not among them, since it is still spoken. among: only these languages.
    """
    for language, catalogue in catalogues.languages.items():
        if language != SOURCE_LANGUAGE and (among is None or language in among):
            for prompt, message in _unfit(catalogues, catalogue):
                yield f"{language}.po", prompt, message
            for entry, message in catalogue.faults:
                yield f"{language}.po", entry, message
            for prompt in catalogue.texts.keys() - catalogues.template.keys():
                message = "is not in hotline.pot: run `flask script update`"
                yield f"{language}.po", prompt, message


def stale_prompts(catalogues: Catalogues) -> Iterator[Fault]:
    """Prompts whose English has changed. The former translation is still spoken."""
    for language, catalogue in catalogues.languages.items():
        for prompt in sorted(catalogue.stale):
            yield f"{language}.po", prompt, "is stale: the English has changed; translate it anew"


@lru_cache(maxsize=8192)
def faults_of(source: Source, language: str, text: str) -> tuple[str, ...]:
    """What makes a translation of a prompt unfit to be spoken, a sentence each. Kept, since a start
    and each release ask two or three times for every text.
    """
    if not text:
        return ("has no translation",)
    fits = placeholders(source.text) == placeholders(text)
    wrong = list(not_words(source.text, text)) if fits or "{" not in text else []
    if not fits:
        wanted = ", ".join(sorted(placeholders(source.text))) or "none"
        wrong.append(f"must have the same words in braces as the English: {wanted}")
    return tuple(wrong or typed_keys(language, source.text, text))


def fall_back_to_english(catalogues: Catalogues, among: Collection[str]) -> Catalogues:
    """The catalogues with English in place of every text that is missing or cannot be spoken.

    Otherwise a new prompt would stop the hotline until every catalogue had it, and a call would
    fail whose language becomes a short one meanwhile. among: only these languages.
    """
    spoken = {
        language: replace(
            catalogue,
            in_english=frozenset(
                prompt for prompt, _ in _unfit(catalogues, catalogue, unheard_too=True)
            ),
        )
        for language, catalogue in catalogues.languages.items()
        if language in among and language != SOURCE_LANGUAGE
    }
    return replace(catalogues, languages={**catalogues.languages, **spoken})


def spoken_in_english(catalogues: Catalogues, among: Collection[str]) -> Iterator[str]:
    """What is spoken in English in other languages. Languages that lack the same share a sentence.

    among: only these languages.
    """
    lacking: dict[tuple[str, ...], list[str]] = {}
    for language, catalogue in catalogues.languages.items():
        sources = catalogues.template
        heard = sorted(one for one in catalogue.in_english if sources[one].is_heard_in(language))
        if heard and language in among:
            lacking.setdefault(tuple(heard), []).append(language)
    for prompts, languages in lacking.items():
        yield (
            f"spoken in English, since {', '.join(languages)} lack a translation that fits: "
            f"{', '.join(prompts)}: run `flask check`"
        )


def _unfit(
    catalogues: Catalogues, catalogue: Catalogue, *, unheard_too: bool = False
) -> Iterator[tuple[str, str]]:
    """Prompt and message of every text that is missing or cannot be spoken. unheard_too: also of
    those to which no caller of a short language comes.
    """
    for prompt, source in catalogues.template.items():
        wanted = source.is_for if unheard_too else source.is_heard_in
        if wanted(catalogue.language):
            text = catalogue.texts.get(prompt, "")
            for message in faults_of(source, catalogue.language, text):
                yield prompt, message
