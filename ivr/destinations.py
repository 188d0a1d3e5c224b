"""Who can be called: destinations, with their lines and opening hours."""

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    field_validator,
    model_validator,
)

from ivr import hours as opening
from ivr.hours import BRUSSELS_TIME as BRUSSELS_TIME
from ivr.numbers import ShortCode, international
from ivr.position import Region
from ivr.problems import BadFile, Problem, from_validation, read_table

HELPLINE = "helpline"
"""The destination that every transfer falls back to."""
POLICE = "police"
"""The destination of a caller who is in danger now."""
MOST_AT_ONCE = 10
"""Lines that one <Dial> can ring at the same time (Twilio, <Number>)."""


def _dialable(uri: str) -> str:
    """A `tel:` or `sip:` address that a carrier can ring. Raises ValueError.

    A number is taken as people write it, also without `tel:`. An emergency short code is no
    telephone number (E.164), and the carrier's emergency calling does not cover Belgium. It is
    reached only through a SIP trunk (`sip:112@...`).
    """
    scheme, separator, address = uri.strip().partition(":")
    if scheme.lower() == "tel" or (not separator and any(one.isdigit() for one in uri)):
        try:
            return f"tel:{international(address or scheme)}"
        except ShortCode:
            raise ValueError(
                f"{address or scheme!r} is a short code, which the carrier does not connect: give "
                "an ordinary number (tel:+32...) or a SIP trunk that carries it (sip:112@...)"
            ) from None
        except ValueError as error:
            raise ValueError(f"{address or scheme!r} {error}") from None
    if scheme != "sip" or not re.fullmatch(r"[^\s@]+@[^\s@]+", address):
        raise ValueError(f"{uri!r} cannot be dialled: write tel:+32... or sip:name@host")
    return uri.strip()


Uri = Annotated[str, AfterValidator(_dialable)]
"""A `tel:` or `sip:` address that a carrier can ring."""


def _readable(written: str) -> str:
    if problem := opening.wrong(written):
        raise ValueError(problem)
    return written


class Line(BaseModel):
    """One telephone line of a destination. A line without hours, or with `unknown` ones, is rung at
    any time. seconds: how long it rings; empty for as long as the tree lets any line ring.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    uri: Uri
    hours: Annotated[str, AfterValidator(_readable)] = ""
    whisper: bool = True
    seconds: Annotated[int, Field(ge=5, le=120)] | None = None

    def is_open(self, now: datetime) -> bool:
        """Whether the line is worth ringing at this moment; Belgian public holidays count."""
        return not self.hours or opening.is_open(self.hours, now)

    def next_change(self, now: datetime) -> datetime | None:
        """When the line opens or closes next, in Belgian time; None when it never does."""
        return opening.next_change(self.hours, now) if self.hours else None


class Destination(BaseModel):
    """An organisation that helps, and how it is reached.

    announce: the prompt that tells the caller who is being called.
    whisper: the languages in which the person who picks up is told of the call, in this order.
    languages: the languages that are spoken there with callers; empty while that is not known.
    ring_all: whether all open lines ring at once, instead of one after the other.
    interpreters: a caller's language -> the line of an interpreter whom the person who picks up can
    ask to join.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    announce: str
    region: Region | None = None
    whisper: tuple[str, ...] = Field(min_length=1)
    languages: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    ring_all: bool = False
    interpreters: Mapping[str, Uri] = Field(default={})

    @property
    def speaks(self) -> frozenset[str]:
        """The languages that are known to be spoken there: those in which the person who picks up
        is spoken to, and those that the destination has told.
        """
        return frozenset({*self.whisper, *self.languages})

    @model_validator(mode="after")
    def _ring_alike(self) -> "Destination":
        """Refuse to ring telephone and SIP lines at once, since a carrier may (Twilio, Studio,
        Connect Call To).
        """
        kinds = {(line.whisper, line.uri.partition(":")[0]) for line in self.lines}
        if self.ring_all and (len(kinds) > 1 or len(self.lines) > MOST_AT_ONCE):
            raise ValueError(
                f"lines that ring at once are at most {MOST_AT_ONCE}, all tel: or all sip:, "
                "and all with or all without a whisper"
            )
        return self

    @field_validator("lines", mode="before")
    @classmethod
    def _short_form(cls, lines: Any) -> Any:
        return (
            [{"uri": line} if isinstance(line, str) else line for line in lines]
            if isinstance(lines, list)
            else lines
        )


Destinations = Mapping[str, Destination]


def load_destinations(path: Path) -> Destinations:
    """Read destinations.toml. Raises BadFile with every problem in it."""
    data = read_table(path)
    helpline = data.get(HELPLINE)
    problems = []
    if not (isinstance(helpline, dict) and helpline.get("lines")):
        message = "is missing or has no line: every transfer falls back to it"
        problems.append(Problem(path.name, HELPLINE, message))
    try:
        found = _FILE.validate_python(data)
    except ValidationError as error:
        problems += from_validation(path.name, error, renamed={"together": "ring_all"})
    if problems:
        raise BadFile(problems)
    return found


_FILE = TypeAdapter(dict[str, Destination])
