"""The agreed words of each language: one file a language, prompts/glossary/<tag>.toml.

A term lists the beginnings of the words that say it. In `en.toml` they tell which prompts have the
term; in any other language such a prompt must have one of that language's words. A beginning that
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
    """The agreed words of a language; none where nobody has agreed on any. Raises ValueError."""
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
    """Prompts that do not say a term as their language has agreed to say it."""
    for language, catalogue in catalogues.languages.items():
        if language != SOURCE_LANGUAGE:
            for prompt, message in _in_language(catalogues, catalogue, folder):
                yield f"{language}.po", prompt, message


def missing_terms(language: str, english: str, text: str, folder: Path = GLOSSARIES) -> list[str]:
    """What is wrong with a translation by the glossary, a sentence for each term."""
    wanted, agreed = load_glossary(SOURCE_LANGUAGE, folder), load_glossary(language, folder)
    return [
        f"does not say {term!r} as agreed ({', '.join(agreed[term])}): use that word, or add "
        "yours to "
        f"glossary/{language}.toml"
        for term, forms in wanted.items()
        if term in agreed and says(english, forms) and not says(text, agreed[term])
    ]


def says(text: str, forms: Iterable[str]) -> bool:
    """Whether one of the words stands in a text, in any case."""
    return bool(occurrences(text, forms))


def occurrences(text: str, forms: Iterable[str]) -> int:
    """How often the words stand in a text. A placeholder, such as {police}, is no word."""
    return sum(len(_pattern(form).findall(text)) for form in forms)


@cache
def _pattern(form: str) -> re.Pattern[str]:
    return re.compile(
        ("" if form.startswith("-") else r"(?<![\w{])") + re.escape(form.lstrip("-")), re.IGNORECASE
    )


def _in_language(
    catalogues: Catalogues, catalogue: Catalogue, folder: Path
) -> Iterator[tuple[str, str]]:
    known, agreed = (
        load_glossary(SOURCE_LANGUAGE, folder),
        load_glossary(catalogue.language, folder),
    )
    for term in known.keys() - agreed.keys() if agreed else ():
        yield "glossary", f"has no word for {term!r}: add it to glossary/{catalogue.language}.toml"
    for prompt, text in catalogue.texts.items():
        source = catalogues.template.get(prompt)
        for message in (
            missing_terms(catalogue.language, source.text, text, folder) if source else ()
        ):
            yield prompt, message
