"""What a coordinator chooses for a notice, and what is wrong with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

from ivr.destinations import POLICE
from ivr.hours import BRUSSELS_TIME
from ivr.notices import RINGING, WELCOME, Template
from ivr.tree import Tree
from routes.desk.dates import moment
from routes.desk.translation import _
from routes.translations import N_

LONGEST = timedelta(days=31)
"""For which a notice may be on air."""
OTHER = "other"
"""In place of one of the usual ends: the one that was typed."""
_MORNING = time(9)
_FRIDAY, _WEEK = 4, 7

WHAT = {
    Template.CLOSED: N_("A centre is closed"),
    Template.FAULT: N_("The line of a centre is out of order"),
    Template.WAITING: N_("It takes longer until somebody answers"),
    Template.WORKS: N_("Work on the hotline"),
}
"""Template -> in words."""


@dataclass
class NoticeForm:
    """template: None where nothing, or nothing known, was chosen. wrong: field -> what to write."""

    what: str = ""
    where: str = ""
    until: str = ""
    end: str = ""
    wrong: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, typed: Mapping[str, str]) -> "NoticeForm":
        """What was typed. centre: in a link from another page, that is about this centre."""
        centre = typed.get("centre", "")
        return cls(
            typed.get("what", Template.CLOSED.value if centre else ""),
            typed.get("where", centre),
            typed.get("until", ""),
            typed.get("end", ""),
        )

    def template(self, tree: Tree) -> Template | None:
        """The template; None, and told at the field, where none is chosen."""
        if self.what in templates(tree):
            return Template(self.what)
        self.wrong["what"] = _("Choose what callers are told.")
        return None

    def place(self, tree: Tree, template: Template) -> str:
        """Where it is heard; empty, and told at the field, where the template has no such place."""
        if template is Template.WORKS:
            return WELCOME
        known = self.where in (RINGING, *asked_for(tree))
        if not known or not tree.notices.prompt(template, self.where):
            self.wrong["where"] = _("Choose which centre it is.")
            if template is Template.WAITING:
                self.wrong["where"] = _("Choose whom callers are told it of.")
            return ""
        return self.where

    def own_place(self, tree: Tree) -> str:
        """Where words of its own are heard; empty, and told at the field, where none is chosen."""
        if self.where in (WELCOME, RINGING, *asked_for(tree)):
            return self.where
        self.wrong["where"] = _("Choose where callers hear it.")
        return ""

    def ends(self, now: datetime) -> datetime | None:
        """When it ends; None, and told at the field, where it does not."""
        written = self.end if self.until in ("", OTHER) else self.until
        try:
            end = datetime.fromisoformat(written)
        except ValueError:
            self.wrong["until"] = _("Choose until when, or write a day and a time.")
            return None
        end = (end if end.tzinfo else end.replace(tzinfo=BRUSSELS_TIME)).astimezone(UTC)
        if not now < end <= now + LONGEST:
            self.wrong["until"] = _("Choose an end that is later than now, and within a month.")
            return None
        return end


def asked_for(tree: Tree) -> list[str]:
    """The destinations that a caller can ask for outside of danger, in which no notice is heard."""
    return [name for name in tree.destinations if name != POLICE]


def templates(tree: Tree) -> Iterator[str]:
    """The templates that the tree has texts for."""
    for template in Template:
        places = (WELCOME, RINGING, *tree.destinations)
        if any(tree.notices.prompt(template, place) for place in places):
            yield template.value


def usual_ends(now: datetime) -> dict[str, str]:
    """The ends that are chosen most, as they are sent -> in words."""
    here = now.astimezone(BRUSSELS_TIME).replace(second=0, microsecond=0, tzinfo=None)
    soon = here + timedelta(hours=2, minutes=-here.minute % 15)
    tomorrow = datetime.combine(here + timedelta(days=1), _MORNING)
    monday = datetime.combine(here + timedelta(days=_WEEK - here.weekday()), _MORNING)
    ends = [soon, tomorrow, monday] if here.weekday() <= _FRIDAY + 1 else [soon, tomorrow]
    return {f"{end:%Y-%m-%dT%H:%M}": moment(end.replace(tzinfo=BRUSSELS_TIME), now) for end in ends}
