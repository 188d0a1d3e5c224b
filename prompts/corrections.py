"""Compares what a translator sends back with the catalogue: what changed, and what is refused."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from prompts.catalogue import Catalogues
from prompts.check import faults_of
from prompts.glossary import missing_terms
from prompts.readability import hint
from prompts.spelling import heard, plain
from prompts.template import Source


@dataclass(frozen=True, slots=True)
class Returned:
    """One prompt as it came back. english: the source beside it; empty when the file has none.
    hints: what to look at again. fuzzy: whether its translator has not finished it.
    """

    text: str
    english: str = ""
    hints: tuple[str, ...] = ()
    fuzzy: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """A cell or an entry that is not taken. where: its place, or its prompt. why: a sentence."""

    where: str
    why: str


@dataclass(frozen=True, slots=True)
class ReturnedFile:
    """A file as it came back. language: as the file names it; empty where it does not."""

    language: str
    texts: Mapping[str, Returned]
    refused: tuple[Refused, ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """One prompt that changed. faults: why it is refused. hints: what to look at again."""

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
    found: list[Correction] = []
    for prompt in sorted(returned, key=lambda prompt: order.get(prompt, len(order))):
        before = catalogues.languages[language].texts.get(prompt, "")
        after = plain(returned[prompt].text)
        stale = prompt in catalogues.languages[language].stale and not returned[prompt].fuzzy
        same = after == plain(before) and not stale
        if not after or same:
            continue
        source = catalogues.template.get(prompt)
        if source is None or not source.is_for(language):
            unknown = ("there is no such prompt in this language",)
            found.append(Correction(prompt, before, after, unknown))
            continue
        faults = tuple(_faults(source, language, after, returned[prompt]))
        hints = (*returned[prompt].hints, *_hints(source, language, after, pace))
        found.append(Correction(prompt, before, after, faults, hints))
    return found


def _faults(source: Source, language: str, text: str, returned: Returned) -> Iterator[str]:
    if returned.fuzzy:
        yield "is marked fuzzy: remove the mark when the text is finished"
    if returned.english and heard(returned.english) != heard(source.text):
        yield f"the English has changed since this was sent out; it is now: {source.text}"
    yield from faults_of(source, language, text)


def _hints(source: Source, language: str, text: str, pace: float | None) -> Iterator[str]:
    yield from missing_terms(language, source.text, text)
    if source.seconds and pace and len(text) / pace > source.seconds:
        yield f"would last about {len(text) / pace:.0f} seconds; {source.seconds} are allowed"
    if easier := hint(text):
        yield easier
