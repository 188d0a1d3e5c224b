"""What is known of the recordings: a table for coordinators, a booklet for speakers, a manifest."""

import json
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from audio.clip import decode, seconds
from audio.engines import EMBEDDED
from audio.heard import Understood, load_understood
from audio.lexicon import lexicon
from audio.mastering import active_level
from audio.preparation import prepared_otherwise
from audio.provenance import HUMAN
from audio.text import Text
from prompts.languages import direction
from prompts.template import placeholders
from routes.call.hotline import Hotline
from routes.commands.bad_file import bad_files_told

_COLUMNS = "{:<10}{:>8}{:>7}{:>11}{:>7}{:>9}{:>9}{:>8}{:>8}"
_TITLES = (
    "language",
    "prompts",
    "human",
    "synthetic",
    "stale",
    "missing",
    "seconds",
    "level",
    "digits",
)


def table(hotline: Hotline) -> str:
    """A row a language. missing: texts without a current master, which the embedded engine says."""
    with bad_files_told():
        heard = load_understood()
    rows = [_row(hotline, language, heard) for language in sorted(hotline.whole.offered)]
    return "\n".join([_COLUMNS.format(*_TITLES), *(_COLUMNS.format(*row) for row in rows)])


def _row(hotline: Hotline, language: str, heard: dict[str, Understood]) -> tuple[str, ...]:
    library = hotline.library
    texts = {name: text for name, text in hotline.recordings.items() if name[0] == language}
    masters = [library.masters.of(text) for text in texts.values()]
    engines = [master.engine for master in masters if master]
    clips = [library.path(clip) for text in texts.values() if (clip := library.clip(text))]
    otherwise = prepared_otherwise(library.masters, texts, hotline.languages)
    stale = {*library.masters.stale(texts), *otherwise}
    levels = [active_level(decode(clip)) for clip in clips]
    return (
        language,
        str(len(texts)),
        str(engines.count(HUMAN)),
        str(len(engines) - engines.count(HUMAN)),
        str(len(stale)),
        str(masters.count(None)),
        f"{sum(map(seconds, clips)):.0f}",
        f"{sum(levels) / len(levels):.1f}" if levels else "-",
        (heard[language].keys or "-") if language in heard else "-",
    )


def manifest(hotline: Hotline) -> str:
    """Every clip with its words, as JSON for the offline listener.

    choices: the words with each of the ten digits as their key; empty for a text without a key.
    """
    library = hotline.library
    entries = []
    for (language, name), text in hotline.recordings.items():
        if clip := library.clip(text):
            master = library.masters.of(text)
            entries.append(
                {
                    "language": language,
                    "name": name,
                    "words": text.words,
                    "spoken": lexicon(language).spoken(text.words),
                    "engine": master.engine if master else EMBEDDED,
                    "clip": str(library.path(clip).resolve()),
                    "choices": _choices(hotline, language, name, text),
                }
            )
    return json.dumps(entries, ensure_ascii=False)


def _choices(hotline: Hotline, language: str, name: str, text: Text) -> list[str]:
    prompt = hotline.prompts_of_recordings[language, name]
    keys = {"key", "speak"} & placeholders(hotline.catalogues.template[prompt].text)
    if name != prompt or not keys:
        return []
    said = [
        hotline.catalogues.text(prompt, language, {"key": key, "speak": key})
        for key in "0123456789"
    ]
    return said if text.words in said else []


def booklet(hotline: Hotline, language: str) -> str:
    """The recording script for a speaker, in the order of the tree, as a page to print."""
    texts: list[dict[str, object]] = []
    for (tag, name), text in hotline.recordings.items():
        if tag == language:
            source = hotline.catalogues.template[hotline.prompts_of_recordings[tag, name]]
            entry = {"name": name, "words": text.words, "note": source.note}
            texts.append({**entry, "seconds": source.seconds})
    pages = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True)
    return pages.get_template("booklet.html").render(
        language=language,
        direction=direction(language),
        name=hotline.languages[language].name,
        words=lexicon(language).words,
        texts=texts,
    )
