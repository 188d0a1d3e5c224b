"""A menu: a few choices, each with its key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field

from ivr.events import EventKind
from ivr.exits import Exit, How
from ivr.node import Node
from ivr.position import Region
from ivr.step import Step, Utterance

if TYPE_CHECKING:
    from ivr.tree import Tree
    from ivr.turn import Turn


DEEPEST = 3
"""Levels of menus below the language page that a caller can keep in mind."""
MOST_OPTIONS = 5
"""Choices that a caller can keep in mind. A menu with more takes longer to hear, too."""


class Option(BaseModel):
    """One choice. says: the prompt that names it and its key. region: where a caller is who chooses
    it, if that tells; where another option of the menu has one, none means that they do not know,
    whatever they said before. in_short: whether a short language has it, too.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: str = Field(pattern=r"^[1-8]$")
    says: str
    goes: str
    region: Region | None = None
    in_short: bool = True


class Menu(Node):
    """intro: said before the options.
    explains, later: said before and after the options, but only to a caller who was asked before
    and pressed no key of the menu. The first time, a caller hears nothing but the choices. The menu
    ends with a key, so a text that names none belongs into `explains`.
    back_to: where * leads, when it is not the menu that leads here.
    stays: where silence leads, if it is a choice of its own.
    exhausted: where a caller goes after the last question, instead of to a person.
    spares: prompts that callers who leave from here never hear, because they are in a hurry.
    seconds: how long to wait for a key.
    """

    kind: Literal["menu"]
    intro: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    explains: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    spares: tuple[str, ...] = ()
    back_to: str | None = None
    stays: str | None = None
    exhausted: str | None = None
    seconds: int = Field(default=6, ge=1, le=15)

    def enter(self, turn: Turn) -> Step:
        options = tuple(
            line
            for one in self.options
            if turn.tree.has(one, turn.position.language)
            for line in turn.say([one.says], key=one.key)
        )
        asked_before = turn.position.attempt > 1
        before = (*self.intro, *(self.explains if asked_before else ()))
        later = self.later if asked_before else ()
        prompts = turn.say(turn.untold(before)) + options + turn.say(turn.untold(later))
        return turn.wait(prompts, self.seconds)

    def hear(self, turn: Turn, keys: str) -> Step | None:
        option = next((one for one in self.options if one.key == keys), None)
        if option is None or not turn.tree.has(option, turn.position.language):
            return None
        asks_where = any(one.region for one in self.options)
        return turn.go(option.goes, **({"region": option.region} if asks_where else {}))

    def silent(self, turn: Turn) -> Step:
        if self.stays:
            return turn.go(self.stays).after((), turn.event(EventKind.SILENCE))
        return self._given_up(turn, EventKind.SILENCE) or super().silent(turn)

    def wrong(self, turn: Turn) -> Step:
        if self.stays:
            return turn.go(self.stays).after((), turn.event(EventKind.WRONG_KEY))
        return self._given_up(turn, EventKind.WRONG_KEY) or super().wrong(turn)

    def back(self, turn: Turn) -> Step:
        return turn.go(self.back_to) if self.back_to else super().back(turn)

    def undecided(self) -> tuple[str, ...]:
        return self.intro

    def spared(self) -> tuple[str, ...]:
        return self.spares

    def problems(self, tree: Tree, name: str) -> Iterator[str]:
        yield from super().problems(tree, name)
        if self.stays == name:
            yield "silence leads back to itself: a caller who says nothing would hear it for ever"
        for key, count in Counter(option.key for option in self.options).items():
            if count > 1:
                yield f"key {key} has two options"
        if len(self.options) > MOST_OPTIONS:
            yield (
                f"has {len(self.options)} options; callers cannot keep more than {MOST_OPTIONS} in "
                "mind: put some into a menu of their own"
            )
        if (level := tree.level(name)) > DEEPEST:
            yield f"is a menu on level {level}; callers get lost below level {DEEPEST}"
        yield from self._empty_in_short(tree, name)

    def exits(self) -> tuple[Exit, ...]:
        options = (
            Exit(How.OPTION, one.goes, one.key, one.says, one.region, one.in_short)
            for one in self.options
        )
        others = {How.BACK: self.back_to, How.STAYS: self.stays, How.EXHAUSTED: self.exhausted}
        return (*options, *(Exit(how, node) for how, node in others.items() if node))

    def script(self, tree: Tree) -> Iterator[Utterance]:
        yield from (line for prompt in self.intro for line in tree.in_every_language(prompt))
        for option in self.options:
            lines = tree.in_every_language(option.says, key=option.key)
            yield from (line for line in lines if tree.has(option, line.language))
        for prompt in (*self.explains, *self.later):
            yield from tree.in_every_language(prompt)

    def content(self, language: str) -> tuple[str, ...]:
        return self.intro

    def _empty_in_short(self, tree: Tree, name: str) -> Iterator[str]:
        lost = [
            language
            for language in tree.short
            if name in tree.reach(language)
            and not any(tree.has(one, language) for one in self.options)
        ]
        if lost and self.options and not self.stays:
            yield (
                f"has no option left in the short languages ({', '.join(lost)}): remove "
                "`in_short = false` from one, say where silence leads (`stays`), or mark what "
                "leads here, too"
            )

    def _given_up(self, turn: Turn, why: EventKind) -> Step | None:
        if self.exhausted and turn.position.attempt >= self.attempts(turn.tree):
            return turn.go(self.exhausted).after((), turn.event(why))
        return None
