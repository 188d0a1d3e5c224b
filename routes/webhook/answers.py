"""What is answered to a caller, kept for a minute: the next one who does the same at the same place
gets the same.

To find, render and count a step takes a tenth of a millisecond, as long as all that Flask does for
a request.
"""

from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from ivr import engine
from ivr.position import Digits, Heard, Position
from ivr.step import Connect, JoinConference, Step
from routes.call.hotline import Hotline
from routes.call.stopwatch import Stopwatch
from routes.extension import Extension
from routes.statistics.cells import Counts, Taken, Words, counts_of
from routes.webhook.documents import Documents, own

MOST = 1024
"""Answers of a minute that are kept; the one that was not used for longest goes first."""


class Answer(NamedTuple):
    """document: for any caller whose stopwatch runs as well, or does not. counts: what is counted
    of every real one. Each is None where it depends on the call.
    """

    step: Step
    document: str | None = None
    counts: Counts | None = None


class Answers:
    """The answers of one hotline. words: those that may be counted."""

    def __init__(self, hotline: Hotline, words: Words) -> None:
        self._hotline, self._words = hotline, words
        self.documents = Documents(hotline)
        self._kept, self._minute = lru_cache(MOST)(self._make), datetime.min

    def after(self, position: Position, heard: Heard, now: datetime, *, watched: bool) -> Answer:
        """The step after what was heard at a position. Raises KeyError when there is no such node.

        More than one key may be a postcode: that is not kept. watched: whether the caller's
        stopwatch runs.
        """
        if isinstance(heard, Digits) and len(heard.keys) < 2:
            minute = self._begun(now.replace(second=0, microsecond=0))
            return self._kept(position, heard, minute, watched, self.documents.clips())
        return Answer(engine.advance(self._hotline.tree, position, heard, now))

    def document(self, answer: Answer, step: Step, watch: Stopwatch | None) -> str:
        """What a caller gets. step: the answer's, carried out. Raises as `render` does."""
        if answer.document is not None:
            return own(answer.document, watch)
        return self.documents.of(step, None if step.ends_conversation else watch)

    def _begun(self, minute: datetime) -> datetime:
        """Where few call, what a minute has left would tell for days when somebody called, and what
        they chose.
        """
        if minute != self._minute:
            self._minute = minute
            self._kept.cache_clear()
        return minute

    def _make(
        self, position: Position, heard: Heard, minute: datetime, watched: bool, _clips: int
    ) -> Answer:
        step = engine.advance(self._hotline.tree, position, heard, minute)
        if isinstance(
            step.then, JoinConference | Connect
        ):  # they depend on the call, and a person is reached
            return Answer(step)
        return Answer(
            step,
            self.documents.open(step, watched=watched),
            self._counts(Taken(step, position, minute)),
        )

    def _counts(self, taken: Taken) -> Counts | None:
        """None when counting fails: no call may notice, and whoever counts the step again tells
        why.
        """
        try:
            return counts_of(taken, self._words)
        except Exception:
            return None


ANSWERS: Extension[Answers] = Extension("answers")


def the_answers() -> Answers:
    """Those of the application at hand."""
    return ANSWERS.here()
