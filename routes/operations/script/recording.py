"""What is known of the recording of one text: who speaks, for how long, and who has listened."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from audio.clip import seconds
from audio.engines import EMBEDDED
from audio.masters import HUMAN
from audio.record import Place
from audio.text import Text
from routes.call.hotline import Hotline


@dataclass(frozen=True, slots=True)
class Recording:
    """clip: its file; empty while there is none. lasts: seconds. voice: who or what speaks.
    speaker: of which kind.
    status: missing (no master, so that the robot speaks), stale (its text has changed), draft or
    reviewed.
    reviewer: who has listened and found it good.
    """

    clip: str
    lasts: float
    voice: str
    speaker: Literal["person", "engine", "robot"]
    status: str
    reviewer: str = ""


def recording_of(hotline: Hotline, place: Place, text: Text) -> Recording:
    """The recording of a text, kept under this language and name."""
    clip = hotline.library.clip(text) or ""
    lasts = seconds_of(hotline, clip) if clip else 0.0
    masters = hotline.library.masters
    master = masters.of(text)
    if master is None:
        return Recording(
            clip,
            lasts,
            EMBEDDED,
            "robot",
            "stale" if place in masters.stale({place: text}) else "missing",
        )
    status = "reviewed" if master.reviewed_by else "draft"
    if master.engine == HUMAN:
        return Recording(
            clip, lasts, f"{master.voice} (human)", "person", status, master.reviewed_by
        )
    return Recording(
        clip, lasts, f"{master.engine} {master.voice}", "engine", status, master.reviewed_by
    )


def seconds_of(hotline: Hotline, clip: str) -> float:
    """How long a clip lasts."""
    return _seconds(hotline.library.folder / clip)


@cache
def _seconds(clip: Path) -> float:
    """A clip never changes: its name says all that makes its sound."""
    return seconds(clip)
