"""Writes the files of a new language, ready to be filled in."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError

from prompts.catalogue import CATALOGUES
from prompts.glossary import GLOSSARIES, load_glossary
from prompts.language_file import add_entry
from prompts.languages import LANGUAGES
from prompts.po import new_po_file, write_po_file
from prompts.tables import read_table
from prompts.template import HERE, TEMPLATE
from prompts.update import update_catalogue

VOICES = HERE / "voices.toml"


def known_locale(tag: str) -> Locale:
    """What CLDR knows of a language. Raises ValueError for an unknown tag."""
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError) as error:
        raise ValueError(
            f"{tag!r} names no language that is known: use a tag such as cs or zh-Hant"
        ) from error


def add_language(tag: str, voices: Mapping[str, str], folder: Path = HERE) -> list[Path]:
    """Write the catalogue, the glossary and the entry of a language; return the files.

    Raises FileExistsError when there is a catalogue, and ValueError for an unknown tag. voices:
    engine -> voice, as the engines propose them. Those in voices.toml come first.
    """
    locale = known_locale(tag)
    catalogue = folder / CATALOGUES.name / f"{tag}.po"
    glossary = folder / GLOSSARIES.name / f"{tag}.toml"
    if catalogue.exists():
        raise FileExistsError(f"prompts/catalogues/{catalogue.name} is there already")
    add_entry(tag, _entry(locale, tag, voices), folder / LANGUAGES.name)
    write_po_file(catalogue, new_po_file(tag))
    update_catalogue(catalogue, folder / TEMPLATE.name)
    glossary.write_text(_glossary(locale), "utf-8")
    return [catalogue, glossary, folder / LANGUAGES.name]


def _entry(locale: Locale, tag: str, voices: Mapping[str, str]) -> dict[str, Any]:
    known = dict(read_table(VOICES).get(tag, {}))
    say = known.pop("say", None)
    name = str(locale.display_name or tag)
    entry: dict[str, Any] = {"name": name[0].upper() + name[1:], "status": "draft"}
    return entry | ({"say": say} if say else {}) | {"voices": known | dict(voices)}


def _glossary(locale: Locale) -> str:
    lines = (
        f"{term} = []  # {', '.join(forms).strip()}" for term, forms in load_glossary("en").items()
    )
    head = (
        f"# The agreed words of {locale.english_name}: the beginnings that all forms of a word "
        "share.",
        '# One that may also stand inside a word has "-" before it. A prompt whose English has the',
        "# term must have one of its words.",
    )
    return "\n".join((*head, *lines, ""))
