"""What the page Now shows: sections of status items, each with a light that also has a word."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from routes.call.hotline import Hotline


class Light(StrEnum):
    """good: nothing to do. watch: a person should look. bad: callers are harmed. none: only to be
    known.
    """

    GOOD = "good"
    WATCH = "watch"
    BAD = "bad"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class StatusItem:
    """One thing about the hotline. word: the light in words. title: what the item is about. notes:
    details, a phrase each. administrator: the same in English for the person who runs the server,
    with commands; the page folds it away. link: the endpoint of the page that says more.
    """

    light: Light
    word: str
    title: str
    notes: tuple[str, ...] = ()
    administrator: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Button:
    """A button below a section. endpoint: where its form is sent. label: in English, translated
    where it is shown.
    """

    endpoint: str
    label: str


class Shown(StrEnum):
    """How a section is shown. open: at once. list: folded, since it is long. folded: with all that
    only the person who runs the server can mend.
    """

    OPEN = "open"
    LIST = "list"
    FOLDED = "folded"


@dataclass(frozen=True, slots=True)
class StatusSection:
    """A part of the page Now. title: in English, translated where it is shown. find: its items at
    this time. weighs: whether the sentence on top of the page depends on it.
    """

    title: str
    find: Callable[[Hotline, datetime], Iterable[StatusItem]]
    weighs: bool = False
    button: Button | None = None
    shown: Shown = Shown.OPEN
