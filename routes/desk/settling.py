"""What the files in git and the desk say differently: both stand side by side, and a coordinator
chooses. Nothing is guessed.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from routes.desk.actions import Action
from routes.desk.change_words import subject, value_in_words, who
from routes.desk.dates import moment
from routes.desk.editing import check_in_background, me, moment_of, the_publishing
from routes.desk.session import note
from routes.releases.change import Conflict

DESK, FILES = "desk", "files"
"""What may be chosen."""


@dataclass(frozen=True, slots=True)
class ShownConflict:
    """desk, files: what each says, in words. by: who changed it at the desk, and when. is_gone:
    whether the files have no such thing any more.
    """

    entity: str
    subject: str
    desk: str
    files: str
    by: str
    is_gone: bool


def conflicts() -> list[ShownConflict]:
    """Every conflict between the files and what is live. Raises DeskDown."""
    return [_shown(one) for one in the_publishing().conflicts()]


def settle() -> ResponseReturnValue:
    """Begin to publish what was chosen. Nothing begins until all of it is chosen."""
    publishing = the_publishing()
    chosen = {
        one.change.entity: FILES if one.problem else request.form.get(one.change.entity, "")
        for one in publishing.conflicts()
    }
    if not chosen:
        return redirect(url_for("changes.page"), 303)
    if not all(one in (DESK, FILES) for one in chosen.values()):
        return redirect(url_for("changes.page", choose=1), 303)
    note(Action.PUBLISH, ", ".join(f"{entity}: {one}" for entity, one in sorted(chosen.items())))
    kept = [entity for entity, one in chosen.items() if one == DESK]
    check_in_background(publishing.settle(kept, me()))
    return redirect(url_for("changes.page"), 303)


def add_routes(routes: Blueprint) -> None:
    """Let the page of the changes settle conflicts."""
    routes.add_url_rule("/changes/settle", view_func=settle, methods=["POST"])


def _shown(conflict: Conflict) -> ShownConflict:
    change, is_gone = conflict.change, bool(conflict.problem)
    when = moment(moment_of(change.at), datetime.now(UTC))
    return ShownConflict(
        entity=change.entity,
        subject=subject(change.entity),
        desk=value_in_words(change.entity, change.after),
        files="" if is_gone else value_in_words(change.entity, conflict.found),
        by=f"{who(change.by)}, {when}",
        is_gone=is_gone,
    )
