"""A message: something to listen to, in parts short enough to hear again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from ivr.events import EventKind
from ivr.exits import Exit, How
from ivr.node import Node
from ivr.position import Position
from ivr.step import Step, Utterance

if TYPE_CHECKING:
    from ivr.tree import Tree
    from ivr.turn import Turn


class Part(BaseModel):
    """One part. languages: the only ones that have it; empty means all."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    says: str
    languages: tuple[str, ...] = ()

    def is_for(self, language: str) -> bool:
        """Whether a caller in this language hears the part."""
        return not self.languages or language in self.languages


class Message(Node):
    """parts: what is said, each in at most twenty seconds. Silence goes on to the next. A part that
    is said once in a call, and that the caller has heard elsewhere, is left out.
    first: said once after the first part, about the keys between parts.
    last: said at the end; the last of these prompts names the key `speak`.
    next: the key that goes on to the next part. speak: the key that leads to the node `goes`.
    pause: seconds of silence between parts. seconds: how long to wait for a key at the end.
    """

    frame: ClassVar[tuple[str, str]] = ("[", "]")

    kind: Literal["message"]
    parts: tuple[Part, ...] = Field(min_length=1)
    first: tuple[str, ...]
    last: tuple[str, ...] = Field(min_length=1)
    next: str = Field(pattern=r"^[1-8]$")
    speak: str = Field(pattern=r"^[1-8]$")
    goes: str
    pause: int = Field(ge=1, le=5)
    seconds: int = Field(ge=1, le=15)

    @field_validator("parts", mode="before")
    @classmethod
    def _short_form(cls, parts: Any) -> Any:
        return (
            [{"says": part} if isinstance(part, str) else part for part in parts]
            if isinstance(parts, list)
            else parts
        )

    def enter(self, turn: Turn) -> Step:
        parts = self._parts(turn.position.language)
        part = min(turn.position.part, len(parts))
        if part < len(parts):
            keys = turn.say(turn.untold(self.first), speak=self.speak) if part == 1 else ()
            return turn.wait(turn.say([parts[part - 1].says]) + keys, self.pause)
        return turn.wait(turn.say([parts[-1].says]) + self._end(turn), self.seconds)

    def hear(self, turn: Turn, keys: str) -> Step | None:
        if keys == self.speak:
            return turn.go(self.goes)
        if keys == self.next and not self._is_last(turn):
            return self._next(turn)
        return None

    def silent(self, turn: Turn) -> Step:
        """Between parts silence goes on; at the end only the keys are said again."""
        if not self._is_last(turn):
            return self._next(turn)
        if turn.position.attempt >= self.attempts(turn.tree):
            return turn.give_up().after((), turn.event(EventKind.SILENCE))
        asked = turn.at(attempt=turn.position.attempt + 1)
        return asked.wait(self._end(asked), self.seconds).after((), turn.event(EventKind.SILENCE))

    def back(self, turn: Turn) -> Step:
        if turn.position.part > 1:
            return self.enter(turn.at(part=turn.position.part - 1, attempt=1))
        return super().back(turn)

    def problems(self, tree: Tree, name: str) -> Iterator[str]:
        yield from super().problems(tree, name)
        if self.next == self.speak:
            yield f"key {self.next} cannot both go on and lead to a person"
        for language in sorted(tree.offered):
            if not self._parts(language) and name in tree.reach(language):
                yield f"has nothing to say in {language}"

    def exits(self) -> tuple[Exit, ...]:
        return (Exit(How.SPEAK, self.goes, self.speak, self.last[-1]),)

    def script(self, tree: Tree) -> Iterator[Utterance]:
        for part in self.parts:
            yield from (
                line for line in tree.in_every_language(part.says) if part.is_for(line.language)
            )
        for prompt in (*self.first, *self.last):
            yield from tree.in_every_language(prompt, speak=self.speak)

    def content(self, language: str) -> tuple[str, ...]:
        return tuple(part.says for part in self._parts(language))

    def positions(self, tree: Tree, name: str, language: str) -> Iterator[Position]:
        for part in range(1, len(self.parts) + 1):
            yield Position(name, language, part=part)

    def _parts(self, language: str) -> list[Part]:
        return [part for part in self.parts if part.is_for(language)]

    def _is_last(self, turn: Turn) -> bool:
        return turn.position.part >= len(self._parts(turn.position.language))

    def _next(self, turn: Turn) -> Step:
        """The next part that is new to the caller; after the last one, the keys alone."""
        parts = self._parts(turn.position.language)
        told = turn.position.told
        further = range(turn.position.part + 1, len(parts) + 1)
        part = next((one for one in further if parts[one - 1].says not in told), None)
        if part:
            return self.enter(turn.at(part=part, attempt=1))
        end = turn.at(part=len(parts), attempt=1)
        return end.wait(self._end(end), self.seconds)

    def _end(self, turn: Turn) -> tuple[Utterance, ...]:
        return turn.say(turn.untold(self.last), speak=self.speak)
