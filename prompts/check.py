"""Everything that can be wrong with a catalogue, all at once: file, prompt, what to do."""

from collections.abc import Collection, Iterator

from prompts.catalogue import SOURCE_LANGUAGE, Catalogue, Catalogues, Fault
from prompts.keys import typed_keys
from prompts.template import Source, placeholders


def check_catalogues(
    catalogues: Catalogues, among: Collection[str] | None = None
) -> Iterator[Fault]:
    """Faults that would leave a caller without words. Stale prompts are not among them.

    among: the languages that callers can choose; another may still be in the making.
    """
    for language, catalogue in catalogues.languages.items():
        if language != SOURCE_LANGUAGE and (among is None or language in among):
            for prompt, message in _faults(catalogues, catalogue):
                yield f"{language}.po", prompt, message


def stale_prompts(catalogues: Catalogues) -> Iterator[Fault]:
    """Prompts whose English has changed: the former translation is still spoken."""
    for language, catalogue in catalogues.languages.items():
        for prompt in sorted(catalogue.stale):
            yield f"{language}.po", prompt, "is stale: the English has changed; translate it anew"


def faults_of(source: Source, language: str, text: str) -> Iterator[str]:
    """What makes a translation of a prompt unfit to be said, a sentence each."""
    if not text:
        yield "has no translation"
    elif placeholders(source.text) != placeholders(text):
        wanted = ", ".join(sorted(placeholders(source.text))) or "none"
        yield f"must have the same words in braces as the English: {wanted}"
    else:
        yield from typed_keys(language, source.text, text)


def _faults(catalogues: Catalogues, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for prompt, source in catalogues.template.items():
        if source.is_for(catalogue.language):
            for message in faults_of(source, catalogue.language, catalogue.texts.get(prompt, "")):
                yield prompt, message
    for prompt in catalogue.texts.keys() - catalogues.template.keys():
        yield prompt, "is not in hotline.pot: run `flask script update`"
