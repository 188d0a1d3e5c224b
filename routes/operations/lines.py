"""What is unexpected about the lines of the destinations: warned of, since it may be meant."""

from collections.abc import Iterator
from datetime import date

from ivr.destinations import Destinations, Line
from ivr.hours import week_ahead
from ivr.hours_surprises import surprises
from ivr.numbers import HERE, country
from routes.settings.settings import Settings

Place = tuple[str, int]
"""A destination, and the number of one of its lines, from 0."""


def line_warnings(settings: Settings, destinations: Destinations, today: date) -> Iterator[str]:
    """A sentence for every line that is the hotline itself, that is there twice, that is abroad, or
    whose hours say something else than they seem to.
    """
    first: dict[str, Place] = {}
    for place, line in _lines(destinations):
        who = _named(place)
        if line.uri in first:
            yield f"{who} is the same line as {_named(first[line.uri])}: {line.uri}"
        first.setdefault(line.uri, place)
        yield from (f"{who} {message}" for message in _about(settings, line.uri))
        if line.hours:
            for message in surprises(line.hours, today):
                yield f"{who}, hours {line.hours!r}: {message}"
    for name, destination in destinations.items():
        for language, uri in destination.interpreters.items():
            for message in _about(settings, uri):
                yield f"{name}, interpreter of {language}, {message}"


def weeks_ahead(destinations: Destinations, today: date) -> Iterator[str]:
    """The next seven days of every line that has hours."""
    for place, line in _lines(destinations):
        if line.hours:
            yield f"{_named(place)}, {line.hours}: {week_ahead(line.hours, today)}"


def _lines(destinations: Destinations) -> Iterator[tuple[Place, Line]]:
    for name, destination in destinations.items():
        for index, line in enumerate(destination.lines):
            yield (name, index), line


def _about(settings: Settings, uri: str) -> Iterator[str]:
    scheme, _, number = uri.partition(":")
    if scheme != "tel":
        return
    if number in (settings.hotline_number, *settings.language_numbers):
        yield f"is the hotline's own number, {number}: it would call itself"
    elif country(number) != HERE:
        yield (
            f"is not in Belgium, {number} ({country(number) or 'no country'}): if that is meant, "
            "the carrier's account must be allowed to call there"
        )


def _named(place: Place) -> str:
    name, index = place
    return f"{name} line {index + 1}"
