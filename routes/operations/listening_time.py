"""How long a caller who hears the hotline for the first time listens, and how many keys they press,
until help.

`first_time_caller.py` measures it; here is what was found, and how long each may take.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ivr.step import Utterance
from routes.call.hotline import Hotline
from routes.operations.clip_seconds import over

ANNOUNCED = (16.0, 34.0, 40.0, 55.0)
"""Seconds, at most, until a language was announced, by page; the last for all further pages."""
DANGER = (25.0, 40.0, 46.0, 62.0)
"""Seconds, at most, until the advice on danger begins, by the page of the language: callers hear
the pages before.
"""
CENTRE, CENTRE_KEYS = 21.0, (3, 3, 3, 4)
"""Seconds after the choice of language, and keys in all by the page of the language, at most, until
a centre is chosen. One of the keys leads to the pages that silence does not turn to.
"""
CALLING, HURRIED = 26.0, 12.0
"""Seconds, at most, of what is said between that and the ringing, and of what is said there to a
caller in danger. The first time in a call it tells whom the hotline calls, that no name is needed,
what the caller's telephone keeps, and that another language may be spoken. In danger it is less.
"""
PROMPT, MENU = 20.0, 16.0
"""Seconds, at most, of a prompt, and of a menu that is heard for the first time."""
NOTICE = 10.0
"""Seconds, at most, by which a notice delays what follows. Callers hear one at most."""


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
    the path to the beginning of the advice on danger. stays: seconds of what is said, after that
    advice, to a caller who stays on the line. rings: destination -> the path to its
    telephone. menus: node -> seconds of what a caller hears first. longest: the longest prompt, and
    its seconds. notice: seconds of the longest notice; 0 in a short language, which has none.
    """

    language: str
    page: int
    announced: float
    danger: CallPath
    stays: float
    rings: dict[str, CallPath]
    menus: dict[str, float]
    longest: tuple[str, float]
    notice: float = 0.0

    def complaints(self, hotline: Hotline) -> Iterator[str]:
        """What takes longer than it may."""
        page = min(self.page, len(ANNOUNCED)) - 1
        yield from over("its announcement", self.announced, ANNOUNCED[page])
        yield from over("the advice on danger begins after", self.danger.listened, DANGER[page])
        yield from over("before the ringing in danger is said", self.stays, HURRIED)
        for name, path in self.rings.items():
            yield from over(f"before {name} rings is said", path.calling, CALLING)
            if hotline.tree.destinations[name].region:
                chosen = path.since_language - path.calling
                yield from over(f"{name} is chosen after", chosen, CENTRE)
                yield from over(f"keys to {name}:", path.keys, CENTRE_KEYS[page], "")
        for name, menu in self.menus.items():
            yield from over(f"the menu {name!r} lasts", menu, MENU)
        yield from over(f"the prompt {self.longest[0]!r} lasts", self.longest[1], PROMPT)
        yield from over("a notice lasts", self.notice, NOTICE)
