"""How long a caller who hears the hotline for the first time listens, and how many keys they press,
until help.

The caller listens to a menu until their option was said, presses its key at once, and waits in
silence for the next page of languages. The seconds are those of the clips, on the tree with the
languages that are offered. A caller who knows the keys need not listen so long.
"""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from ivr import engine
from ivr.events import EventKind
from ivr.exits import How
from ivr.position import Digits, Position
from ivr.step import Dial, Step, Utterance, Wait
from ivr.tree import Tree
from ivr.turn import Turn
from routes.call.hotline import Hotline
from routes.operations.clip_seconds import lasts, over

DEEPEST = 6
"""Paths with more keys and silences than this are not searched."""
ANNOUNCED = (16.0, 32.0)
"""Seconds, at most, until a language was announced, on the first page and on the second."""
DANGER = (25.0, 37.0)
"""Seconds, at most, until the advice on danger begins, for a language on the first page and on the
second, whose callers hear the first page before.
"""
CENTRE, CENTRE_KEYS = 30.0, 3
"""Seconds after the choice of language, and keys in all, at most, until a centre rings."""
PROMPT, MENU = 20.0, 15.0
"""Seconds, at most, of a prompt, and of a menu that is heard for the first time."""


@dataclass(frozen=True, slots=True)
class CallPath:
    """What a caller does and hears up to some step.

    keys: how many were pressed. listened: seconds since the call was answered. chosen: how many of
    these had passed when the language was chosen. calling: how many of these, at the end, tell whom
    the hotline calls. said: everything in the documents on the path, also what a key cut off.
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
class ListeningTime:
    """The listening times of one language.

    page: of the language menu, from 1. announced: seconds until its name and key were said. danger:
    the path to the beginning of the advice on danger. rings: destination -> the path to its
    telephone. menus: node -> seconds of what a caller hears first. longest: the longest prompt, and
    its seconds.
    """

    language: str
    page: int
    announced: float
    danger: CallPath
    rings: dict[str, CallPath]
    menus: dict[str, float]
    longest: tuple[str, float]

    def complaints(self, hotline: Hotline) -> Iterator[str]:
        """What takes longer than it may."""
        page = min(self.page, len(ANNOUNCED)) - 1
        yield from over("its announcement", self.announced, ANNOUNCED[page])
        yield from over("the advice on danger begins after", self.danger.listened, DANGER[page])
        for name, path in self.rings.items():
            if hotline.tree.destinations[name].region:
                yield from over(f"{name} rings after", path.since_language, CENTRE)
                yield from over(f"keys to {name}:", path.keys, CENTRE_KEYS, "")
        for name, menu in self.menus.items():
            yield from over(f"the menu {name!r} lasts", menu, MENU)
        yield from over(f"the prompt {self.longest[0]!r} lasts", self.longest[1], PROMPT)


@dataclass
class Listener:
    """Measures one language. now: the time of the call, which opening hours depend on."""

    hotline: Hotline
    language: str
    now: datetime
    _order: Iterator[int] = field(default_factory=count)

    def listening_time(self) -> ListeningTime:
        """Raises LookupError when a text has no clip, since how long a carrier's voice takes is not
        known.
        """
        tree = self.hotline.tree
        in_danger = _with_exits(tree, How.STAYS)  # a caller who stays on the line is put through
        danger, rings = CallPath(), dict[str, CallPath]()
        for path, step in self._paths():
            for event in step.events:
                if event.kind is EventKind.RINGS and isinstance(step.then, Dial):
                    rings.setdefault(event.destination, self._rings(path, step, step.then))
                elif event.kind is EventKind.ENTERED and event.node in in_danger:
                    danger = danger if danger.keys else path
        page, announced = self._announced()
        menus = {name: self._menu(name) for name in _menus(tree)}
        lasting = {
            line.prompt: lasts(self.hotline, line)
            for _, line in tree.script()
            if line.language == self.language
        }
        return ListeningTime(
            self.language,
            page,
            announced,
            danger,
            rings,
            menus,
            max(lasting.items(), key=lambda one: one[1]),
        )

    def _paths(self) -> Iterator[tuple[CallPath, Step]]:
        """Every step that a caller can reach, in the order of the listening before it."""
        first = engine.start(self.hotline.tree, self.now)
        queue = [(0.0, next(self._order), 0, CallPath(), first)]
        while queue:
            _, _, depth, path, step = heapq.heappop(queue)
            yield path, step
            if depth < DEEPEST and isinstance(step.then, Wait):
                for longer, after in self._further(path, step, step.then):
                    heapq.heappush(
                        queue, (longer.listened, next(self._order), depth + 1, longer, after)
                    )

    def _further(self, path: CallPath, step: Step, wait: Wait) -> Iterator[tuple[CallPath, Step]]:
        tree = self.hotline.tree
        languages = tree.nodes[wait.next.node].language_keys(tree, wait.next.part)
        choices = tree.nodes[wait.next.node].choices()
        heard, said = path.listened, (*path.said, *step.prompts)
        for line in step.prompts:
            heard += lasts(self.hotline, line)
            key = dict(line.values).get("key", "")
            if languages.get(key) == self.language:
                yield (
                    CallPath(path.keys + 1, heard, heard, said=said),
                    engine.advance(tree, wait.next, Digits(key), self.now),
                )
            elif choices.get(key) == line.prompt:
                after = engine.advance(tree, wait.next, Digits(key), self.now)
                yield CallPath(path.keys + 1, heard, path.chosen, said=said), after
        if languages:
            after = engine.advance(tree, wait.next, Digits(), self.now)
            yield CallPath(path.keys, heard + wait.seconds, path.chosen, said=said), after

    def _rings(self, path: CallPath, step: Step, dial: Dial) -> CallPath:
        calling = sum(lasts(self.hotline, line) for line in step.prompts)
        said = (*path.said, *step.prompts, *self._whispered(dial))
        return CallPath(path.keys, path.listened + calling, path.chosen, calling, said)

    def _whispered(self, dial: Dial) -> tuple[Utterance, ...]:
        if dial.whisper is None:
            return ()
        return engine.advance(self.hotline.tree, dial.whisper, Digits(), self.now).prompts

    def _announced(self) -> tuple[int, float]:
        shown = self.hotline.tree.language_page.shown(self.hotline.tree)
        page = next(
            number for number, keys in enumerate(shown, 1) if self.language in keys.values()
        )
        return page, next(path.chosen for path, _ in self._paths() if path.chosen)

    def _menu(self, name: str) -> float:
        """Seconds of what a caller hears on coming to this menu for the first time."""
        turn = Turn(self.hotline.tree, Position(name, self.language), self.now)
        return sum(lasts(self.hotline, line) for line in turn.node.enter(turn).prompts)


def listening_times(hotline: Hotline, now: datetime) -> list[ListeningTime]:
    """One for each offered language, in the order of the pages. Raises LookupError when a text has
    no clip.
    """
    return [
        Listener(hotline, one, now).listening_time()
        for page in hotline.tree.language_page.shown(hotline.tree)
        for one in page.values()
    ]


def _menus(tree: Tree) -> list[str]:
    """All menus, except those after a conversation, which begin with long advice on safety."""
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
