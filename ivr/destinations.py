"""Who can be called: destinations, with their lines and opening hours."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    field_validator,
    model_validator,
)

from ivr import hours as opening
from ivr.hours import BRUSSELS_TIME
from ivr.numbers import Uri
from ivr.position import Region
from ivr.problems import BadFile, Problem, from_validation, read_table

HELPLINE = "helpline"
"""The destination that every transfer falls back to."""
POLICE = "police"
"""The destination of a caller who is in danger now."""
MOST_AT_ONCE = 10
"""Lines that one <Dial> can ring at the same time (Twilio, <Number>)."""


def _readable(written: str) -> str:
    if problem := opening.wrong(written):
        raise ValueError(problem)
    return written


class Override(BaseModel):
    """Something else than usual for a while: a line is closed, or forwarded to another address. It
    ends by itself. Hours count all the same.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    since: AwareDatetime
    until: AwareDatetime
    to: Uri | None = None

    @model_validator(mode="after")
    def _ends_later(self) -> "Override":
        if self.until <= self.since:
            raise ValueError("'until' must be later than 'since'")
        return self

    def holds(self, now: datetime) -> bool:
        """Whether it is in force at this moment."""
        return self.since <= now < self.until


class Line(BaseModel):
    """One telephone line of a destination. A line without hours, or with `unknown` ones, is rung at
    any time. seconds: how long it rings; empty for as long as the tree lets any line ring. id: what
    the line is known by when its address or its place changes; empty for a digest of the address.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,32}$")] | None = None
    uri: Uri
    hours: Annotated[str, AfterValidator(_readable)] = ""
    whisper: bool = True
    seconds: Annotated[int, Field(ge=5, le=120)] | None = None
    override: Override | None = None

    @model_validator(mode="after")
    def _forwarded_alike(self) -> "Line":
        """Refuse to forward a telephone line to SIP, or the other way round: lines that ring at
        once are all of one kind.
        """
        to = self.override.to if self.override else None
        if to and to.partition(":")[0] != self.uri.partition(":")[0]:
            raise ValueError("a line is forwarded to an address of its own kind: tel: or sip:")
        return self

    def is_open(self, now: datetime) -> bool:
        """Whether the line is worth ringing at this moment; Belgian public holidays count."""
        if self.override and self.override.to is None and self.override.holds(now):
            return False
        return not self.hours or opening.is_open(self.hours, now)

    def uri_at(self, now: datetime) -> str:
        """The address that is rung at this moment."""
        if self.override and self.override.to and self.override.holds(now):
            return self.override.to
        return self.uri

    @property
    def uris(self) -> tuple[str, ...]:
        """Every address that may be rung."""
        return (self.uri, *([self.override.to] if self.override and self.override.to else []))

    def next_change(self, now: datetime) -> datetime | None:
        """When the line opens or closes next, in Belgian time; None when it never does."""
        closing = self.override if self.override and self.override.to is None else None
        moment: datetime | None = now
        while moment:
            borders = [closing.since, closing.until] if closing else []
            if self.hours and not (closing and closing.holds(moment)):
                by_hours = opening.next_change(self.hours, moment)
                borders += [by_hours] if by_hours else []
            moment = min((one for one in borders if one > moment), default=None)
            if moment and self.is_open(moment) != self.is_open(now):
                return moment.astimezone(BRUSSELS_TIME)
        return None


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


def line_ids(destination: str, lines: Sequence[Line]) -> tuple[str, ...]:
    """What each line is known by: the id that it was given, else a digest of its destination and
    address. A call under way and a change at the desk find the line by it.
    """
    seen: Counter[str] = Counter()
    ids = []
    for line in lines:
        written = f"{destination} {line.uri} {seen[line.uri]}"
        seen[line.uri] += 1
        ids.append(line.id or sha256(written.encode()).hexdigest()[:8])
    return tuple(ids)


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
