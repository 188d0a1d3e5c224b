"""Everything that can be wrong with a catalogue, all at once: file, prompt, what to do."""

from collections.abc import Iterator

from prompts.catalogue import SOURCE_LANGUAGE, Catalogue, Catalogues
from prompts.template import placeholders

Fault = tuple[str, str, str]
"""File, entry, message."""


def check_catalogues(catalogues: Catalogues) -> Iterator[Fault]:
    """Faults that would leave a caller without words. Stale prompts are not among them."""
    for language, catalogue in catalogues.languages.items():
        if language != SOURCE_LANGUAGE:
            for prompt, message in _faults(catalogues, catalogue):
                yield f"{language}.po", prompt, message


def stale_prompts(catalogues: Catalogues) -> Iterator[Fault]:
    """Prompts whose English has changed: the former translation is still spoken."""
    for language, catalogue in catalogues.languages.items():
        for prompt in sorted(catalogue.stale):
            yield f"{language}.po", prompt, "is stale: the English has changed; translate it anew"


def _faults(catalogues: Catalogues, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for prompt, source in catalogues.template.items():
        if not source.is_for(catalogue.language):
            continue
        if prompt not in catalogue.texts:
            yield prompt, "has no translation"
        elif placeholders(source.text) != placeholders(catalogue.texts[prompt]):
            wanted = ", ".join(sorted(placeholders(source.text))) or "none"
            yield prompt, f"must have the same words in braces as the English: {wanted}"
    for prompt in catalogue.texts.keys() - catalogues.template.keys():
        yield prompt, "is not in hotline.pot: run `flask script update`"
