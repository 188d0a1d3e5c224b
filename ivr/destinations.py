"""Who can be called: their lines, their hours, and the order in which they are tried."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import phonenumbers
from opening_hours import OpeningHours, validate
from phonenumbers import shortnumberinfo
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

from ivr.position import Region
from ivr.problems import BadFile, Problem, from_validation

BRUSSELS_TIME = ZoneInfo("Europe/Brussels")
HELPLINE = "helpline"
"""The destination that every chain falls back to."""
POLICE = "police"
"""The destination of a caller who is in danger now."""
MOST_TOGETHER = 10
"""Lines that one <Dial> can ring (Twilio, <Number>)."""


def _dialable(uri: str) -> str:
    """A `tel:` or `sip:` address that a carrier can ring.

    An emergency short code is no telephone number (E.164), and the carrier's emergency calling does
    not cover Belgium: it is reached only through a SIP trunk (`sip:112@...`).
    """
    scheme, _, address = uri.partition(":")
    if scheme == "tel":
        _check_number(address)
    elif scheme != "sip" or not re.fullmatch(r"[^\s@]+@[^\s@]+", address):
        raise ValueError(f"{uri!r} cannot be dialled: write tel:+32... or sip:name@host")
    return uri


def _check_number(number: str) -> None:
    if shortnumberinfo.is_emergency_number(number, "BE") or len(number) <= 4:
        raise ValueError(
            f"{number!r} is a short code, which the carrier does not connect: "
            "give an ordinary number (tel:+32...) or a SIP trunk that carries it (sip:112@...)"
        )
    if phonenumber_problem(number):
        raise ValueError(
            f"{number!r} {phonenumber_problem(number)}: write it as +32 and the rest, without "
            "spaces"
        )


def phonenumber_problem(number: str) -> str:
    """What is wrong with a number as an international one (E.164), or nothing."""
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return "is not an international telephone number"
    written = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    if written != number or not phonenumbers.is_valid_number(parsed):
        return "is not a number that exists"
    return ""


Uri = Annotated[str, AfterValidator(_dialable)]
"""A `tel:` or `sip:` address that a carrier can ring."""


def _readable(hours: str) -> str:
    if hours and not validate(hours):
        raise ValueError(f"{hours!r} are not opening hours (OpenStreetMap syntax)")
    return hours


class Line(BaseModel):
    """One telephone line of a destination. No hours given, or `unknown` ones, mean: try it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    uri: Uri
    hours: Annotated[str, AfterValidator(_readable)] = ""
    whisper: bool = True

    def is_open(self, now: datetime) -> bool:
        """Whether the line is worth ringing at this moment; Belgian public holidays count."""
        if not self.hours:
            return True
        return not OpeningHours(self.hours, country="BE").is_closed(now.astimezone(BRUSSELS_TIME))

    def next_change(self, now: datetime) -> datetime | None:
        """When the line opens or closes next, in Belgian time; None when it never does."""
        return (
            OpeningHours(self.hours, country="BE").next_change(now.astimezone(BRUSSELS_TIME))
            if self.hours
            else None
        )


class Destination(BaseModel):
    """Somebody who helps, and how they are reached.

    announce: the prompt that tells the caller who is being called.
    whisper: the languages in which the one who picks up is told of the call, one after the other.
    languages: the languages that they speak with callers; empty when nobody has told us.
    together: whether all their open lines ring at once, instead of one after the other.
    interpreters: a caller's language -> the line of an interpreter whom whoever picks up can ask to
    join.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    announce: str
    region: Region | None = None
    whisper: tuple[str, ...] = Field(min_length=1)
    languages: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    together: bool = False
    interpreters: Mapping[str, Uri] = Field(default={})

    @model_validator(mode="after")
    def _ring_alike(self) -> "Destination":
        """Telephone and SIP lines are not mixed, since a carrier may refuse that (Twilio, Studio,
        Connect Call To).
        """
        kinds = {(line.whisper, line.uri.partition(":")[0]) for line in self.lines}
        if self.together and (len(kinds) > 1 or len(self.lines) > MOST_TOGETHER):
            raise ValueError(
                f"lines that ring together are at most {MOST_TOGETHER}, all tel: or all sip:, "
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


@dataclass(frozen=True, slots=True)
class Place:
    """One place in a chain: the lines that ring at once, mostly one, and whose they are."""

    destination: str
    lines: tuple[Line, ...]

    def open_lines(self, now: datetime) -> tuple[Line, ...]:
        """The lines that are worth ringing at this moment."""
        return tuple(line for line in self.lines if line.is_open(now))


Destinations = Mapping[str, Destination]


def chain(destinations: Destinations, first: str | None, region: Region | None) -> list[Place]:
    """The lines to try, in order: whom the caller asked for, the helpline, the caller's own centre,
    the other centres. Never anybody twice.
    """
    centres = [name for name, one in destinations.items() if one.region]
    own = [name for name in centres if region and destinations[name].region == region]
    names = dict.fromkeys([*([first] if first else own), HELPLINE, *own, *centres])
    return [Place(name, lines) for name in names for lines in _rings(destinations[name])]


def _rings(destination: Destination) -> list[tuple[Line, ...]]:
    """What rings after what."""
    if destination.together and destination.lines:
        return [destination.lines]
    return [(line,) for line in destination.lines]


def first_open(places: Sequence[Place], start: int, now: datetime) -> int | None:
    """The next place at or after `start` that has an open line, or None."""
    return next((i for i in range(start, len(places)) if places[i].open_lines(now)), None)


def load_destinations(path: Path) -> Destinations:
    """Read destinations.toml. Raises BadFile with every problem in it."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise BadFile([Problem(path.name, "(the whole file)", f"is not TOML: {error}")]) from error
    problems = [] if _has_helpline(data) else [Problem(path.name, HELPLINE, _NO_HELPLINE)]
    try:
        found = _FILE.validate_python(data)
    except ValidationError as error:
        problems += from_validation(path.name, error)
    if problems:
        raise BadFile(problems)
    return found


def _has_helpline(data: dict[str, Any]) -> bool:
    helpline = data.get(HELPLINE)
    return isinstance(helpline, dict) and bool(helpline.get("lines"))


_NO_HELPLINE = "is missing or has no line: every transfer falls back to it"
_FILE = TypeAdapter(dict[str, Destination])
