"""The page of one line: what callers meet, what is drafted, and the form as it was sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from flask import abort, render_template

from ivr.destinations import line_ids
from routes.call.hotline import the_hotline
from routes.desk.change_words import override_in_words, value_in_words, who
from routes.desk.dates import belgian
from routes.desk.editing import ChangedMeanwhile, Edited, edited
from routes.desk.hours_form import HoursForm, hours_form
from routes.desk.line_form import presets
from routes.desk.lines import LineNow, lines_now, number
from routes.desk.number_doubts import Doubt
from routes.desk.number_state import NumberState, state_of
from routes.desk.translation import _
from routes.releases.entities import LineField, NoSuchEntity, WholeLine
from routes.releases.new_numbers import NewNumber

Fields = dict[str, Edited]


@dataclass(frozen=True, slots=True)
class SentForm:
    """A form that was sent, and what is wrong with it: nothing typed is lost. wrong: field -> what
    to write instead. doubts: field -> what is unusual.
    """

    typed: Mapping[str, str] = field(default_factory=dict)
    wrong: Mapping[str, str] = field(default_factory=dict)
    doubts: Mapping[str, Doubt] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LinePage:
    """The page of one line. now: what callers meet. number: whether its number is confirmed.
    removal: a draft that removes it, in words.
    """

    destination: str
    line: str
    fields: Fields
    sent: SentForm
    typed: Mapping[str, str]
    hours: HoursForm
    number: NumberState
    now: LineNow | None
    removal: str

    def drafted(self, name: str) -> str:
        """The draft of a field in words; empty without one."""
        return draft_in_words(self.fields[name])


def draft_in_words(edited_field: Edited) -> str:
    """Who has drafted what; empty without a draft."""
    draft = edited_field.draft
    if draft is None:
        return ""
    told = value_in_words(draft.entity, draft.after)
    return _("%(who)s has drafted: %(value)s.", who=who(draft.by), value=told)


def fields_of(destination: str, line: str) -> Fields:
    """The fields of a line. Answers 404 where there is no such line."""
    names = {name: str(LineField(destination, line, name)) for name in ("uri", "hours", "override")}
    try:
        found = edited(names.values())
    except NoSuchEntity:
        abort(404)
    return {name: found[entity] for name, entity in names.items()}


def line_page(destination: str, line: str, sent: SentForm) -> str:
    """The page of a line, with a form that was sent."""
    fields, now, hotline = fields_of(destination, line), datetime.now(UTC), the_hotline()
    uri, hours = str(fields["uri"].value), str(fields["hours"].value)
    typed = {"uri": number(uri), "override": "", "to": "", "why": "", **sent.typed}
    about = hotline.tree.destinations.get(destination)
    ids = line_ids(destination, about.lines) if about else ()
    lines = dict(zip(ids, lines_now(hotline, destination, now), strict=True)) if about else {}
    removal = edited([str(WholeLine(destination, line))]).popitem()[1]
    page = LinePage(
        destination=destination,
        line=line,
        fields=fields,
        sent=sent,
        typed=typed,
        hours=hours_form(hours, sent.typed if "kind" in sent.typed else {}, sent.wrong),
        number=state_of(NewNumber(destination, uri)),
        now=lines.get(line),
        removal=draft_in_words(removal),
    )
    return render_template(
        "line.html",
        page=page,
        name=about.name if about else destination,
        override=override_in_words(fields["override"].value),
        is_overridden=bool(fields["override"].value),
        hours_now=value_in_words(fields["hours"].entity, hours),
        presets=presets(now),
        earliest=f"{belgian(now):%Y-%m-%dT%H:%M}",
    )


def meanwhile(now: Edited, error: ChangedMeanwhile) -> str:
    """What somebody else has done to the same thing since this person saw it."""
    value = value_in_words(now.entity, now.value)
    if error.change is None:
        return _("Meanwhile this was changed to: %(value)s. Look, and save again.", value=value)
    return _(
        "%(who)s changed this meanwhile to: %(value)s. Look, and save again.",
        who=who(error.change.by),
        value=value,
    )
