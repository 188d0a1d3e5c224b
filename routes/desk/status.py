"""One thing that the desk tells of the hotline, with a light that also has a word."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from routes.call.hotline import Hotline


class Light(StrEnum):
    """good: nothing to do. watch: somebody should look. bad: callers are harmed. none: just so you
    know.
    """

    GOOD = "good"
    WATCH = "watch"
    BAD = "bad"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Finding:
    """word: what the light says. title: of what. notes: more of it, a phrase each. english: whether
    the title is in English whatever the language of the page, as what the hotline's commands say
    is.
    """

    light: Light
    word: str
    title: str
    notes: tuple[str, ...] = ()
    english: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page Now. title: in English, translated where it is shown. weighs: whether the
    first sentence of the page depends on it. button: the endpoint that looks again, and what its
    button says.
    """

    title: str
    find: Callable[[Hotline, datetime], Iterable[Finding]]
    weighs: bool = False
    button: tuple[str, str] | None = None

    def findings(self, hotline: Hotline, now: datetime) -> Iterator[Finding]:
        """What there is to tell now."""
        yield from self.find(hotline, now)
