"""The listening page: every prompt of every language, so that somebody reviews one in ten minutes."""

from pathlib import Path

from flask import Blueprint, render_template

from audio.clip import seconds
from audio.masters import HUMAN
from audio.record import Place
from audio.text import Text
from prompts.languages import direction
from routes.hotline import Hotline, the_hotline


def add_listening_page(routes: Blueprint) -> None:
    """GET /listen, beside the telephone."""

    @routes.get("/listen")
    def listen() -> str:
        hotline = the_hotline()
        rows = [_row(hotline, place, text) for place, text in hotline.recordings.items()]
        return render_template("listen.html", rows=rows, languages=_languages(hotline))


def _languages(hotline: Hotline) -> dict[str, str]:
    spoken = {language for language, _ in hotline.recordings}
    return {tag: one.name for tag, one in hotline.languages.items() if tag in spoken}


def _row(hotline: Hotline, place: Place, text: Text) -> dict[str, object]:
    language, name = place
    clip = hotline.library.clip(text)
    source = hotline.catalogues.template[hotline.prompts_of_recordings[place]]
    engine, status = _engine(hotline, place, text)
    return {
        "language": language,
        "direction": direction(language),
        "name": name,
        "words": text.words,
        "note": source.note,
        "clip": f"/clips/{clip}" if clip else "",
        "seconds": seconds(Path(hotline.library.folder / clip)) if clip else 0.0,
        "limit": source.seconds,
        "engine": engine,
        "status": status,
    }


def _engine(hotline: Hotline, place: Place, text: Text) -> tuple[str, str]:
    """Who speaks, and what a reviewer should know about it."""
    masters = hotline.library.masters
    master = masters.of(text)
    if master is None:
        return ("espeak", "stale" if place in masters.stale({place: text}) else "missing")
    if master.reviewed_by:
        return (master.engine, f"reviewed by {master.reviewed_by}")
    return (f"{master.voice} (human)" if master.engine == HUMAN else f"{master.engine} {master.voice}", "draft")
