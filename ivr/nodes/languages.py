"""The language page: every language says its own name and its key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from ivr.events import EventKind
from ivr.exits import Exit, How
from ivr.node import Node
from ivr.notices import at_welcome
from ivr.position import Position
from ivr.step import Step, Utterance

if TYPE_CHECKING:
    from ivr.tree import Tree
    from ivr.turn import Turn

KEYS = "12345678"


class Languages(Node):
    """pages: the languages of each page, in the order of their keys.
    announces: the prompt with which a language names itself.
    welcomes: said in the language that was chosen.
    goes: where the caller goes then.
    by_silence: how many pages silence turns to; the further ones are reached with the key for
    hearing again, and by callers from a country that speaks their languages. None: all of them.
    rounds: how often silence turns these pages before a person is rung.
    seconds: how long to wait for a key before the page is turned.
    """

    kind: Literal["languages"]
    pages: tuple[tuple[str, ...], ...] = Field(min_length=1)
    announces: str
    welcomes: str
    goes: str
    by_silence: int | None = Field(default=None, ge=1)
    rounds: int = Field(ge=1, le=3)
    seconds: int = Field(ge=1, le=10)

    def enter(self, turn: Turn) -> Step:
        page = self.language_keys(turn.tree, turn.position.part)
        return turn.wait(tuple(self._announce(key, page[key]) for key in page), self.seconds)

    def begin(self, turn: Turn, likely: tuple[str, ...]) -> Step:
        """A call begins. likely: languages that the caller probably speaks, likeliest first.

        The page of the likeliest comes first, and on it the likely languages. Their keys stay the
        same, and every page that the caller turns to is in the order of its keys.
        """
        shown = self.shown(turn.tree)
        pages = (
            number for one in likely for number, page in enumerate(shown, 1) if one in page.values()
        )
        begun = turn.at(part=next(pages, 1))
        page = self.language_keys(turn.tree, begun.position.part)
        keys = sorted(
            page, key=lambda key: likely.index(page[key]) if page[key] in likely else len(likely)
        )
        return begun.wait(tuple(self._announce(key, page[key]) for key in keys), self.seconds)

    def hear(self, turn: Turn, keys: str) -> Step | None:
        language = self.language_keys(turn.tree, turn.position.part).get(keys)
        return self.choose(turn, language) if language else None

    def choose(self, turn: Turn, language: str) -> Step:
        """A caller has a language: welcome, and on to the node `goes`."""
        chosen = turn.at(language=language)
        said = chosen.say([self.welcomes]) + at_welcome(chosen)
        return chosen.go(self.goes).after(said, chosen.event(EventKind.LANGUAGE))

    def silent(self, turn: Turn) -> Step:
        """Silence turns the page; after the last page of the last round a person is rung. A caller
        who has turned to a further page looks for a language that the first pages lack, so silence
        goes on to the last page.
        """
        page = turn.position.part
        last_by_silence = len(_offered(self.pages[: self.by_silence], turn.tree))
        if page != last_by_silence and page < len(self.shown(turn.tree)):
            return self._turn_to(turn, page + 1, turn.position.attempt, EventKind.SILENCE)
        if turn.position.attempt >= self.rounds:
            return turn.give_up().after((), turn.event(EventKind.SILENCE))
        return self._turn_to(turn, 1, turn.position.attempt + 1, EventKind.SILENCE)

    def wrong(self, turn: Turn) -> Step:
        """Say the page again. There is no language yet in which to say that the key was wrong."""
        if turn.position.attempt >= turn.tree.reprompt.attempts:
            return turn.give_up().after((), turn.event(EventKind.WRONG_KEY))
        return self._turn_to(
            turn, turn.position.part, turn.position.attempt + 1, EventKind.WRONG_KEY
        )

    def again(self, turn: Turn) -> Step:
        """More languages: the next page, and after the last the first."""
        return self._turn_to(
            turn, turn.position.part % len(self.shown(turn.tree)) + 1, 1, EventKind.PAGE
        )

    def back(self, turn: Turn) -> Step:
        return self._turn_to(turn, max(turn.position.part - 1, 1), 1, EventKind.PAGE)

    def problems(self, tree: Tree, name: str) -> Iterator[str]:
        yield from super().problems(tree, name)
        for number, page in enumerate(self.pages, 1):
            if len(page) > len(KEYS):
                yield f"page {number} has {len(page)} languages; {len(KEYS)} keys are there"
        for language, count in Counter(self.offers()).items():
            if count > 1:
                yield f"{language} is there twice"

    def exits(self) -> tuple[Exit, ...]:
        return (Exit(How.LANGUAGE, self.goes),)

    def script(self, tree: Tree) -> Iterator[Utterance]:
        for page in self.shown(tree):
            yield from (self._announce(key, language) for key, language in page.items())
        yield from tree.in_every_language(self.welcomes)

    def positions(self, tree: Tree, name: str, language: str) -> Iterator[Position]:
        for part in range(1, len(self.shown(tree)) + 1):
            yield Position(name, language, part=part)

    def offers(self) -> tuple[str, ...]:
        return tuple(language for page in self.pages for language in page)

    def language_keys(self, tree: Tree, part: int) -> Mapping[str, str]:
        shown = self.shown(tree)
        return shown[min(part, len(shown)) - 1]

    def shown(self, tree: Tree) -> list[dict[str, str]]:
        """The pages that have a language to choose, each as key -> language. A language that is not
        offered leaves its key unused.
        """
        return _offered(self.pages, tree)

    def _announce(self, key: str, language: str) -> Utterance:
        return Utterance(self.announces, language, (("key", key),))

    def _turn_to(self, turn: Turn, page: int, attempt: int, why: EventKind) -> Step:
        return self.enter(turn.at(part=page, attempt=attempt)).after((), turn.event(why))


def _offered(pages: tuple[tuple[str, ...], ...], tree: Tree) -> list[dict[str, str]]:
    keys = (
        {key: one for key, one in zip(KEYS, page, strict=False) if one in tree.offered}
        for page in pages
    )
    return [page for page in keys if page]
