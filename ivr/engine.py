"""The engine: from where a call stands, and what was heard, to what happens next."""

from dataclasses import replace
from datetime import datetime

from ivr.events import EventKind
from ivr.notices import Notices
from ivr.position import UNDECIDED, DialEnded, Digits, Heard, Position, WaitingInConference
from ivr.step import Dial, Event, JoinConference, Step, Wait
from ivr.tree import Tree
from ivr.turn import Turn


def start(
    tree: Tree,
    now: datetime,
    language: str = UNDECIDED,
    likely: tuple[str, ...] = (),
    notices: Notices = (),
) -> Step:
    """The first step of a call. A number that belongs to one language skips the language page.

    likely: languages that this caller probably speaks, likeliest first. They are announced first,
    and then forgotten. notices: what callers are told for a while, the newest first.
    """
    turn = Turn(tree, Position(tree.goes.start), now, notices)
    page = tree.language_page
    called = Event(EventKind.CALL, tree.goes.start, language)
    undecided = language == UNDECIDED
    step = page.begin(turn, likely) if undecided else page.choose(turn, language)
    return remember(turn, step.after((), called)).opening


def advance(
    tree: Tree, position: Position, heard: Heard, now: datetime, notices: Notices = ()
) -> Step:
    """The next step of a call. Raises KeyError when the tree has no such node.

    position: where the call stands. heard: what was heard since the last step.
    now: the time, with its zone. Only opening hours and notices depend on it, so a step stays the
    same for a whole minute. notices: what callers are told for a while, the newest first.
    """
    turn = Turn(tree, position, now, notices)
    return remember(turn, _answer(turn, heard))


def _answer(turn: Turn, heard: Heard) -> Step:
    match heard:
        case DialEnded() as ended:
            step = turn.node.dialled(turn, ended)
            return step.after((), *turn.node.line_ended(turn, ended))
        case WaitingInConference():
            return turn.node.waiting_in_conference(turn)
        case Digits(""):
            return turn.node.silent(turn)
        case Digits(keys):
            return _everywhere(turn, keys) or turn.node.hear(turn, keys) or turn.node.wrong(turn)


def _everywhere(turn: Turn, keys: str) -> Step | None:
    """What the keys that work everywhere do; None for any other key. A caller who goes back or asks
    to hear again hears everything, also what is said once.
    """
    tree = turn.tree
    if not turn.node.speaks_to_caller:
        return None
    if keys == tree.keys.person:
        return turn.without_notices().go(tree.goes.person)
    if keys == tree.keys.quiet:
        return turn.go(tree.goes.quiet)
    if keys not in (tree.keys.back, tree.keys.again):
        return None
    anew = turn.at(told=frozenset())
    return turn.node.back(anew) if keys == tree.keys.back else turn.node.again(anew)


def remember(turn: Turn, step: Step) -> Step:
    """The step. Its next position remembers which of the prompts that are said once were heard."""
    if not isinstance(step.then, Wait | Dial | JoinConference):
        return step
    said = {utterance.prompt for utterance in step.prompts}.intersection(turn.tree.once)
    place = replace(step.then.next, told=turn.position.told | said)
    return replace(step, then=replace(step.then, next=place))
