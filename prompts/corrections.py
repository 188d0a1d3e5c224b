"""What a translator hands back, compared with the catalogue: what changed, and what cannot be
taken.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from prompts.catalogue import Catalogues
from prompts.check import faults_of
from prompts.glossary import missing_terms
from prompts.readability import hint


@dataclass(frozen=True, slots=True)
class Returned:
    """One prompt as it came back. english: the source beside it; empty when the file does not tell."""

    text: str
    english: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """One prompt that changed. faults: why it cannot be taken. hints: what to look at again."""

    prompt: str
    before: str
    after: str
    faults: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()


def compare(
    catalogues: Catalogues,
    language: str,
    returned: Mapping[str, Returned],
    pace: float | None = None,
) -> list[Correction]:
    """Every prompt that came back changed, in the order of the template; unknown ones at the end.

    pace: letters a second in this language, by its clips; None when there are none.
    """
    order = {prompt: number for number, prompt in enumerate(catalogues.template)}
    changed = (
        _compare(catalogues, language, prompt, one, pace)
        for prompt, one in sorted(returned.items(), key=lambda item: order.get(item[0], len(order)))
    )
    return [one for one in changed if one is not None]


def _compare(
    catalogues: Catalogues, language: str, prompt: str, one: Returned, pace: float | None
) -> Correction | None:
    before = catalogues.languages[language].texts.get(prompt, "")
    after = " ".join(one.text.split())
    if not after or (after == before and prompt not in catalogues.languages[language].stale):
        return None
    if prompt not in catalogues.template or not catalogues.template[prompt].is_for(language):
        return Correction(prompt, before, after, ("there is no such prompt in this language",))
    faults = tuple(_faults(catalogues, language, prompt, Returned(after, one.english)))
    return Correction(
        prompt, before, after, faults, tuple(_hints(catalogues, language, prompt, after, pace))
    )


def _faults(catalogues: Catalogues, language: str, prompt: str, one: Returned) -> Iterator[str]:
    english = catalogues.template[prompt].text
    if one.english and " ".join(one.english.split()) != english:
        yield f"the English has changed since this was sent out; it is now: {english}"
    yield from faults_of(catalogues.template[prompt], language, one.text)


def _hints(
    catalogues: Catalogues, language: str, prompt: str, text: str, pace: float | None
) -> Iterator[str]:
    source = catalogues.template[prompt]
    yield from missing_terms(language, source.text, text)
    if source.seconds and pace and len(text) / pace > source.seconds:
        yield f"would last about {len(text) / pace:.0f} seconds; {source.seconds} are allowed"
    if easier := hint(text):
        yield easier
