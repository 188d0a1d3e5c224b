"""Rendered steps, kept: what one caller hears at a place, the next one hears there, too.

Only the second at which a call was answered and the number of keys differ from caller to caller. They stand in
addresses, and are written into a copy of the document.
"""

from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple, cast

from flask import current_app

from ivr.position import Position
from ivr.step import Connect, Dial, HangUp, Meet, Step, Utterance, Wait
from routes.hotline import Hotline
from routes.twiml import render

MOST = 1024
"""Documents that are kept, at about two kilobytes each; the one that was not used for longest goes first."""
_BEGAN, _KEYS = -86_401, -1_000
"""Stand for what differs: no call was answered at that second, and nobody has pressed so many keys."""


_NOBODY = Position("")


class _Shape(NamedTuple):
    """Which of the two an address holds."""

    began: bool
    keys: bool

    def of(self, position: Position) -> Position:
        """The position, with what differs left open."""
        return replace(position, began=_BEGAN if self.began else None, keys=_KEYS if self.keys else 0)


class Documents:
    """The documents of one hotline. They are made anew after any change in the folder of clips."""

    def __init__(self, hotline: Hotline) -> None:
        self._hotline = hotline
        self._kept = lru_cache(MOST)(self._render)

    def of(self, step: Step) -> str:
        """What `render` makes of a step. Raises as it does."""
        if isinstance(step.then, Meet):  # the name of its conference belongs to one call
            return render(step, self._hotline.speech, self._hotline.outgoing)
        own = step.then.next if isinstance(step.then, Wait | Dial) else _NOBODY
        kept = self._kept(step.prompts, step.then, _Shape(own.began is not None, own.keys > 0), self._clips())
        return kept.replace(f"began={_BEGAN}", f"began={own.began}").replace(f"keys={_KEYS}", f"keys={own.keys}")

    def _render(
        self, prompts: tuple[Utterance, ...], then: Wait | Dial | Connect | HangUp, shape: _Shape, _clips: int
    ) -> str:
        """Positions are equal wherever they differ in these two only, so what comes first stands for all."""
        return render(Step(prompts, _blank(then, shape)), self._hotline.speech, self._hotline.outgoing)

    def _clips(self) -> int:
        """Changes whenever a clip comes or goes (POSIX: the folder's time of modification); 0 without a folder."""
        try:
            return self._hotline.library.folder.stat().st_mtime_ns
        except OSError:
            return 0


def the_documents() -> Documents:
    """Those of the application at hand."""
    return cast(Documents, current_app.extensions["documents"])


def _blank(then: Wait | Dial | Connect | HangUp, shape: _Shape) -> Wait | Dial | Connect | HangUp:
    match then:
        case Dial(whisper=Position() as whisper):
            return replace(then, next=shape.of(then.next), whisper=shape.of(whisper))
        case Wait() | Dial():
            return replace(then, next=shape.of(then.next))
    return then
