"""Log: what the staff did, and who is logged in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Blueprint, render_template, request

from routes.database.store import the_store
from routes.desk.actions import Action, entries, refused
from routes.desk.change_words import subject, who
from routes.desk.dates import stamp
from routes.desk.session import open_sessions
from routes.desk.translation import _
from routes.translations import N_

routes = Blueprint("log", __name__)

SHOWN = 30
"""Entries on a page: about three screens of a telephone."""
_ACTIONS = {
    Action.LOG_IN: N_("logged in"),
    Action.LOG_OUT: N_("logged out"),
    Action.LOG_OUT_EVERYWHERE: N_("ended all sessions"),
    Action.ENDED_BY_COMMAND: N_("all sessions were ended on the server"),
    Action.EXPORT: N_("saved figures"),
    Action.EXAMINE: N_("had everything examined"),
    Action.INVITE: N_("invited"),
    Action.USE_INVITATION: N_("used an invitation"),
    Action.CHANGE_ROLES: N_("changed what somebody may do"),
    Action.END_PERSON: N_("ended the access of"),
    Action.CHANGE: N_("drafted a change"),
    Action.DROP: N_("dropped a draft"),
    Action.PUBLISH: N_("published"),
    Action.AGREE: N_("agreed to a release"),
    Action.WITHDRAW: N_("withdrew a release"),
    Action.UNDO: N_("took back a release"),
    Action.RING: N_("had a number rung for a test"),
    Action.TAKE_WARNING: N_("takes care of a warning"),
    Action.CHANGE_RULES: N_("changed what is warned of"),
    Action.CHANGE_CHANNEL: N_("changed who is warned"),
    Action.TEST_CHANNEL: N_("sent a test warning to"),
    Action.REMOVE_CHANNEL: N_("ended warnings to"),
    Action.PUT_ON_AIR: N_("put a notice on air"),
    Action.PROPOSE_NOTICE: N_("wrote a notice"),
    Action.AGREE_NOTICE: N_("agreed to a notice"),
    Action.END_NOTICE: N_("ended a notice"),
}
"""What somebody did -> in words."""


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """A line of the page, in words. at: for the order, in seconds since 1970."""

    at: int
    when: str
    who: str
    what: str


@routes.get("/log")
def page() -> str:
    """The newest entries, and the wrong log-ins of each hour among them; older ones on the next
    pages.
    """
    number = max(request.args.get("page", 1, type=int), 1)
    begin, end = (number - 1) * SHOWN, number * SHOWN
    newest = sorted((*_done(end + 1), *_refused(end + 1)), key=lambda entry: -entry.at)
    return render_template(
        "log.html",
        entries=newest[begin:end],
        sessions=open_sessions(),
        number=number,
        has_older=len(newest) > end,
    )


def _done(most: int) -> Iterator[ShownEntry]:
    for entry in entries(the_store(), most):
        person = who(entry.person) or _("on the server")
        what = _(_ACTIONS[Action(entry.action)]) if entry.action in _ACTIONS else entry.action
        about = subject(entry.about) if entry.action == Action.CHANGE else entry.about
        about = f"{what}: {about}" if about else what
        yield ShownEntry(entry.at, _when(entry.at), person, about)


def _refused(most: int) -> Iterator[ShownEntry]:
    for hour in refused(the_store(), most):
        what = _("%(count)s wrong log-ins in the hour from then on", count=hour.count)
        yield ShownEntry(hour.at, _when(hour.at), _("unknown"), what)


def _when(at: int) -> str:
    return stamp(datetime.fromtimestamp(at, UTC))
