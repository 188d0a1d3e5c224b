"""The one cache of a step: its document, for callers who come to the same step in the same minute.

A document differs between callers only by the stopwatch in its addresses.
"""

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache

from ivr.step import Dial, Step, Wait
from routes.call.later import Later
from routes.call.stopwatch import DAY, Stopwatch

Render = Callable[[Step, Stopwatch | None], str]

_ANY_CALLER = Stopwatch(DAY, 0)
"""Placeholder, replaced by the caller's own stopwatch. A day has no such second."""
_MOST = 256
"""Documents of about a kilobyte."""


class RenderedSteps:
    """Renders each step once a minute. render: makes the document of a step."""

    def __init__(self, render: Render) -> None:
        self._render = render
        self._kept = lru_cache(_MOST)(render)
        self._minute = datetime.min
        self._forgets = Later(60, self._forget)

    def document(self, step: Step, watch: Stopwatch | None, now: datetime) -> str:
        """The document of a step, with the caller's stopwatch. Raises Mute."""
        if not isinstance(step.then, Wait | Dial):  # others are about one call, or need no render
            return self._render(step, watch)
        try:
            self._forgets.start()
        except RuntimeError:  # no thread is left to forget it, so it is not kept
            return self._render(step, watch)
        # Clear the cache each minute, so memory never shows when or what a past caller pressed.
        if (minute := now.replace(second=0, microsecond=0)) != self._minute:
            self._forget()
            self._minute = minute
        same = Step(step.prompts, step.then)
        if watch is None:
            return self._kept(same, None)
        return self._kept(same, _ANY_CALLER).replace(_in_url(_ANY_CALLER), _in_url(watch))

    def _forget(self) -> None:
        """Also done a minute after the last caller's step, when no other caller follows."""
        self._kept.cache_clear()
        self._minute = datetime.min


def _in_url(watch: Stopwatch) -> str:
    """The stopwatch as it is written in a document: in a URL, in XML."""
    return "&amp;".join(f"{name}={value}" for name, value in watch.query.items())
