"""Notices: what callers are told for a while, such as that a centre is closed.

A notice ends by itself. A caller hears at most one at a place, and none in danger, after the key
for a person, or before a language is chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from ivr.hours import BRUSSELS_TIME
from ivr.position import UNDECIDED
from ivr.step import Utterance

if TYPE_CHECKING:
    from ivr.tree import Tree
    from ivr.turn import Turn

WELCOME, RINGING = "welcome", "ringing"
"""Places besides the destinations: after the choice of language, and before any line rings."""
OWN_WORDS = "notice"
"""In place of a prompt, where a notice has words of its own."""
_WEEK = 7


class Template(StrEnum):
    """A notice that is translated and spoken already. The values are stored."""

    CLOSED = "closed"
    FAULT = "fault"
    WAITING = "waiting"
    WORKS = "works"


AWAY = frozenset({Template.CLOSED, Template.FAULT})
"""Said only while another line than that of the destination rings, so that it is true."""


class NoticeTexts(BaseModel):
    """The prompts of the templates. closed, fault: destination -> prompt. today, tomorrow, days:
    until when that lasts; the first day is Monday. One that is empty is not offered.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    closed: Mapping[str, str] = {}
    fault: Mapping[str, str] = {}
    waiting: str = ""
    works: str = ""
    today: str = ""
    tomorrow: str = ""
    days: tuple[str, ...] = ()

    def prompt(self, template: Template, place: str) -> str:
        """The prompt of a template at a place; empty where there is none."""
        match template:
            case Template.CLOSED:
                return self.closed.get(place, "")
            case Template.FAULT:
                return self.fault.get(place, "")
            case Template.WAITING:
                return self.waiting if place != WELCOME else ""
            case Template.WORKS:
                return self.works if place == WELCOME else ""

    def end(self, until: datetime, now: datetime) -> str:
        """The prompt that tells when something ends; empty for what lasts a week or longer."""
        last = until.astimezone(BRUSSELS_TIME).date()
        days = (last - now.astimezone(BRUSSELS_TIME).date()).days
        if days < len(near := (self.today, self.tomorrow)):
            return near[max(days, 0)]
        return self.days[last.weekday()] if self.days and days < _WEEK else ""

    @property
    def prompts(self) -> tuple[str, ...]:
        """Everything that a template may say."""
        named = (*self.closed.values(), *self.fault.values(), self.waiting, self.works)
        return tuple(dict.fromkeys(filter(None, (*named, self.today, self.tomorrow, *self.days))))


@dataclass(frozen=True, slots=True)
class Notice:
    """place: WELCOME, RINGING, or a destination: then only callers who asked for it are told.
    template: None for words of its own. words: of its own, a pair of language and words each;
    callers of other languages hear nothing.
    """

    place: str
    template: Template | None
    since: datetime
    until: datetime
    words: tuple[tuple[str, str], ...] = ()

    def holds(self, now: datetime) -> bool:
        """Whether it is on air at this moment."""
        return self.since <= now < self.until

    def said(self, tree: Tree, language: str, now: datetime) -> tuple[Utterance, ...]:
        """What a caller in this language hears of it. A short language has no templates."""
        if self.template is None:
            own = dict(self.words).get(language, "")
            return (Utterance(OWN_WORDS, language, words=own),) if own else ()
        prompt = tree.notices.prompt(self.template, self.place)
        if not prompt or language in (UNDECIDED, *tree.short):
            return ()
        end = tree.notices.end(self.until, now) if self.template in AWAY else ""
        return tuple(Utterance(one, language) for one in (prompt, end) if one)


Notices = tuple[Notice, ...]
"""The newest first."""


def at_welcome(turn: Turn) -> tuple[Utterance, ...]:
    """What a caller is told after the choice of language."""
    return _newest(turn, (one for one in turn.notices if one.place == WELCOME))


def before_ringing(turn: Turn, asked: str, rung: str) -> tuple[Utterance, ...]:
    """What a caller is told before a line rings. asked: the destination that they asked for, which
    goes before what all are told. rung: the destination that rings first.
    """
    own = [
        one
        for one in turn.notices
        if one.place == asked and (rung != asked or one.template not in AWAY)
    ]
    return _newest(turn, [*own, *(one for one in turn.notices if one.place == RINGING)])


def script(tree: Tree) -> Iterator[Utterance]:
    """Everything that a template may say, in every language that has templates."""
    for prompt in tree.notices.prompts:
        for line in tree.in_every_language(prompt):
            if line.language not in tree.short:
                yield line


def unknown(tree: Tree) -> Iterator[str]:
    """Destinations of templates that are in no file."""
    named = {**tree.notices.closed, **tree.notices.fault}
    yield from (name for name in named if name not in tree.destinations)


def _newest(turn: Turn, notices: Iterable[Notice]) -> tuple[Utterance, ...]:
    language = turn.position.language
    said = (one.said(turn.tree, language, turn.now) for one in notices if one.holds(turn.now))
    return next(filter(None, said), ())
