"""What is known of the recordings, for a coordinator and for a speaker."""

import json
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from audio.clip import decode, seconds
from audio.engines import EMBEDDED
from audio.lexicon import lexicon
from audio.mastering import active_level
from audio.masters import FOLDER as MASTERS
from audio.masters import HUMAN
from audio.text import Text
from prompts.languages import direction
from prompts.template import placeholders
from routes.call.hotline import Hotline

HEARD = MASTERS / "heard.json"
"""What the offline listener understood (`make listen`): language -> worst digit score."""
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
    """A row a language. missing: without a current master, so that the embedded engine speaks."""
    heard = json.loads(HEARD.read_text("utf-8")) if HEARD.exists() else {}
    rows = [_row(hotline, language, heard) for language in sorted(hotline.whole.offered)]
    return "\n".join([_COLUMNS.format(*_TITLES), *(_COLUMNS.format(*row) for row in rows)])


def _row(hotline: Hotline, language: str, heard: dict[str, dict[str, str]]) -> tuple[str, ...]:
    texts = {place: text for place, text in hotline.recordings.items() if place[0] == language}
    masters = [hotline.library.masters.of(text) for text in texts.values()]
    engines = [one.engine for one in masters if one]
    clips = [
        hotline.library.folder / name
        for text in texts.values()
        if (name := hotline.library.clip(text))
    ]
    levels = [active_level(decode(clip)) for clip in clips]
    return (
        language,
        str(len(texts)),
        str(engines.count(HUMAN)),
        str(len(engines) - engines.count(HUMAN)),
        str(len(list(hotline.library.masters.stale(texts)))),
        str(masters.count(None)),
        f"{sum(map(seconds, clips)):.0f}",
        f"{sum(levels) / len(levels):.1f}" if levels else "-",
        heard.get(language, {}).get("digits", "-"),
    )


def manifest(hotline: Hotline) -> str:
    """Every clip with its words, for the offline listener, and how they would be with any other
    key.
    """
    rows = []
    for (language, name), text in hotline.recordings.items():
        clip = hotline.library.clip(text)
        master = hotline.library.masters.of(text)
        entry = {
            "language": language,
            "name": name,
            "words": text.words,
            "spoken": lexicon(language).spoken(text.words),
            "engine": master.engine if master else EMBEDDED,
        }
        path = str((hotline.library.folder / clip).resolve()) if clip else ""
        rows.append(entry | {"clip": path, "choices": _choices(hotline, language, name, text)})
    return json.dumps([row for row in rows if row["clip"]], ensure_ascii=False)


def _choices(hotline: Hotline, language: str, name: str, text: Text) -> list[str]:
    """The text with each of the ten digits in the place of its key; none for a text without a key."""
    prompt = hotline.prompts_of_recordings[language, name]
    if name != prompt or not {"key", "speak"} & placeholders(
        hotline.catalogues.template[prompt].text
    ):
        return []
    said = [
        hotline.catalogues.text(prompt, language, {"key": key, "speak": key})
        for key in "0123456789"
    ]
    return said if text.words in said else []


def booklet(hotline: Hotline, language: str) -> str:
    """The recording script for a speaker, in the order of the tree, as a page to print."""
    texts = [
        _entry(hotline, name, text)
        for (tag, name), text in hotline.recordings.items()
        if tag == language
    ]
    pages = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True)
    return pages.get_template("booklet.html").render(
        language=language,
        direction=direction(language),
        name=hotline.languages[language].name,
        words=lexicon(language).words,
        texts=texts,
    )


def _entry(hotline: Hotline, name: str, text: Text) -> dict[str, object]:
    source = hotline.catalogues.template[hotline.prompts_of_recordings[text.language, name]]
    return {"name": name, "words": text.words, "note": source.note, "seconds": source.seconds}
