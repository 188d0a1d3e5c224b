"""The names of what can be changed: plain text, and the parts of it."""

import re
from collections.abc import Callable
from dataclasses import dataclass

FIELDS = ("uri", "hours", "whisper", "seconds", "override")
"""Of a line, as ivr/destinations.toml calls them."""
_LINE = re.compile(rf"destinations\.(.+)\.lines\.([a-z0-9-]+)\.({'|'.join(FIELDS)})")
_WHOLE_LINE = re.compile(r"destinations\.(.+)\.lines\.([a-z0-9-]+)")
_ORDER = re.compile(r"destinations\.(.+)\.order")
CENTRES = "centres.order"
_SOUND = re.compile(r"sounds\.([A-Za-z0-9-]+)\.([0-9a-f]{32})")
_ENGLISH = re.compile(r"english\.([A-Za-z0-9-]+)\.(.+)")
_TEXT = re.compile(r"texts\.([A-Za-z0-9-]+)\.(.+)")
_SIGNATURE = re.compile(r"signatures\.([A-Za-z0-9-]+)")


class NoSuchEntity(Exception):
    """The files have no such thing. Says what is missing."""


@dataclass(frozen=True, slots=True)
class LineField:
    """One entry of one line of a destination. line: its id."""

    destination: str
    line: str
    field: str

    def __str__(self) -> str:
        return f"destinations.{self.destination}.lines.{self.line}.{self.field}"


@dataclass(frozen=True, slots=True)
class WholeLine:
    """That a destination has a line. line: its id. The value is None where there is no such line,
    else the entries with which it is added.
    """

    destination: str
    line: str

    def __str__(self) -> str:
        return f"destinations.{self.destination}.lines.{self.line}"


@dataclass(frozen=True, slots=True)
class Order:
    """The order in which the lines of a destination ring: their ids."""

    destination: str

    def __str__(self) -> str:
        return f"destinations.{self.destination}.order"


@dataclass(frozen=True, slots=True)
class CentreOrder:
    """The order in which the centres of other regions ring: their names in the file."""

    def __str__(self) -> str:
        return CENTRES


@dataclass(frozen=True, slots=True)
class Text:
    """What a prompt says in a language. In English every other language follows it."""

    language: str
    prompt: str

    def __str__(self) -> str:
        return f"texts.{self.language}.{self.prompt}"


@dataclass(frozen=True, slots=True)
class EnglishOf:
    """The English that a translation was made for, or was found to fit; empty where nobody knows.
    The translation is out of date while callers hear another English.
    """

    language: str
    prompt: str

    def __str__(self) -> str:
        return f"english.{self.language}.{self.prompt}"


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed the texts of a language, and whether callers can choose it."""

    language: str

    def __str__(self) -> str:
        return f"signatures.{self.language}"


@dataclass(frozen=True, slots=True)
class Sound:
    """A master from the desk that says a text. text: the digest of the text. It never conflicts
    with the files: where there is none, their own masters say the text.
    """

    language: str
    text: str

    def __str__(self) -> str:
        return f"sounds.{self.language}.{self.text}"


OfDestinations = LineField | WholeLine | Order
InDestinations = OfDestinations | CentreOrder
Entity = InDestinations | Text | EnglishOf | Sound | Signature


_KINDS: tuple[tuple[re.Pattern[str], Callable[..., Entity]], ...] = (
    (_LINE, LineField),
    (_WHOLE_LINE, WholeLine),
    (_ORDER, Order),
    (_SOUND, Sound),
    (_TEXT, Text),
    (_ENGLISH, EnglishOf),
    (_SIGNATURE, Signature),
)


def entity_of(name: str) -> Entity:
    """The parts of a name. Raises NoSuchEntity."""
    if name == CENTRES:
        return CentreOrder()
    for pattern, kind in _KINDS:
        if found := pattern.fullmatch(name):
            return kind(*found.groups())
    raise NoSuchEntity(f"{name!r} is nothing that can be changed")
