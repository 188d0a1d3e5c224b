"""The agreed words of each language, in prompts/glossary/<tag>.toml.

A term lists the beginnings of the words that say it. The words in `en.toml` show which prompts have
the term. Their translation must have one of the words that its own language lists. A beginning that
may also stand inside a word (a prefix, a compound, a script without spaces) has a "-" before it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from prompts.catalogue import SOURCE_LANGUAGE, Catalogue, Catalogues, Fault
from prompts.spelling import LETTER, cleaned
from prompts.tables import read_table
from prompts.template import HERE

GLOSSARIES = HERE / "glossary"
Glossary = Mapping[str, tuple[str, ...]]
"""Term -> beginnings of the words that say it."""


@cache
def load_glossary(language: str, folder: Path = GLOSSARIES) -> Glossary:
    """The agreed words of a language; none where the file is missing or cannot be read. It only
    helps translators, so a broken one stops nothing; `broken_glossaries` names it.
    """
    path = folder / f"{language}.toml"
    try:
        return _read(path) if path.exists() else {}
    except (ValueError, OSError):
        return {}


def broken_glossaries(folder: Path = GLOSSARIES) -> Iterator[Fault]:
    """Glossaries that cannot be read, so that no agreed word is looked for."""
    for path in sorted(folder.glob("*.toml")):
        try:
            _read(path)
        except (ValueError, OSError) as error:
            message = f"no word of it is looked for, since it cannot be read: {error}"
            yield f"glossary/{path.name}", "(the whole file)", message


def _read(path: Path) -> Glossary:
    """A glossary from its file. Raises ValueError with what is wrong, and OSError."""
    table = read_table(path)
    for term, forms in table.items():
        if not (isinstance(forms, list) and all(isinstance(form, str) for form in forms)):
            raise ValueError(f'{term!r} must be a list of words, such as ["druk", "toets"]')
    return {term: tuple(map(cleaned, forms)) for term, forms in table.items()}


def other_words(catalogues: Catalogues, folder: Path = GLOSSARIES) -> Iterator[Fault]:
    """Prompts that do not say a term with the agreed word of their language, and glossaries that
    cannot be read.
    """
    yield from broken_glossaries(folder)
    for language, catalogue in catalogues.languages.items():
        if language != SOURCE_LANGUAGE:
            for prompt, message in _in_language(catalogues, catalogue, folder):
                yield f"{language}.po", prompt, message


def missing_terms(language: str, english: str, text: str, folder: Path = GLOSSARIES) -> list[str]:
    """What is wrong with a translation by the glossary, a sentence for each term."""
    return [
        f"does not say {term!r} as agreed ({', '.join(forms)}): "
        f"use that word, or add yours to glossary/{language}.toml"
        for term, forms in unsaid_terms(language, english, text, folder).items()
    ]


def unsaid_terms(
    language: str, english: str, text: str, folder: Path = GLOSSARIES
) -> dict[str, tuple[str, ...]]:
    """English term that a translation lacks -> the words that were agreed for it."""
    wanted = load_glossary(SOURCE_LANGUAGE, folder)
    agreed = load_glossary(language, folder)
    return {
        term: tuple(agreed[term])
        for term, forms in wanted.items()
        if term in agreed and says(english, forms) and not says(text, agreed[term])
    }


def says(text: str, forms: Iterable[str]) -> bool:
    """Whether one of the words is in a text, in capitals or not."""
    return bool(occurrences(text, forms))


def occurrences(text: str, forms: Iterable[str]) -> int:
    """How often the words are in a text. A placeholder such as {police} is not a word."""
    return sum(len(_pattern(form).findall(text)) for form in forms)


@cache
def _pattern(form: str) -> re.Pattern[str]:
    before = "" if form.startswith("-") else rf"(?<![{LETTER}{{])"
    return re.compile(before + re.escape(form.lstrip("-")), re.IGNORECASE)


def _in_language(
    catalogues: Catalogues, catalogue: Catalogue, folder: Path
) -> Iterator[tuple[str, str]]:
    language = catalogue.language
    known = load_glossary(SOURCE_LANGUAGE, folder)
    agreed = load_glossary(language, folder)
    for term in known.keys() - agreed.keys() if agreed else ():
        yield "glossary", f"has no word for {term!r}: add it to glossary/{language}.toml"
    for prompt, source in catalogues.template.items():
        text = catalogue.texts.get(prompt)
        if text and source.is_heard_in(language):
            for message in missing_terms(language, source.text, text, folder):
                yield prompt, message
