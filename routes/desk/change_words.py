"""A change in the words of a coordinator."""

import datetime
from collections.abc import Mapping

import phonenumbers

from audio.engines import EMBEDDED
from audio.provenance import HUMAN
from ivr.destinations import Destination, line_ids
from ivr.hours import in_words, open_spans
from prompts.catalogue import language_name
from routes.call.hotline import the_hotline
from routes.desk.dates import belgian, stamp, weekday
from routes.desk.holidays import holiday_name
from routes.desk.hours import hours_in_words
from routes.desk.lines import number
from routes.desk.person import SHARED
from routes.desk.text_names import text_name
from routes.desk.translation import _, language
from routes.releases.change import Value
from routes.releases.entities import (
    CentreOrder,
    EnglishOf,
    InDestinations,
    LineField,
    NoSuchEntity,
    Order,
    Signature,
    Sound,
    Text,
    WholeLine,
    entity_of,
)
from routes.translations import N_

FIELDS = {
    "uri": N_("number"),
    "hours": N_("opening hours"),
    "whisper": N_("whisper"),
    "seconds": N_("seconds of ringing"),
    "override": N_("closed or forwarded"),
}
"""Entry of a line -> in words."""


def subject(entity: str) -> str:
    """What is changed, such as "Payoke, +32 3 201 16 90: opening hours"."""
    try:
        found = entity_of(entity)
    except NoSuchEntity:
        return entity
    if isinstance(found, InDestinations):
        return _subject_of_destinations(found)
    of = language_name(found.language, language())
    match found:
        case Text(prompt=prompt):
            return f"{of}: “{text_name(the_hotline(), prompt).words}”"
        case EnglishOf(prompt=prompt):
            name = text_name(the_hotline(), prompt).words
            return _("%(language)s: “%(words)s” fits the new English", language=of, words=name)
        case Signature():
            signature = _("signed, and on air")
            return f"{of}: {signature}"
        case Sound():
            return _("%(language)s: recording", language=of)


def _subject_of_destinations(entity: InDestinations) -> str:
    destinations = the_hotline().tree.destinations
    match entity:
        case LineField(destination=name, line=line, field=field):
            named = _line(destinations, name, line)
            return f"{_name(destinations, name)}, {named}: {_(FIELDS[field])}"
        case WholeLine(destination=name):
            a_line = _("a line")
            return f"{_name(destinations, name)}: {a_line}"
        case CentreOrder():
            return _("Order of the centres")
        case Order(destination=name):
            order = _("order of the lines")
            return f"{_name(destinations, name)}: {order}"


def value_in_words(entity: str, value: Value) -> str:
    """What it is changed to, or what it was."""
    match entity_of(entity):
        case LineField(field=field):
            return _field_value(field, value)
        case WholeLine() if value is None:
            return _("not there")
        case WholeLine():
            return f"{_number(value['uri'])}, {_hours(value.get('hours', ''))}"
        case CentreOrder():
            return ", ".join(_name(the_hotline().tree.destinations, name) for name in value)
        case Sound():
            return sound_in_words(value)
        case Order(destination=name):
            destinations = the_hotline().tree.destinations
            return ", ".join(_line(destinations, name, line) for line in value)
        case Signature():
            return str(value["reviewer"]) if value else _("nobody has signed")
    return _plain(value)


def _field_value(field: str, value: Value) -> str:
    match field:
        case "uri":
            return _number(str(value))
        case "hours":
            return _hours(value)
        case "override":
            return override_in_words(value)
        case "whisper":
            return _("yes") if value else _("no")
    return _plain(value)


def _plain(value: Value) -> str:
    return str(value) if value is not None else _("as usual")


def sound_in_words(value: Mapping[str, str] | None) -> str:
    """Who or what speaks, such as "a person's voice (AB)"."""
    if value is None:
        return _("as in the files")
    if value["engine"] == HUMAN and value["voice"]:
        return _("a person's voice (%(who)s)", who=value["voice"])
    if value["engine"] == HUMAN:
        return _("a person's voice")
    return _("robot's voice") if value["engine"] == EMBEDDED else _("synthetic voice")


def override_in_words(value: Mapping[str, str] | None) -> str:
    """Such as "closed until 28 Nov 2026, 8:00"."""
    if not value:
        return _("as usual")
    until = stamp(datetime.datetime.fromisoformat(value["until"]))
    if to := value.get("to"):
        return _("forwarded to %(number)s until %(until)s", number=_number(to), until=until)
    return _("closed until %(until)s", until=until)


def who(person: str) -> str:
    """Who did something, as pages name them."""
    return _("the shared password") if person == SHARED else person


def next_days(hours: str, now: datetime.datetime) -> list[tuple[str, str]]:
    """The next seven days: the name of each, and when the line is open."""
    today = belgian(now).date()
    days = [today + datetime.timedelta(days=number) for number in range(7)]
    return [(f"{weekday(day.weekday())} {day.day}", _on(hours, day)) for day in days]


def _on(hours: str, day: datetime.date) -> str:
    told = in_words(open_spans(hours, day))
    words = {"closed": _("closed"), "all day": _("all day")}.get(told, told)
    holiday = holiday_name(day)
    return f"{words} ({holiday})" if holiday else words


def _hours(hours: str) -> str:
    return hours_in_words(hours) or hours if hours else _("not known: rung always")


def _number(uri: str) -> str:
    try:
        return number(uri)
    except phonenumbers.NumberParseException:  # a draft may hold what is no number
        return uri


def _name(destinations: Mapping[str, Destination], name: str) -> str:
    return destinations[name].name if name in destinations else name


def _line(destinations: Mapping[str, Destination], name: str, line: str) -> str:
    lines = destinations[name].lines if name in destinations else ()
    ids = line_ids(name, lines)
    return _number(lines[ids.index(line)].uri) if line in ids else line
