"""A person in words, as the page People shows them."""

from dataclasses import dataclass
from datetime import UTC, datetime

from prompts.catalogue import language_name
from routes.desk.dates import moment, stamp
from routes.desk.person import Person, WayIn
from routes.desk.roles import ROLE_NAMES, Role
from routes.desk.translation import _, language


@dataclass(frozen=True, slots=True)
class ShownPerson:
    """A person on the page. roles, way_in: in words. can_log_in: whether they can just now."""

    person: Person
    roles: str
    way_in: str
    can_log_in: bool


def shown_person(person: Person, now: datetime, links: frozenset[int]) -> ShownPerson:
    """A person in words. links: the ids of those who have a link of the page Languages."""
    names = ", ".join(language_name(tag, language()) for tag in person.languages)
    roles = [
        f"{_(ROLE_NAMES[role])} ({names})" if role is Role.REVIEWER else _(ROLE_NAMES[role])
        for role in Role
        if role in person.roles
    ]
    if person.id in links and person.way_in is WayIn.NONE:
        return ShownPerson(person, ", ".join(roles), _("has a link, see Languages"), True)
    can_log_in = person.way_in is not WayIn.NONE
    return ShownPerson(person, ", ".join(roles), _way_in(person, now), can_log_in)


def _way_in(person: Person, now: datetime) -> str:
    """How somebody gets in, or why not."""
    if person.ended is not None and not person.invited_until:
        return _("ended on %(when)s", when=stamp(datetime.fromtimestamp(person.ended, UTC)))
    ways = {
        WayIn.PASSKEY: _("logs in with a passkey"),
        WayIn.PASSWORD: _("logs in with password and code"),
    }
    told = [ways[person.way_in]] if person.way_in in ways else []
    if person.invited_until:
        until = datetime.fromtimestamp(person.invited_until, UTC)
        told.append(
            _("invited until %(when)s", when=moment(until, now))
            if until > now
            else _("the invitation was not used in time: invite them again")
        )
    return "; ".join(told) or _("cannot log in: invite them again")
