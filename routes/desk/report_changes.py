"""What callers met anew in a period, for a report: what was changed and how often, without who did
it and without telephone numbers.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import Connection

from ivr.hours import BRUSSELS_TIME
from prompts.catalogue import language_name
from routes.call.hotline import Hotline
from routes.desk.change_words import FIELDS
from routes.desk.labels import destination
from routes.desk.notice_form import WHAT
from routes.desk.translation import _, language
from routes.releases import rows
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
from routes.releases.notices.rows import KeptNotice, heard_first_in
from routes.statistics.period import Period


@dataclass(frozen=True, slots=True)
class Changed:
    """What callers met in a period for the first time. entities: of the changes."""

    entities: list[str]
    notices: list[KeptNotice]


def changed_in(connection: Connection, period: Period) -> Changed:
    """What callers met in the period for the first time."""
    days = (period.first, period.last + timedelta(days=1))
    begin, end = (int(datetime.combine(day, time(), BRUSSELS_TIME).timestamp()) for day in days)
    live = [one for one in rows.all_releases(connection) if one.live_at]
    before = {id_ for one in live if one.live_at < begin for id_ in one.changes}
    during = {id_ for one in live if begin <= one.live_at < end for id_ in one.changes}
    entities = [one.entity for one in rows.changes_of(connection, during - before)]
    return Changed(entities, heard_first_in(connection, begin, end))


def changes_in_words(changed: Changed, hotline: Hotline) -> list[tuple[str, int]]:
    """What was changed, and how many times; the most frequent first."""
    found = Counter(_in_words(entity, hotline) for entity in changed.entities)
    found.update(_notice(one, hotline) for one in changed.notices)
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))


def _notice(notice: KeptNotice, hotline: Hotline) -> str:
    """Without its words: they are the coordinators' own."""
    what = _(WHAT[notice.template]) if notice.template else _("In your own words")
    told = _("notice “%(what)s”", what=what)
    is_of_one = notice.place in hotline.tree.destinations
    return f"{destination(hotline, notice.place)}: {told}" if is_of_one else told


def _in_words(entity: str, hotline: Hotline) -> str:
    try:
        found = entity_of(entity)
    except NoSuchEntity:
        return _("other changes")
    if not isinstance(found, InDestinations):
        return _of_language(found)
    match found:
        case LineField(destination=name, field=field):
            return f"{destination(hotline, name)}: {_(FIELDS[field])}"
        case Order(destination=name):
            order = _("order of the lines")
            return f"{destination(hotline, name)}: {order}"
        case WholeLine(destination=name):
            return _("%(centre)s: lines", centre=destination(hotline, name))
        case CentreOrder():
            return _("order of the centres")


def _of_language(entity: Text | EnglishOf | Sound | Signature) -> str:
    name = language_name(entity.language, language())
    match entity:
        case Text() | EnglishOf():
            return _("texts in %(language)s", language=name)
        case Sound():
            return _("recordings in %(language)s", language=name)
        case Signature():
            return _("%(language)s: signed, and on air", language=name)
