"""The texts of every language, with their placeholders filled in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from babel import Locale

from prompts.po import po_file_of
from prompts.spelling import cleaned
from prompts.template import HERE, Source, load_template

CATALOGUES = HERE / "catalogues"
SOURCE_LANGUAGE = "en"
Fault = tuple[str, str, str]
"""Something wrong with a text: file, entry, message."""
_KEY_NAMES = {"*": "star", "#": "hash"}
_KEY = "key."


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The texts of one language, by prompt.

    stale: prompts that callers hear whose English has changed since they were translated.
    unread: prompts that have changed since a native speaker signed them.
    kept: those of them that callers still hear as they were signed.
    in_english: prompts that callers hear in English, since there is no translation that fits.
    faults: entries of its file that cannot be used, and what is wrong with each.
    """

    language: str
    texts: Mapping[str, str]
    stale: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()
    in_english: frozenset[str] = frozenset()
    faults: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Catalogues:
    """All languages. values: what fills a placeholder everywhere, such as {person} -> "0"."""

    template: Mapping[str, Source]
    languages: Mapping[str, Catalogue]
    values: Mapping[str, str] = field(default_factory=dict)

    def text(self, prompt: str, language: str, values: Mapping[str, str] | None = None) -> str:
        """What callers of a language hear. Raises KeyError for an unknown prompt or placeholder.

        A telephone key is named as the language names it ("press star"). A language tag in
        {language} becomes the language's name. Any other value stays as it is.
        """
        spoken = self.spoken_language(prompt, language)
        pattern = self.languages[spoken].texts[prompt]
        if "{" not in pattern:
            return pattern
        filled = {
            name: self._word(name, value, spoken)
            for name, value in {**self.values, **(values or {})}.items()
        }
        return pattern.format_map(filled)

    def pattern(self, prompt: str, language: str) -> str:
        """The same before the placeholders are filled in."""
        return self.languages[self.spoken_language(prompt, language)].texts[prompt]

    def spoken_language(self, prompt: str, language: str) -> str:
        """The language in which callers of a language hear a prompt: their own, or English."""
        return SOURCE_LANGUAGE if prompt in self.languages[language].in_english else language

    def _word(self, name: str, value: str, language: str) -> str:
        if name == "language":
            return language_name(value, language)
        if len(value) == 1:
            return self.pattern(f"{_KEY}{_KEY_NAMES.get(value, value)}", language)
        return value


def names_key(prompt: str) -> bool:
    """Whether a prompt is the name of a key, such as "key.0", which other prompts speak."""
    return prompt.startswith(_KEY)


@cache
def language_name(tag: str, language: str) -> str:
    """The name of a language in another one: ("uk", "nl") -> "Oekraïens" (CLDR)."""
    names = Locale.parse(language, sep="-").languages
    return str(names.get(tag) or names[tag.partition("-")[0]])


def load_catalogues(
    folder: Path = CATALOGUES, template: Mapping[str, Source] | None = None
) -> Catalogues:
    """English and every `<language>.po` of the folder. Raises ValueError as `load_catalogue`."""
    sources = template or load_template()
    return joined(sources, (load_catalogue(path, sources) for path in sorted(folder.glob("*.po"))))


def joined(template: Mapping[str, Source], others: Iterable[Catalogue]) -> Catalogues:
    """English and other languages."""
    english = Catalogue(SOURCE_LANGUAGE, {key: source.text for key, source in template.items()})
    return Catalogues(template, {one.language: one for one in (english, *others)})


def load_catalogue(path: Path, template: Mapping[str, Source]) -> Catalogue:
    """One language. Raises ValueError when the file is not a PO file."""
    language = path.stem
    written = _written(path.read_bytes(), path.name)
    stale = (
        prompt
        for prompt in written.texts
        if (source := template.get(prompt)) is None or source.is_heard_in(language)
        if prompt in written.fuzzy or (source and source.text != written.english[prompt])
    )
    return Catalogue(language, written.texts, frozenset(stale), faults=written.faults)


@dataclass(frozen=True, slots=True)
class _Written:
    """What a PO file says. english: of each text, as it was when it was translated."""

    texts: Mapping[str, str]
    english: Mapping[str, str]
    fuzzy: frozenset[str]
    faults: tuple[tuple[str, str], ...]


@lru_cache(maxsize=64)
def _written(content: bytes, name: str) -> _Written:
    """Kept for the next release of a running server, which changes few files or none of these.
    Reading all of them takes a quarter of the time in which it is built.
    """
    file = po_file_of(content, name)
    messages = file.messages
    written = {prompt: cleaned(str(message.string)) for prompt, message in messages.items()}
    return _Written(
        texts={prompt: text for prompt, text in written.items() if text},
        english={prompt: cleaned(str(message.id)) for prompt, message in messages.items()},
        fuzzy=frozenset(prompt for prompt, message in messages.items() if message.fuzzy),
        faults=tuple(file.faults),
    )
