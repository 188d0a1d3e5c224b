"""How a text is read aloud: numbers digit by digit, names as they sound. A file a language."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from prompts.spelling import LETTER, cleaned
from prompts.tables import read_table

HERE = Path(__file__).parent / "lexicon"
NAMES = ("Wayout", "PAG-ASA", "Payoke", "Sürya", "Fedasil", "stophumantrafficking.be")
"""Names that no language pronounces as they are written."""
ACUTE = "\u0301"
"""Stands behind the stressed vowel of a word, where spelling does not tell the stress."""


@dataclass(frozen=True)
class Lexicon:
    """digits: the words for 0 to 9. words: what is written -> what is said.

    engines: engine -> words for this engine alone. They are swapped last.
    symbols: engine -> how it would say a word -> how the word is said, both in its symbols.
    """

    digits: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    engines: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    symbols: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def spoken(self, text: str, engine: str = "") -> str:
        """The text as an engine should read it: "112" becomes "one one two"."""
        text = _swap(text, self.words)
        if self.digits:
            digits = self.digits
            text = re.sub(r"\d+", lambda n: " ".join(digits[int(one)] for one in n[0]), text)
        return _swap(text, self.engines.get(engine, {}))

    def corrected(self, said: str, engine: str) -> str:
        """Symbols of an engine, with the words that it would say wrong as they are said."""
        return _swap(said, self.symbols.get(engine, {}))


def _swap(text: str, words: Mapping[str, str]) -> str:
    """Replace whole words, the longest first, all in one pass."""
    if not words:
        return text
    return _any_of(tuple(words)).sub(lambda found: words[found[0]], text)


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(
        rf"(?<![{LETTER}])(?:{'|'.join(map(re.escape, longest_first))})(?![{LETTER}])"
    )


def add_lexicon(language: str, folder: Path = HERE) -> Path:
    """Write an empty lexicon of a language, with its digits where Unicode's CLDR knows them.
    Raises FileExistsError when there is one.
    """
    path = folder / f"{language}.toml"
    with path.open("x", encoding="utf-8") as file:
        digits = json.dumps(_digits(language), ensure_ascii=False)
        file.write(f"digits = {digits}  # 0 to 9, in words\n\n[words]\n")
        file.writelines(f'"{name}" = "{name}"  # as it sounds\n' for name in NAMES)
    return path


def _digits(language: str) -> list[str]:
    try:
        from unicode_rbnf import RbnfEngine  # only developers have it installed

        numerals = RbnfEngine.for_language(language.replace("-", "_"))
    except (ImportError, ValueError):
        return [""] * 10
    return [numerals.format_number(digit).text for digit in range(10)]


class _Folder:
    """Where the lexicons are read instead, while a server runs on other files than the shipped."""

    instead: Path | None = None


def use_lexicons(folder: Path) -> None:
    """Read the lexicons of this process from another folder from now on."""
    _Folder.instead = folder
    lexicon.cache_clear()


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language; an empty one where there is no file. Raises as load_lexicon
    does.
    """
    path = (_Folder.instead or HERE) / f"{language}.toml"
    return load_lexicon(path) if path.exists() else Lexicon()


def load_lexicon(path: Path) -> Lexicon:
    """A lexicon from its file. Raises ValueError, which says what is wrong."""
    data = read_table(path)
    digits, words = data.get("digits"), data.get("words", {})
    by_engine = {name: data.get(name, {}) for name in ("engines", "symbols")}
    if not (isinstance(digits, list) and len(digits) in (0, 10) and _are_texts(digits)):
        raise ValueError("'digits' must be a list of ten words, from 0 to 9, or empty")
    if not _is_table_of_texts(words):
        raise ValueError("[words] must be a table of texts: what is written = what is said")
    for name, tables in by_engine.items():
        if not (isinstance(tables, dict) and all(map(_is_table_of_texts, tables.values()))):
            raise ValueError(f"[{name}] must hold a table of texts for each engine")
    spoken, said = (
        {engine: _cleaned(table) for engine, table in tables.items()}
        for tables in by_engine.values()
    )
    return Lexicon(tuple(map(cleaned, digits)), _cleaned(words), spoken, said)


def _cleaned(table: Mapping[str, str]) -> dict[str, str]:
    """Texts are cleaned when they are read: a word of a text is found only when it is, too."""
    return {cleaned(written): cleaned(said) for written, said in table.items()}


def _are_texts(values: Iterable[object]) -> bool:
    return all(isinstance(value, str) for value in values)


def _is_table_of_texts(table: Any) -> bool:
    return isinstance(table, dict) and _are_texts(table.values())
