"""The listening page: every prompt of every language, so that somebody reviews one in ten minutes."""

from flask import Blueprint, render_template

from audio.masters import RecordingName
from audio.text import Text
from prompts.languages import direction
from routes.call.hotline import Hotline, the_hotline
from routes.operations.script.recording import recording_of


def add_listening_page(routes: Blueprint) -> None:
    """GET /listen, beside the telephone."""

    @routes.get("/listen")
    def listen() -> str:
        hotline = the_hotline()
        rows = [_row(hotline, key, text) for key, text in hotline.recordings.items()]
        return render_template("listen.html", rows=rows, languages=_languages(hotline))


def _languages(hotline: Hotline) -> dict[str, str]:
    spoken = {language for language, _ in hotline.recordings}
    return {tag: one.name for tag, one in hotline.languages.items() if tag in spoken}


def _row(hotline: Hotline, key: RecordingName, text: Text) -> dict[str, object]:
    language, name = key
    source = hotline.catalogues.template[hotline.prompts_of_recordings[key]]
    recording = recording_of(hotline, key, text)
    return {
        "language": language,
        "direction": direction(language),
        "name": name,
        "words": text.words,
        "note": source.note,
        "clip": f"/clips/{recording.clip}" if recording.clip else "",
        "seconds": recording.lasts,
        "limit": source.seconds,
        "engine": recording.voice,
        "status": f"reviewed by {recording.reviewer}" if recording.reviewer else recording.status,
    }
