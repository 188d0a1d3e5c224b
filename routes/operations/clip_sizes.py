"""What the clips weigh: on the disk, and for a carrier that fetches those of a typical call.

A typical call is that of a first-time caller who is put through to the centre that is reached with
the least listening (routes/operations/listening_time.py), up to the moment in which somebody picks
up and hears the whisper. A carrier fetches every clip of a document before the first one plays
(Twilio, <Gather>), so also those that a key cuts off.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import Flask
from werkzeug import Response

from audio.clip import seconds
from routes.call.hotline import Hotline
from routes.operations.listening_time import Budget, budgets


@dataclass(frozen=True, slots=True)
class Clip:
    """A clip as it is answered. size: bytes. kept: whether a cache may answer for it from then on."""

    size: int
    kept: bool


Ask = Callable[[str], Clip]
"""The name of a clip -> how it is answered."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """Of one language. clips, seconds, size: of all that is said in it; size in bytes. called: the
    clips of a typical call. first: bytes that it fetches into an empty cache. again: bytes that the
    next such call fetches.
    """

    language: str
    clips: int
    seconds: float
    size: int
    called: frozenset[str]
    first: int
    again: int


def sizes(hotline: Hotline, ask: Ask, now: datetime) -> list[Sizes]:
    """Of every language that is offered, in the order of the pages. Raises LookupError where a text
    has no clip.
    """
    return [_sizes(hotline, ask, one) for one in budgets(hotline, now)]


def asked(app: Flask) -> Ask:
    """Asks the routes of an application for the head of a clip. Raises LookupError for one that is
    not served.
    """

    def ask(clip: str) -> Clip:
        with app.test_client().head(f"/clips/{clip}") as answer:
            if answer.status_code != 200:
                raise LookupError(f"the clip {clip} is not served: run `flask audio build`")
            return Clip(answer.content_length or 0, _is_kept(answer))

    return ask


def typical(budget: Budget, hotline: Hotline) -> frozenset[str]:
    """The clips of a typical call. Where every centre is closed now, it is one to the first line
    that rings.
    """
    centres = [name for name in budget.rings if hotline.tree.destinations[name].region]
    way = budget.rings[min(centres or budget.rings, key=lambda name: budget.rings[name].listened)]
    return frozenset(clip for line in way.said if (clip := hotline.speech(line).clip))


def _sizes(hotline: Hotline, ask: Ask, budget: Budget) -> Sizes:
    own = [
        clip for clip, text in hotline.texts_of_clips.items() if text.language == budget.language
    ]
    paths = [hotline.library.folder / clip for clip in own]
    called = typical(budget, hotline)
    fetched = [ask(clip) for clip in called]
    return Sizes(
        budget.language,
        len(own),
        sum(map(seconds, paths)),
        sum(path.stat().st_size for path in paths),
        called,
        _bytes(fetched),
        _bytes(one for one in fetched if not one.kept),
    )


def _bytes(clips: Iterable[Clip]) -> int:
    return sum(one.size for one in clips)


def _is_kept(answer: Response) -> bool:
    """As a shared cache decides (RFC 9111, 3 and 4.2)."""
    told = answer.cache_control
    return not (told.no_store or told.no_cache or told.private) and bool(told.max_age)
