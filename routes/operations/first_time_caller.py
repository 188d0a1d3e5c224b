"""Walks the tree as somebody does who hears the hotline for the first time.

The caller listens to a menu until their option was said, presses its key at once, and waits in
silence for the next page of languages, as far as silence turns them. The seconds are those of the
clips, on the tree with the languages that are offered. A caller who knows the keys need not listen
so long.
"""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count

from ivr import engine
from ivr.events import EventKind
from ivr.exits import How
from ivr.notices import RINGING, WELCOME, Notice, Template
from ivr.position import Digits, Position
from ivr.step import Dial, Step, Wait
from ivr.turn import Turn
from routes.call.hotline import Hotline
from routes.operations.clip_seconds import lasts
from routes.operations.listening_time import CallPath, ListeningTime

DEEPEST = 6
"""Paths with more keys and silences than this are not searched."""
_WEEK = 7


@dataclass
class FirstTimeCaller:
    """A caller who speaks one language. now: the time of the call, for opening hours."""

    hotline: Hotline
    language: str
    now: datetime
    _order: Iterator[int] = field(default_factory=count)

    def listening_time(self) -> ListeningTime:
        """Raises LookupError when a text has no clip, since how long a carrier's voice takes is not
        known.
        """
        tree = self.hotline.tree
        in_danger = self._with_exits(How.STAYS)  # a caller who stays on the line is put through
        danger, rings = CallPath(), dict[str, CallPath]()
        for path, step in self._paths():
            for event in step.events:
                if event.kind is EventKind.RINGS and isinstance(step.then, Dial):
                    rings.setdefault(event.destination, self._rings(path, step, step.then))
                elif event.kind is EventKind.ENTERED and event.node in in_danger:
                    danger = danger if danger.keys else path
        page, announced = self._announced()
        menus = {name: self._menu(name) for name in self._menus()}
        lasting = {
            line.prompt: lasts(self.hotline, line)
            for _, line in tree.script()
            if line.language == self.language and line.prompt not in tree.notices.prompts
        }
        return ListeningTime(
            self.language,
            page,
            announced,
            danger,
            max(map(self._stays, in_danger), default=0.0),
            rings,
            menus,
            max(lasting.items(), key=lambda one: one[1]),
            self._notice(),
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
            yield self._turns_the_page(wait, replace(path, listened=heard, said=said))

    def _turns_the_page(self, wait: Wait, path: CallPath) -> tuple[CallPath, Step]:
        """The caller waits for the next page, or presses the key for it where silence has none."""
        tree = self.hotline.tree
        after = engine.advance(tree, wait.next, Digits(), self.now)
        if isinstance(after.then, Wait) and after.then.next.part > wait.next.part:
            return replace(path, listened=path.listened + wait.seconds), after
        after = engine.advance(tree, wait.next, Digits(tree.keys.again), self.now)
        return replace(path, keys=path.keys + 1), after

    def _rings(self, path: CallPath, step: Step, dial: Dial) -> CallPath:
        calling = sum(lasts(self.hotline, line) for line in step.prompts)
        said = (*path.said, *step.prompts)
        if dial.whisper:
            whisper = engine.advance(self.hotline.tree, dial.whisper, Digits(), self.now)
            said = (*said, *whisper.prompts)
        return CallPath(path.keys, path.listened + calling, path.chosen, calling, said)

    def _announced(self) -> tuple[int, float]:
        shown = self.hotline.tree.language_page.shown(self.hotline.tree)
        page = next(
            number for number, keys in enumerate(shown, 1) if self.language in keys.values()
        )
        return page, next(path.chosen for path, _ in self._paths() if path.chosen)

    def _stays(self, name: str) -> float:
        """Seconds of what is said before the ringing to a caller who stays on the line here."""
        here = Position(name, self.language)
        step = engine.advance(self.hotline.tree, here, Digits(), self.now)
        return sum(lasts(self.hotline, line) for line in step.prompts)

    def _notice(self) -> float:
        """Seconds of the longest notice, whatever the day on which it ends. One without a clip is
        not measured: how long a voice of the carrier takes is not known.
        """
        tree, days = self.hotline.tree, range(_WEEK)
        said = (
            Notice(place, template, self.now, self.now + timedelta(day)).said(
                tree, self.language, self.now
            )
            for place in (WELCOME, RINGING, *tree.destinations)
            for template in Template
            for day in days
        )
        return max(
            sum(lasts(self.hotline, line) for line in lines)
            for lines in said
            if all(self.hotline.speech(line).clip for line in lines)
        )

    def _menu(self, name: str) -> float:
        """Seconds of what a caller hears on coming to this menu for the first time."""
        turn = Turn(self.hotline.tree, Position(name, self.language), self.now)
        return sum(lasts(self.hotline, line) for line in turn.node.enter(turn).prompts)

    def _menus(self) -> list[str]:
        """All menus, except those after a conversation, which begin with long advice on safety."""
        after = {
            way_out.node
            for node in self.hotline.tree.nodes.values()
            for way_out in node.exits()
            if way_out.how is How.CONVERSATION
        }
        return [name for name in self._with_exits(How.OPTION, How.STAYS) if name not in after]

    def _with_exits(self, *hows: How) -> list[str]:
        """The nodes that the caller can come to, and leave in one of these ways."""
        tree = self.hotline.tree
        reached = tree.reach(self.language)
        return [
            name
            for name in tree.nodes
            if name in reached
            and any(way_out.how in hows for way_out in tree.ways_out(name, self.language))
        ]


def listening_times(hotline: Hotline, now: datetime) -> list[ListeningTime]:
    """One for each offered language, in the order of the pages. Raises LookupError when a text has
    no clip.
    """
    return [
        FirstTimeCaller(hotline, one, now).listening_time()
        for page in hotline.tree.language_page.shown(hotline.tree)
        for one in page.values()
    ]
