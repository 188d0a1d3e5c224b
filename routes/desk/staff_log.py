"""Log: what the staff did, and who is logged in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Blueprint, render_template

from routes.database.store import the_store
from routes.desk.actions import Action, entries, refused
from routes.desk.dates import stamp
from routes.desk.person import SHARED
from routes.desk.session import open_sessions
from routes.desk.translation import N_, _

routes = Blueprint("log", __name__)

SHOWN = 200
"""Entries on the page. The command `flask staff log` prints all."""
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
    """The newest entries, and the wrong log-ins of each hour among them."""
    shown = sorted((*_done(), *_refused()), key=lambda entry: -entry.at)
    return render_template("log.html", entries=shown[:SHOWN], sessions=open_sessions())


def _done() -> Iterator[ShownEntry]:
    for entry in entries(the_store(), SHOWN):
        who = _("the shared password") if entry.person == SHARED else entry.person
        who = who or _("on the server")
        what = _(_ACTIONS[Action(entry.action)]) if entry.action in _ACTIONS else entry.action
        about = f"{what}: {entry.about}" if entry.about else what
        yield ShownEntry(entry.at, _when(entry.at), who, about)


def _refused() -> Iterator[ShownEntry]:
    for hour in refused(the_store(), SHOWN):
        what = _("%(count)s wrong log-ins in the hour from then on", count=hour.count)
        yield ShownEntry(hour.at, _when(hour.at), _("unknown"), what)


def _when(at: int) -> str:
    return stamp(datetime.fromtimestamp(at, UTC))
