"""Who can be called: destinations, with their lines and opening hours."""

import re
import tomllib
from collections.abc import Mapping
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
"""The destination that every transfer falls back to."""
POLICE = "police"
"""The destination of a caller who is in danger now."""
MOST_AT_ONCE = 10
"""Lines that one <Dial> can ring at the same time (Twilio, <Number>)."""


def _dialable(uri: str) -> str:
    """Check that a carrier can ring a `tel:` or `sip:` address.

    An emergency short code is no telephone number (E.164), and the carrier's emergency calling does
    not cover Belgium. It is reached only through a SIP trunk (`sip:112@...`).
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
    """What is wrong with a number as an international one (E.164); empty when nothing is."""
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
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise BadFile([Problem(path.name, "(the whole file)", f"is not TOML: {error}")]) from error
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
