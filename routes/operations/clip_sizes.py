"""How large the clips are: on the disk, and for a carrier that fetches those of a typical call.

In a typical call a caller who hears the hotline for the first time is put through to the centre
that takes the least listening (routes/operations/listening_time.py). It ends when the person who
picks up has heard the whisper. A carrier fetches every clip of a document before it plays the first
one (Twilio, <Gather>), so clips that a key cuts off count, too.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import Flask

from audio.clip import seconds
from routes.call.hotline import Hotline
from routes.operations.first_time_caller import listening_times
from routes.operations.listening_time import ListeningTime


@dataclass(frozen=True, slots=True)
class ServedClip:
    """A clip as the hotline serves it. size: bytes. cacheable: a shared cache may keep it."""

    size: int
    cacheable: bool


Serve = Callable[[str], ServedClip]
"""The name of a clip -> how it is served."""


@dataclass(frozen=True, slots=True)
class ClipSizes:
    """The clips of one language.

    clips, seconds, size: of everything that is said in it; size in bytes. called: the clips of a
    typical call. first: bytes that such a call fetches into an empty cache. again: bytes that the
    next one fetches.
    """

    language: str
    clips: int
    seconds: float
    size: int
    called: frozenset[str]
    first: int
    again: int


def clip_sizes(hotline: Hotline, serve: Serve, now: datetime) -> list[ClipSizes]:
    """The sizes for every language that is offered, in the order of the pages.

    Raises LookupError where a text has no clip.
    """
    return [_of_language(hotline, serve, budget) for budget in listening_times(hotline, now)]


def served_by(app: Flask) -> Serve:
    """Asks the routes of an application for the head of a clip.

    The function that is returned raises LookupError for a clip that is not served.
    """

    def serve(clip: str) -> ServedClip:
        with app.test_client().head(f"/clips/{clip}") as answer:
            if answer.status_code != 200:
                raise LookupError(f"the clip {clip} is not served: run `flask audio build`")
            rules = answer.cache_control
            forbidden = rules.no_store or rules.no_cache or rules.private
            # as a shared cache decides (RFC 9111, 3 and 4.2)
            return ServedClip(answer.content_length or 0, not forbidden and bool(rules.max_age))

    return serve


def typical_call(budget: ListeningTime, hotline: Hotline) -> frozenset[str]:
    """The clips of a typical call. When every centre is closed, it goes to the first open line."""
    centres = [name for name in budget.rings if hotline.tree.destinations[name].region]
    way = budget.rings[min(centres or budget.rings, key=lambda name: budget.rings[name].listened)]
    return frozenset(clip for line in way.said if (clip := hotline.speech(line).clip))


def _of_language(hotline: Hotline, serve: Serve, budget: ListeningTime) -> ClipSizes:
    paths = [
        hotline.library.path(clip)
        for clip, text in hotline.texts_of_clips.items()
        if text.language == budget.language
    ]
    called = typical_call(budget, hotline)
    fetched = [serve(clip) for clip in called]
    return ClipSizes(
        language=budget.language,
        clips=len(paths),
        seconds=sum(map(seconds, paths)),
        size=sum(path.stat().st_size for path in paths),
        called=called,
        first=_bytes(fetched),
        again=_bytes(clip for clip in fetched if not clip.cacheable),
    )


def _bytes(clips: Iterable[ServedClip]) -> int:
    return sum(clip.size for clip in clips)
