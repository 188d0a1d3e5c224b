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
from functools import cache
from itertools import count

from audio.clip import seconds
from ivr import engine
from ivr.events import EventKind
from ivr.nodes.languages import Languages
from ivr.nodes.menu import Menu
from ivr.nodes.transfer import Transfer
from ivr.position import Digits
from ivr.step import Dial, Step, Utterance, Wait
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
        danger, rings = Way(), dict[str, Way]()
        for way, step in self._ways():
            for event in step.events:
                if event.kind is EventKind.RINGS:
                    rings.setdefault(event.destination, self._rings(way, step))
                elif (
                    event.kind is EventKind.ENTERED
                    and _is_danger(self.hotline, event.node)
                    and not danger.keys
                ):
                    danger = way
        page, announced = self._announced()
        menus = {name: self._menu(node) for name, node in _menus(self.hotline)}
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
        return _seconds(self.hotline.library.folder / clip)

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
        tree, node = self.hotline.tree, self.hotline.tree.nodes[wait.next.node]
        heard, said = way.listened, (*way.said, *step.prompts)
        for line in step.prompts:
            heard += self.lasts(line)
            key = dict(line.values).get("key")
            if isinstance(node, Languages) and line.language == self.language and key:
                yield (
                    Way(way.keys + 1, heard, heard, said=said),
                    engine.advance(tree, wait.next, Digits(key), self.now),
                )
            elif isinstance(node, Menu) and key and node.choices().get(key) == line.prompt:
                after = engine.advance(tree, wait.next, Digits(key), self.now)
                yield Way(way.keys + 1, heard, way.chosen, said=said), after
        if isinstance(node, Languages):
            after = engine.advance(tree, wait.next, Digits(), self.now)
            yield Way(way.keys, heard + wait.seconds, way.chosen, said=said), after

    def _rings(self, way: Way, step: Step) -> Way:
        assert isinstance(step.then, Dial)
        calling = sum(map(self.lasts, step.prompts))
        said = (*way.said, *step.prompts, *self._whispered(step.then))
        return Way(way.keys, way.listened + calling, way.chosen, calling, said)

    def _whispered(self, dial: Dial) -> tuple[Utterance, ...]:
        if dial.whisper is None:
            return ()
        return engine.advance(self.hotline.tree, dial.whisper, Digits(), self.now).prompts

    def _announced(self) -> tuple[int, float]:
        start = self.hotline.tree.nodes[self.hotline.tree.goes.start]
        assert isinstance(start, Languages)
        shown = start.shown(self.hotline.tree)
        page = next(
            number for number, keys in enumerate(shown, 1) if self.language in keys.values()
        )
        return page, next(way.chosen for way, _ in self._ways() if way.chosen)

    def _menu(self, menu: Menu) -> float:
        lines = [line for line in menu.script(self.hotline.tree) if line.language == self.language]
        return sum(self.lasts(line) for line in lines if line.prompt not in menu.later)


def budgets(hotline: Hotline, now: datetime) -> list[Budget]:
    """Of every language that is offered, in the order of the pages. Raises LookupError."""
    start = hotline.tree.nodes[hotline.tree.goes.start]
    assert isinstance(start, Languages)
    return [
        Ear(hotline, one, now).budget()
        for page in start.shown(hotline.tree)
        for one in page.values()
    ]


def _menus(hotline: Hotline) -> Iterator[tuple[str, Menu]]:
    """All but those that follow a conversation: there, what protects the caller is said first,
    whatever it takes.
    """
    after = {node.ended for node in hotline.tree.nodes.values() if isinstance(node, Transfer)}
    for name, node in hotline.tree.nodes.items():
        if isinstance(node, Menu) and name not in after:
            yield name, node


def _over(what: str, value: float, limit: float, unit: str = " s") -> Iterator[str]:
    if round(value, 1) > limit:
        yield f"{what} {value:.1f}{unit}, at most {limit:g}{unit}"


def _is_danger(hotline: Hotline, name: str) -> bool:
    """The menu in which silence is a choice of its own: whoever stays is put through."""
    node = hotline.tree.nodes[name]
    return isinstance(node, Menu) and node.stays is not None


_seconds = cache(seconds)
