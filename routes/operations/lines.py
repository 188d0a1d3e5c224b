"""What is unexpected about the lines of the destinations: warned of, since it may be meant."""

from collections.abc import Iterator
from datetime import date

from ivr.destinations import Destinations, Line
from ivr.hours import week_ahead
from ivr.hours_surprises import surprises
from ivr.numbers import HERE, country
from routes.settings.settings import Settings
from routes.translations import N_, Message

Place = tuple[str, int]
"""A destination, and the number of one of its lines, from 0."""


def line_warnings(settings: Settings, destinations: Destinations, today: date) -> Iterator[Message]:
    """A sentence for every line that is the hotline itself, that is there twice, that is abroad, or
    whose hours say something else than they seem to.
    """
    first: dict[str, Place] = {}
    for place, line in _lines(destinations):
        who, name = _named(place), destinations[place[0]].name
        if line.uri in first:
            yield Message(
                f"{who} is the same line as {_named(first[line.uri])}: {line.uri}",
                N_("%(name)s has a line that is there twice."),
                name=name,
            )
        first.setdefault(line.uri, place)
        yield from _about(settings, line.uri, who, name)
        for message in surprises(line.hours, today) if line.hours else ():
            yield Message(
                f"{who}, hours {line.hours!r}: {message}",
                N_("%(name)s: look at the opening hours, which may not say what is meant."),
                name=name,
            )
    for key, destination in destinations.items():
        for language, uri in destination.interpreters.items():
            who = f"{key}, interpreter of {language},"
            yield from _about(settings, uri, who, destination.name)


def weeks_ahead(destinations: Destinations, today: date) -> Iterator[str]:
    """The next seven days of every line that has hours."""
    for place, line in _lines(destinations):
        if line.hours:
            yield f"{_named(place)}, {line.hours}: {week_ahead(line.hours, today)}"


def _lines(destinations: Destinations) -> Iterator[tuple[Place, Line]]:
    for name, destination in destinations.items():
        for index, line in enumerate(destination.lines):
            yield (name, index), line


def _about(settings: Settings, uri: str, who: str, name: str) -> Iterator[Message]:
    scheme, _, number = uri.partition(":")
    if scheme != "tel":
        return
    if number in (settings.hotline_number, *settings.language_numbers):
        yield Message(
            f"{who} is the hotline's own number, {number}: it would call itself",
            N_("%(name)s has the number of this hotline, which would call itself."),
            name=name,
        )
    elif country(number) != HERE:
        yield Message(
            f"{who} is not in Belgium, {number} ({country(number) or 'no country'}): if that is "
            "meant, the carrier's account must be allowed to call there",
            N_("%(name)s has a number that is not in Belgium."),
            name=name,
        )


def _named(place: Place) -> str:
    name, index = place
    return f"{name} line {index + 1}"
