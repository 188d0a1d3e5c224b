"""Rendered steps, kept: what one caller hears at a place, the next one hears there, too.

Only a stopwatch differs from caller to caller. It stands in addresses, and is written into a copy
of the document.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from math import inf
from pathlib import Path

from ivr.step import Connect, Dial, HangUp, JoinConference, Step, Utterance, Wait
from routes.call.hotline import Hotline
from routes.call.stopwatch import Stopwatch
from routes.carriers.twiml import render

MOST = 1024
"""Documents that are kept, at about two kilobytes each; the one that was not used for longest goes
first.
"""
LOOK = 1
"""Seconds between two looks at the folder: each is a system call, at which another thread may come
first.
"""
_NOBODYS = Stopwatch(-1, -1)
"""Stands for that of any caller: no call was answered at that second."""


class Documents:
    """The documents of one hotline. They are made anew after any change in the folder of clips,
    which is looked at once a second. clock: in seconds.
    """

    def __init__(self, hotline: Hotline, clock: Callable[[], float] = time.monotonic) -> None:
        self._hotline, self._clock = hotline, clock
        self._looked, self._clips = -inf, 0
        self._without, self._with = (
            replace(hotline.outgoing, watch=one) for one in (None, _NOBODYS)
        )
        self._kept = lru_cache(MOST)(self._render)

    def of(self, step: Step, watch: Stopwatch | None = None) -> str:
        """What `render` makes of a step. Raises as it does."""
        return own(self.open(step, watched=watch is not None), watch)

    def open(self, step: Step, *, watched: bool) -> str:
        """The same for any caller with a stopwatch, or for any without; `own` makes it that of one."""
        if isinstance(step.then, JoinConference):  # the name of its conference belongs to one call
            return render(step, self._hotline.speech, self._without)
        return self._kept(step.prompts, step.then, watched, self.clips())

    def clips(self) -> int:
        """Changes soon after a clip comes or goes (POSIX: the folder's time of modification); 0
        without a folder.
        """
        if (now := self._clock()) >= self._looked + LOOK:
            self._looked, self._clips = now, _modified(self._hotline.library.folder)
        return self._clips

    def _render(
        self,
        prompts: tuple[Utterance, ...],
        then: Wait | Dial | Connect | HangUp,
        watched: bool,
        _clips: int,
    ) -> str:
        return render(
            Step(prompts, then), self._hotline.speech, self._with if watched else self._without
        )


def _modified(folder: Path) -> int:
    try:
        return folder.stat().st_mtime_ns
    except OSError:
        return 0


def own(document: str, watch: Stopwatch | None) -> str:
    """A document with a caller's own stopwatch in its addresses."""
    return document.replace(_NOBODYS_WRITTEN, _written(watch)) if watch else document


def _written(watch: Stopwatch) -> str:
    """As it stands in XML."""
    return f"began={watch.began}&amp;keys={watch.keys}"


_NOBODYS_WRITTEN = _written(_NOBODYS)
