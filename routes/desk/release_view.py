"""Changes and releases in words, as the page Changes shows them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from routes.desk.change_words import subject, value_in_words, who
from routes.desk.dates import moment
from routes.desk.editing import me, moment_of
from routes.desk.number_state import NumberState, states_of
from routes.desk.person import SHARED
from routes.desk.problem_words import problem_in_words
from routes.desk.translation import _
from routes.releases.change import Change
from routes.releases.rows import FieldProblem, Release, State
from routes.releases.second_person import authors
from routes.translations import N_

_STATES = {
    State.CHECKING: N_("is being checked"),
    State.FAILED: N_("could not go live"),
    State.WAITING: N_("waits for a second person"),
    State.LIVE: N_("callers hear it"),
    State.REPLACED: N_("was replaced by a later one"),
    State.WITHDRAWN: N_("was withdrawn"),
}
_INTERRUPTED = N_("The checks broke off, because the server was restarted. Publish again.")


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A change in words. problems: why it cannot go live. numbers: the new ones that it brings."""

    id: int
    subject: str
    before: str
    after: str
    by: str
    when: str
    why: str
    problems: list[str]
    numbers: list[NumberState]


@dataclass(frozen=True, slots=True)
class ShownRelease:
    """A release in words. added, removed: what it changed. problems: that are about all of it.
    called, to_call: in how many languages simulated callers have called, and in how many they will.
    can_agree: whether the person of this page can be the second one. can_undo: whether it can be
    taken back.
    """

    id: int
    state: State
    word: str
    by: str
    second: str
    when: str
    progress: str
    called: int
    to_call: int
    added: list[ShownChange]
    removed: list[ShownChange]
    problems: list[str]
    can_agree: bool
    can_undo: bool

    @property
    def numbers(self) -> list[NumberState]:
        """The new numbers that nobody has confirmed."""
        return [one for change in self.added for one in change.numbers if not one.is_confirmed]


def shown_release(
    release: Release, releases: Sequence[Release], changes: Mapping[int, Change], now: int
) -> ShownRelease:
    """A release in words. releases: with the one that it follows, if that is shown. changes: by id,
    those of the release and of the one that it follows.
    """
    parent = next((one.changes for one in releases if one.id == release.parent), ())
    state = State.FAILED if release.was_interrupted(now) else release.state
    added = [changes[id_] for id_ in release.changes if id_ not in parent]
    waits = state is State.WAITING and me() != SHARED
    called, _slash, to_call = release.progress.partition("/")
    problems = _told(one for one in release.problems if not one.entity)
    if release.was_interrupted(now):
        problems.append(_(_INTERRUPTED))
    return ShownRelease(
        id=release.id,
        state=state,
        word=_(_STATES[state]),
        by=who(release.by),
        second=who(release.second),
        when=moment(moment_of(release.live_at or release.at), datetime.now(UTC)),
        progress=_("Simulated calls: %(done)s of %(of)s languages.", done=called, of=to_call)
        if to_call
        else _("The files are opened and checked."),
        called=int(called) if to_call else 0,
        to_call=int(to_call or 0),
        added=[shown_change(one, release.problems, waits=state is State.WAITING) for one in added],
        removed=[shown_change(changes[id_], ()) for id_ in parent if id_ not in release.changes],
        problems=problems,
        can_agree=waits and me() not in authors(added, release.by),
        can_undo=bool(release.live_at) and state in (State.LIVE, State.REPLACED),
    )


def shown_change(
    change: Change, problems: Iterable[FieldProblem], *, waits: bool = False
) -> ShownChange:
    """A change in words. waits: whether it is a draft, or waits for a second person."""
    return ShownChange(
        id=change.id,
        subject=subject(change.entity),
        before=value_in_words(change.entity, change.before),
        after=value_in_words(change.entity, change.after),
        by=who(change.by),
        when=moment(moment_of(change.at), datetime.now(UTC)),
        why=change.why,
        problems=_told((one for one in problems if one.entity == change.entity), change),
        numbers=states_of([change]) if waits else [],
    )


def _told(problems: Iterable[FieldProblem], change: Change | None = None) -> list[str]:
    return list(dict.fromkeys(problem_in_words(one, change) for one in problems))
