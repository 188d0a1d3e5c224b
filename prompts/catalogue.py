"""The texts of every language, with their placeholders filled in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Message

from prompts.template import HERE, Source, load_template, read_messages

CATALOGUES = HERE / "catalogues"
SOURCE_LANGUAGE = "en"
Fault = tuple[str, str, str]
"""Something wrong with a text: file, entry, message."""
_KEY_NAMES = {"*": "star", "#": "hash"}


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One language. stale: prompts whose English has changed since they were translated.
    unread: prompts that have changed since a native speaker signed. kept: those of them that are
    said as signed.
    """

    language: str
    texts: Mapping[str, str]
    stale: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Catalogues:
    """All languages. values: what fills a placeholder everywhere, such as {person} -> "0"."""

    template: Mapping[str, Source]
    languages: Mapping[str, Catalogue]
    values: Mapping[str, str] = field(default_factory=dict)

    def text(self, prompt: str, language: str, values: Mapping[str, str] | None = None) -> str:
        """What is said. Raises KeyError for an unknown prompt, language or placeholder.

        A telephone key is named as the language names it ("press star"); a language tag in
        {language} becomes the language's name; any other value stays as it is.
        """
        texts = self.languages[language].texts
        filled = {
            name: _word(name, value, language, texts) for name, value in self._all(values).items()
        }
        return texts[prompt].format_map(filled)

    def _all(self, values: Mapping[str, str] | None) -> dict[str, str]:
        return {**self.values, **(values or {})}


def _word(name: str, value: str, language: str, texts: Mapping[str, str]) -> str:
    if name == "language":
        return language_name(value, language)
    if len(value) == 1:
        return texts[f"key.{_KEY_NAMES.get(value, value)}"]
    return value


@cache
def language_name(tag: str, language: str) -> str:
    """The name of a language, said in another: ("uk", "nl") -> "Oekraïens" (CLDR)."""
    names = Locale.parse(language, sep="-").languages
    return str(names.get(tag) or names[tag.partition("-")[0]])


def load_catalogues(
    folder: Path = CATALOGUES, template: Mapping[str, Source] | None = None
) -> Catalogues:
    """English and every `<language>.po` of the folder."""
    source = template or load_template()
    english = Catalogue(SOURCE_LANGUAGE, {key: one.text for key, one in source.items()})
    others = {path.stem: load_catalogue(path, source) for path in sorted(folder.glob("*.po"))}
    return Catalogues(source, {SOURCE_LANGUAGE: english, **others})


def load_catalogue(path: Path, template: Mapping[str, Source]) -> Catalogue:
    """One language. Raises ValueError when the file is no PO file."""
    messages = read_messages(path)
    texts = {prompt: str(message.string) for prompt, message in messages.items() if message.string}
    stale = {
        prompt for prompt in texts if messages[prompt].fuzzy or _changed(messages[prompt], template)
    }
    return Catalogue(path.stem, texts, frozenset(stale))


def _changed(message: Message, template: Mapping[str, Source]) -> bool:
    source = template.get(message.context or "")
    return source is not None and source.text != message.id
