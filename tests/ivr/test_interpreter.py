"""A call can be taken together with an interpreter, where the destination has one."""

from pathlib import Path

import pytest

from ivr.engine import advance
from ivr.events import EventKind, LineEnding, ListenerAnswer, TransferEnding
from ivr.hunt_order import hunt_order
from ivr.loading import offer, without_interpreters
from ivr.position import UNDECIDED, DialEnded, Position, Region, WaitingInConference
from ivr.step import Connect, Dial, HangUp, JoinConference
from ivr.tree import Tree
from ivr.turn import Turn
from tests.ivr.caller import NOON, Caller
from tests.ivr.files import (
    MIDDLE_LINE,
    lines,
    problems_calling,
    problems_with,
    tree_calling,
    tree_with,
)
from tests.ivr.walk import beginnings, explore, forgetful, picked_up

UKRAINIAN = "tel:+3210000009"
ARABIC = "sip:interpreter@trunk.example"
"""The interpreters of Centre Middle."""
WHISPER = ["whisper.known", "whisper.brussels", "whisper.accept"]


def calls(tree: Tree, language: str, region: Region = Region.BRUSSELS) -> Caller:
    return Caller.at_node(tree, "person", language, region)


def test_the_key_for_an_interpreter_is_said_last_in_every_language_of_the_destination(
    tree: Tree,
) -> None:
    listener = calls(tree, "uk").picked_up()
    assert listener.hears == [*WHISPER, "whisper.interpreter"] * 2
    assert listener.hears_in == ["fr"] * 4 + ["nl"] * 4
    assert dict(listener.step.prompts[-1].values) == {"key": "2"}


@pytest.mark.parametrize(("language", "line"), [("uk", UKRAINIAN), ("ar", ARABIC)])
def test_2_takes_the_call_together_with_the_interpreter_for_the_callers_language(
    tree: Tree, language: str, line: str
) -> None:
    listener = calls(tree, language).picked_up().press("2")
    assert listener.step.then == Connect(line)
    assert listener.hears == []
    assert [(event.kind, event.outcome) for event in listener.step.events] == [
        (EventKind.WHISPER, ListenerAnswer.WITH_INTERPRETER),
        (EventKind.REACHED, None),
    ]


def test_1_takes_the_call_without_an_interpreter(tree: Tree) -> None:
    assert calls(tree, "uk").picked_up().press("1").step.then == Connect()


@pytest.mark.parametrize("key", [*"03456789*#", "22"])
def test_every_other_key_still_declines(tree: Tree, key: str) -> None:
    assert isinstance(calls(tree, "uk").picked_up().press(key).step.then, HangUp)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_for_another_language_the_whisper_is_as_ever_and_2_declines(
    tree: Tree, language: str
) -> None:
    listener = calls(tree, language).picked_up()
    assert listener.hears == WHISPER * 2
    assert isinstance(listener.press("2").step.then, HangUp)


def test_without_a_language_no_interpreter_is_offered(tree: Tree) -> None:
    listener = calls(tree, UNDECIDED).picked_up()
    assert "whisper.interpreter" not in listener.hears


def test_another_destination_does_not_offer_it(tree: Tree) -> None:
    assert "whisper.interpreter" not in calls(tree, "uk", Region.FLANDERS).picked_up().hears


def test_when_they_wait_in_a_conference_the_caller_meets_them_and_it_counts_as_a_conversation(
    tree: Tree,
) -> None:
    caller = calls(tree, "uk")
    step = advance(tree, caller.position, WaitingInConference(), NOON)
    assert isinstance(step.then, JoinConference)
    assert (step.prompts, [(event.kind, event.outcome) for event in step.events]) == (
        (),
        [
            (EventKind.LINE, LineEnding.CONNECTED),
            (EventKind.TRANSFER, TransferEnding.CONNECTED),
        ],
    )


def test_after_the_conference_the_caller_is_where_they_are_after_every_conversation(
    tree: Tree,
) -> None:
    caller = calls(tree, "uk")
    meets = advance(tree, caller.position, WaitingInConference(), NOON)
    assert isinstance(meets.then, JoinConference)
    afterwards = advance(tree, meets.then.next, DialEnded(LineEnding.NO_ANSWER), NOON)
    assert (afterwards.prompts, afterwards.then) == (
        caller.line_ends(connected=True).step.prompts,
        caller.step.then,
    )


@pytest.mark.parametrize(
    ("line", "language", "offered"), [(0, "uk", UKRAINIAN), (0, "en", None), (1, "uk", None)]
)
def test_a_transfer_knows_whether_the_person_who_was_rung_could_ask(
    tree: Tree, line: int, language: str, offered: str | None
) -> None:
    """Line 1 is the helpline, which has no interpreter."""
    order = hunt_order(tree.destinations, None, Region.BRUSSELS)
    here = Position("person", language, region=Region.BRUSSELS, lines=order[line].ids)
    turn = Turn(tree, here, NOON)
    assert turn.node.interpreter_line(turn) == offered


def test_a_line_without_a_whisper_offers_nothing(tmp_path: Path) -> None:
    unannounced = f'lines = [{{ uri = "{MIDDLE_LINE}", whisper = false }}]'
    caller = calls(tree_calling(tmp_path, (lines(MIDDLE_LINE), unannounced)), "uk")
    turn = Turn(caller.tree, caller.position, NOON)
    assert isinstance(caller.step.then, Dial)
    assert (caller.step.then.whisper, turn.node.interpreter_line(turn)) == (None, None)


def test_a_step_that_is_no_longer_in_the_hunt_order_offers_nothing(tree: Tree) -> None:
    turn = Turn(tree, Position("person", "uk", lines=("gone",)), NOON)
    assert turn.node.interpreter_line(turn) is None


def test_all_that_is_said_where_interpreters_are_is_in_the_script_already_without_any(
    tree: Tree,
) -> None:
    """So that naming an interpreter takes no recording."""
    helped = forgetful(offer(tree, frozenset({"en", "uk"})))
    calls = explore(helped, beginnings(helped))
    said = {line for step in picked_up(helped, calls) for line in step.prompts}
    assert "whisper.interpreter" in {line.prompt for line in said}
    assert said <= {line for _, line in without_interpreters(tree).script()}


def test_interpreters_can_be_taken_out_of_the_tree_and_nothing_else_with_them(tree: Tree) -> None:
    alone = without_interpreters(tree).destinations
    assert not any(destination.interpreters for destination in alone.values())
    for name, destination in tree.destinations.items():
        back = alone[name].model_copy(update={"interpreters": destination.interpreters})
        assert back == destination


def test_a_language_that_nobody_can_choose_is_named(tmp_path: Path) -> None:
    told = problems_calling(tmp_path, ("interpreters = { uk", "interpreters = { xx"))
    assert "destinations.toml: middle.interpreters: xx stands on no language page" in told


@pytest.mark.parametrize(
    ("line", "why"), [("tel:112", "is a short code"), ("interpreter", "cannot be dialled")]
)
def test_a_line_that_cannot_be_dialled_is_refused(tmp_path: Path, line: str, why: str) -> None:
    problem = problems_calling(tmp_path, (UKRAINIAN, line))
    assert "destinations.toml: middle.interpreters.uk" in problem
    assert why in problem


def test_one_key_cannot_do_both(tmp_path: Path) -> None:
    problem = problems_with(tmp_path, ('interpreter = "2"', 'interpreter = "1"'))
    assert (
        "hotline.toml: nodes.whisper: key 1 cannot both take the call and ask for an interpreter"
        in problem
    )


def test_the_key_can_be_changed(tmp_path: Path) -> None:
    changed = tree_with(tmp_path, ('interpreter = "2"', 'interpreter = "7"'))
    listener = calls(changed, "uk").picked_up()
    assert dict(listener.step.prompts[-1].values) == {"key": "7"}
    assert listener.press("7").step.then == Connect(UKRAINIAN)


@pytest.mark.parametrize(
    ("node", "language", "keys"),
    [
        ("whisper", "uk", {ListenerAnswer.ACCEPTED: "1", ListenerAnswer.WITH_INTERPRETER: "2"}),
        ("whisper", "en", {ListenerAnswer.ACCEPTED: "1"}),
        ("verify", "uk", {ListenerAnswer.ACCEPTED: "1"}),
        ("main", "uk", {}),
    ],
)
def test_a_node_tells_with_which_keys_the_person_who_picks_up_answers(
    tree: Tree, node: str, language: str, keys: dict[ListenerAnswer, str]
) -> None:
    position = Position(node, language, destination="middle")
    assert tree.nodes[node].answer_keys(tree, position) == keys
