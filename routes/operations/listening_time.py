"""Seconds of listening and keys to press until help, for a caller who hears the hotline for the
first time.

Such a caller listens to a menu up to the choice that they need, presses its key as soon as it was
said, and waits in silence for the next page of languages. Computed from the clips and from the tree
that is offered. Whoever knows the keys listens only to whom the hotline calls.
"""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from audio.clip import seconds
from ivr import engine
from ivr.events import EventKind
from ivr.exits import How
from ivr.position import Digits, Position
from ivr.step import Dial, Step, Utterance, Wait
from ivr.tree import Tree
from ivr.turn import Turn
from routes.call.hotline import Hotline

DEEPEST = 6
"""Keys and silences of the longest way that is looked for."""
ANNOUNCED = (16.0, 32.0)
"""Seconds, at most, until a language was announced, on the first page and on the second."""
DANGER = (25.0, 37.0)
"""Seconds, at most, until the advice on danger begins: twelve more for whoever hears the first page
before theirs.
"""
CENTRE, CENTRE_KEYS = 30.0, 3
"""Seconds since the choice of language, and keys in all, at most, until the telephone of a centre
rings.
"""
PROMPT, MENU = 20.0, 15.0
"""Seconds, at most, of a prompt, and of a menu that is heard for the first time."""


@dataclass(frozen=True, slots=True)
class Way:
    """keys: pressed. listened: seconds since the answer. chosen: of these, until the language was
    chosen.
    calling: of these, the last, in which the caller hears whom the hotline calls.
    said: all that the documents on the way say, also what a key cut off.
    """

    keys: int = 0
    listened: float = 0.0
    chosen: float = 0.0
    calling: float = 0.0
    said: tuple[Utterance, ...] = ()

    @property
    def since_language(self) -> float:
        """Seconds from the choice of language until a telephone rings."""
        return self.listened - self.chosen


@dataclass(frozen=True)
class Budget:
    """Of one language, to a tenth of a second. page: from 1. announced: when its name and key were
    said.
    danger: the way to the advice on danger, as it begins. rings: destination -> the way to its
    telephone.
    menus: node -> seconds of what is heard first. longest: the prompt that lasts longest, and its
    seconds.
    """

    language: str
    page: int
    announced: float
    danger: Way
    rings: dict[str, Way]
    menus: dict[str, float]
    longest: tuple[str, float]

    def complaints(self, hotline: Hotline) -> Iterator[str]:
        """What takes longer than it may."""
        page = min(self.page, len(ANNOUNCED)) - 1
        yield from _over("its announcement", self.announced, ANNOUNCED[page])
        yield from _over("the advice on danger begins after", self.danger.listened, DANGER[page])
        for name, way in self.rings.items():
            if hotline.tree.destinations[name].region:
                yield from _over(f"{name} rings after", way.since_language, CENTRE)
                yield from _over(f"keys to {name}:", way.keys, CENTRE_KEYS, "")
        for name, lasts in self.menus.items():
            yield from _over(f"the menu {name!r} lasts", lasts, MENU)
        yield from _over(f"the prompt {self.longest[0]!r} lasts", self.longest[1], PROMPT)


@dataclass
class Ear:
    """Listens in one language. now: when the caller calls; opening hours depend on it."""

    hotline: Hotline
    language: str
    now: datetime
    _order: Iterator[int] = field(default_factory=count)

    def budget(self) -> Budget:
        """Raises LookupError where a text has no clip: how long a carrier's voice takes is not
        known.
        """
        tree = self.hotline.tree
        in_danger = _with_exits(tree, How.STAYS)  # a caller who stays on the line is put through
        danger, rings = Way(), dict[str, Way]()
        for way, step in self._ways():
            for event in step.events:
                if event.kind is EventKind.RINGS and isinstance(step.then, Dial):
                    rings.setdefault(event.destination, self._rings(way, step, step.then))
                elif event.kind is EventKind.ENTERED and event.node in in_danger:
                    danger = danger if danger.keys else way
        page, announced = self._announced()
        menus = {name: self._menu(name) for name in _menus(tree)}
        lasting = {
            line.prompt: self.lasts(line)
            for _, line in tree.script()
            if line.language == self.language
        }
        return Budget(
            self.language,
            page,
            announced,
            danger,
            rings,
            menus,
            max(lasting.items(), key=lambda one: one[1]),
        )

    def lasts(self, line: Utterance) -> float:
        """Seconds."""
        clip = self.hotline.speech(line).clip
        if clip is None:
            raise LookupError(
                f"{line.prompt} has no clip in {line.language}: run `flask audio build`"
            )
        return self.plays(clip)

    def plays(self, clip: str) -> float:
        """Seconds."""
        return seconds(self.hotline.library.folder / clip)

    def _ways(self) -> Iterator[tuple[Way, Step]]:
        """Every step that can be come to, the one after the least listening first."""
        first = engine.start(self.hotline.tree, self.now)
        queue = [(0.0, next(self._order), 0, Way(), first)]
        while queue:
            _, _, depth, way, step = heapq.heappop(queue)
            yield way, step
            if depth < DEEPEST and isinstance(step.then, Wait):
                for longer, after in self._further(way, step, step.then):
                    heapq.heappush(
                        queue, (longer.listened, next(self._order), depth + 1, longer, after)
                    )

    def _further(self, way: Way, step: Step, wait: Wait) -> Iterator[tuple[Way, Step]]:
        tree = self.hotline.tree
        languages = tree.nodes[wait.next.node].language_keys(tree, wait.next.part)
        choices = tree.nodes[wait.next.node].choices()
        heard, said = way.listened, (*way.said, *step.prompts)
        for line in step.prompts:
            heard += self.lasts(line)
            key = dict(line.values).get("key", "")
            if languages.get(key) == self.language:
                yield (
                    Way(way.keys + 1, heard, heard, said=said),
                    engine.advance(tree, wait.next, Digits(key), self.now),
                )
            elif choices.get(key) == line.prompt:
                after = engine.advance(tree, wait.next, Digits(key), self.now)
                yield Way(way.keys + 1, heard, way.chosen, said=said), after
        if languages:
            after = engine.advance(tree, wait.next, Digits(), self.now)
            yield Way(way.keys, heard + wait.seconds, way.chosen, said=said), after

    def _rings(self, way: Way, step: Step, dial: Dial) -> Way:
        calling = sum(map(self.lasts, step.prompts))
        said = (*way.said, *step.prompts, *self._whispered(dial))
        return Way(way.keys, way.listened + calling, way.chosen, calling, said)

    def _whispered(self, dial: Dial) -> tuple[Utterance, ...]:
        if dial.whisper is None:
            return ()
        return engine.advance(self.hotline.tree, dial.whisper, Digits(), self.now).prompts

    def _announced(self) -> tuple[int, float]:
        shown = self.hotline.tree.language_page.shown(self.hotline.tree)
        page = next(
            number for number, keys in enumerate(shown, 1) if self.language in keys.values()
        )
        return page, next(way.chosen for way, _ in self._ways() if way.chosen)

    def _menu(self, name: str) -> float:
        """Seconds of what a caller hears who comes to this menu for the first time."""
        turn = Turn(self.hotline.tree, Position(name, self.language), self.now)
        return sum(map(self.lasts, turn.node.enter(turn).prompts))


def budgets(hotline: Hotline, now: datetime) -> list[Budget]:
    """Of every language that is offered, in the order of the pages. Raises LookupError."""
    return [
        Ear(hotline, one, now).budget()
        for page in hotline.tree.language_page.shown(hotline.tree)
        for one in page.values()
    ]


def _menus(tree: Tree) -> list[str]:
    """All menus but those that follow a conversation: those first say what protects the caller,
    however long it takes.
    """
    after = {
        way_out.node
        for node in tree.nodes.values()
        for way_out in node.exits()
        if way_out.how is How.CONVERSATION
    }
    return [name for name in _with_exits(tree, How.OPTION, How.STAYS) if name not in after]


def _with_exits(tree: Tree, *hows: How) -> list[str]:
    """The nodes that a caller can leave in one of these ways."""
    return [
        name
        for name, node in tree.nodes.items()
        if any(way_out.how in hows for way_out in node.exits())
    ]


def _over(what: str, value: float, limit: float, unit: str = " s") -> Iterator[str]:
    if round(value, 1) > limit:
        yield f"{what} {value:.1f}{unit}, at most {limit:g}{unit}"
