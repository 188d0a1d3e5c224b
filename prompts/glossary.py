"""The agreed words of each language, in prompts/glossary/<tag>.toml.

A term lists the beginnings of the words that say it. The words in `en.toml` show which prompts have
the term. Their translation must have one of the words that its own language lists. A beginning that
may also stand inside a word (a prefix, a compound, a script without spaces) has a "-" before it.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from prompts.catalogue import SOURCE_LANGUAGE, Catalogue, Catalogues, Fault
from prompts.template import HERE

GLOSSARIES = HERE / "glossary"
Glossary = Mapping[str, tuple[str, ...]]
"""Term -> beginnings of the words that say it."""


@cache
def load_glossary(language: str, folder: Path = GLOSSARIES) -> Glossary:
    """The agreed words of a language; empty without a file. Raises ValueError for a bad one."""
    path = folder / f"{language}.toml"
    if not path.exists():
        return {}
    try:
        return {
            term: tuple(forms) for term, forms in tomllib.loads(path.read_text("utf-8")).items()
        }
    except (ValueError, TypeError) as error:
        raise ValueError(f"glossary/{path.name} cannot be read: {error}") from error


def other_words(catalogues: Catalogues, folder: Path = GLOSSARIES) -> Iterator[Fault]:
    """Prompts that do not say a term with the agreed word of their language."""
    for language, catalogue in catalogues.languages.items():
        if language != SOURCE_LANGUAGE:
            for prompt, message in _in_language(catalogues, catalogue, folder):
                yield f"{language}.po", prompt, message


def missing_terms(language: str, english: str, text: str, folder: Path = GLOSSARIES) -> list[str]:
    """What is wrong with a translation by the glossary, a sentence for each term."""
    wanted = load_glossary(SOURCE_LANGUAGE, folder)
    agreed = load_glossary(language, folder)
    return [
        f"does not say {term!r} as agreed ({', '.join(agreed[term])}): "
        f"use that word, or add yours to glossary/{language}.toml"
        for term, forms in wanted.items()
        if term in agreed and says(english, forms) and not says(text, agreed[term])
    ]


def says(text: str, forms: Iterable[str]) -> bool:
    """Whether one of the words is in a text, in capitals or not."""
    return bool(occurrences(text, forms))


def occurrences(text: str, forms: Iterable[str]) -> int:
    """How often the words are in a text. A placeholder such as {police} is not a word."""
    return sum(len(_pattern(form).findall(text)) for form in forms)


@cache
def _pattern(form: str) -> re.Pattern[str]:
    return re.compile(
        ("" if form.startswith("-") else r"(?<![\w{])") + re.escape(form.lstrip("-")), re.IGNORECASE
    )


def _in_language(
    catalogues: Catalogues, catalogue: Catalogue, folder: Path
) -> Iterator[tuple[str, str]]:
    language = catalogue.language
    known = load_glossary(SOURCE_LANGUAGE, folder)
    agreed = load_glossary(language, folder)
    for term in known.keys() - agreed.keys() if agreed else ():
        yield "glossary", f"has no word for {term!r}: add it to glossary/{language}.toml"
    for prompt, source in catalogues.template.items():
        if text := catalogue.texts.get(prompt):
            for message in missing_terms(language, source.text, text, folder):
                yield prompt, message
