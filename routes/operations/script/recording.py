"""The recording of one text: who speaks, for how long, and who has listened to it."""

from dataclasses import dataclass
from typing import Literal

from audio.clip import seconds
from audio.engines import EMBEDDED
from audio.provenance import HUMAN, RecordingName
from audio.text import Text
from routes.call.hotline import Hotline


@dataclass(frozen=True, slots=True)
class TextRecording:
    """How one text sounds.

    clip: its file name; empty while there is none. lasts: seconds. voice: who or what speaks.
    speaker: the kind of that. status: missing (no master, so the robot speaks), stale (the text has
    changed since), draft or reviewed. reviewer: who has listened to it and approved it.
    """

    clip: str
    lasts: float
    voice: str
    speaker: Literal["person", "engine", "robot"]
    status: str
    reviewer: str = ""


def recording_of(hotline: Hotline, name: RecordingName, text: Text) -> TextRecording:
    """The recording of a text. name: under which it is kept."""
    clip = hotline.library.clip(text) or ""
    lasts = seconds(hotline.library.path(clip)) if clip else 0.0
    masters = hotline.library.masters
    master = masters.of(text)
    if master is None:
        status = "stale" if masters.stale({name: text}) else "missing"
        return TextRecording(clip, lasts, EMBEDDED, "robot", status)
    status = "reviewed" if master.reviewed_by else "draft"
    if master.engine == HUMAN:
        voice = f"{master.voice} (human)"
        return TextRecording(clip, lasts, voice, "person", status, master.reviewed_by)
    voice = f"{master.engine} {master.voice}"
    return TextRecording(clip, lasts, voice, "engine", status, master.reviewed_by)
