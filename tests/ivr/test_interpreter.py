"""Whoever picks up can take the call together with an interpreter, where their destination has
one.
"""

from pathlib import Path

import pytest

from ivr.engine import advance
from ivr.events import EventKind, LineEnding, ListenerAnswer, TransferEnding
from ivr.loading import offer, without_interpreters
from ivr.position import UNDECIDED, DialEnded, Position, Region, WaitingInConference
from ivr.step import Connect, Dial, HangUp, JoinConference
from ivr.tree import Tree
from ivr.turn import Turn
from tests.ivr.caller import NOON, Caller
from tests.ivr.files import problems_calling, problems_with, tree_calling, tree_with
from tests.ivr.walk import beginnings, explore, picked_up

PAG_ASA = 'lines = ["tel:+3225116464"]'
UKRAINIAN, RUSSIAN = "tel:+3222345679", "sip:interpreter@trunk.example"
BOTH = (PAG_ASA, f'{PAG_ASA}\ninterpreters = {{ uk = "{UKRAINIAN}", ru = "{RUSSIAN}" }}')
WHISPER = ["whisper.known", "whisper.brussels", "whisper.accept"]


@pytest.fixture
def helped(tmp_path: Path) -> Tree:
    """The shipped tree, and PAG-ASA has interpreters for Ukrainian and Russian."""
    return tree_calling(tmp_path, BOTH)


def calls(tree: Tree, language: str, region: Region = Region.BRUSSELS) -> Caller:
    return Caller.at(tree, Position("person", language, region=region))


def test_the_key_for_an_interpreter_is_said_last_in_every_language_of_the_destination(
    helped: Tree,
) -> None:
    listener = calls(helped, "uk").picked_up()
    assert listener.hears == [*WHISPER, "whisper.interpreter"] * 2
    assert listener.hears_in == ["fr"] * 4 + ["nl"] * 4
    assert dict(listener.step.prompts[-1].values) == {"key": "2"}


@pytest.mark.parametrize(("language", "line"), [("uk", UKRAINIAN), ("ru", RUSSIAN)])
def test_2_takes_the_call_together_with_the_interpreter_for_the_callers_language(
    helped: Tree, language: str, line: str
) -> None:
    listener = calls(helped, language).picked_up().press("2")
    assert listener.step.then == Connect(line)
    assert listener.hears == []
    assert [(event.kind, event.outcome) for event in listener.step.events] == [
        (EventKind.WHISPER, ListenerAnswer.WITH_INTERPRETER),
        (EventKind.REACHED, None),
    ]


def test_1_takes_the_call_without_an_interpreter(helped: Tree) -> None:
    assert calls(helped, "uk").picked_up().press("1").step.then == Connect()


@pytest.mark.parametrize("key", [*"03456789*#", "22"])
def test_every_other_key_still_declines(helped: Tree, key: str) -> None:
    assert isinstance(calls(helped, "uk").picked_up().press(key).step.then, HangUp)


@pytest.mark.parametrize("language", ["en", "pl"])
def test_for_another_language_the_whisper_is_as_ever_and_2_declines(
    helped: Tree, language: str
) -> None:
    listener = calls(helped, language).picked_up()
    assert listener.hears == WHISPER * 2
    assert isinstance(listener.press("2").step.then, HangUp)


def test_without_a_language_no_interpreter_is_offered(helped: Tree) -> None:
    listener = calls(helped, UNDECIDED).picked_up()
    assert "whisper.interpreter" not in listener.hears


def test_another_destination_does_not_offer_it(helped: Tree) -> None:
    assert "whisper.interpreter" not in calls(helped, "uk", Region.FLANDERS).picked_up().hears


def test_when_they_wait_in_a_conference_the_caller_meets_them_and_it_counts_as_a_conversation(
    helped: Tree,
) -> None:
    caller = calls(helped, "uk")
    step = advance(helped, caller.position, WaitingInConference(), NOON)
    assert isinstance(step.then, JoinConference)
    assert (step.prompts, [(event.kind, event.outcome) for event in step.events]) == (
        (),
        [
            (EventKind.LINE, LineEnding.CONNECTED),
            (EventKind.TRANSFER, TransferEnding.CONNECTED),
        ],
    )


def test_after_the_conference_the_caller_is_where_they_are_after_every_conversation(
    helped: Tree,
) -> None:
    caller = calls(helped, "uk")
    meets = advance(helped, caller.position, WaitingInConference(), NOON)
    assert isinstance(meets.then, JoinConference)
    afterwards = advance(helped, meets.then.next, DialEnded(LineEnding.NO_ANSWER), NOON)
    assert (afterwards.prompts, afterwards.then) == (
        caller.line_ends(connected=True).step.prompts,
        caller.step.then,
    )


@pytest.mark.parametrize(
    ("line", "language", "offered"), [(0, "uk", UKRAINIAN), (0, "en", None), (1, "uk", None)]
)
def test_a_transfer_knows_whether_whoever_was_rung_could_ask(
    helped: Tree, line: int, language: str, offered: str | None
) -> None:
    """Line 1 is the helpline, which has no interpreter."""
    turn = Turn(helped, Position("person", language, region=Region.BRUSSELS, line=line), NOON)
    assert turn.node.interpreter_line(turn) == offered


def test_a_line_without_a_whisper_offers_nothing(tmp_path: Path) -> None:
    silent = BOTH[1].replace(
        '["tel:+3225116464"]', '[{ uri = "tel:+3225116464", whisper = false }]'
    )
    caller = calls(tree_calling(tmp_path, (PAG_ASA, silent)), "uk")
    turn = Turn(caller.tree, caller.position, NOON)
    assert isinstance(caller.step.then, Dial)
    assert (caller.step.then.whisper, turn.node.interpreter_line(turn)) == (None, None)


def test_a_place_that_is_no_longer_in_the_chain_offers_nothing(helped: Tree) -> None:
    turn = Turn(helped, Position("person", "uk", line=99), NOON)
    assert turn.node.interpreter_line(turn) is None


def test_all_that_is_said_where_interpreters_are_is_in_the_script_already_without_any(
    tree: Tree, tmp_path: Path
) -> None:
    """So that naming an interpreter takes no recording."""
    helped = offer(tree_calling(tmp_path, BOTH), frozenset({"en", "uk"}))
    calls = explore(helped, beginnings(helped))
    said = {line for step in picked_up(helped, calls) for line in step.prompts}
    assert "whisper.interpreter" in {line.prompt for line in said}
    assert said <= {line for _, line in tree.script()}


def test_interpreters_can_be_taken_out_of_the_tree_and_nothing_else_with_them(
    helped: Tree, tree: Tree
) -> None:
    assert without_interpreters(helped).destinations == tree.destinations
    assert helped.destinations != tree.destinations


def test_no_interpreter_is_shipped(tree: Tree) -> None:
    assert not any(one.interpreters for one in tree.destinations.values())


def test_a_language_that_nobody_can_choose_is_named(tmp_path: Path) -> None:
    change = (PAG_ASA, f'{PAG_ASA}\ninterpreters = {{ xx = "{UKRAINIAN}" }}')
    assert (
        "destinations.toml: pag-asa.interpreters: xx stands on no language page"
        in problems_calling(tmp_path, change)
    )


@pytest.mark.parametrize(
    ("line", "why"), [("tel:112", "is a short code"), ("+3222345679", "cannot be dialled")]
)
def test_a_line_that_cannot_be_dialled_is_refused(tmp_path: Path, line: str, why: str) -> None:
    change = (PAG_ASA, f'{PAG_ASA}\ninterpreters = {{ uk = "{line}" }}')
    problem = problems_calling(tmp_path, change)
    assert "destinations.toml: pag-asa.interpreters.uk" in problem
    assert why in problem


def test_one_key_cannot_do_both(tmp_path: Path) -> None:
    problem = problems_with(tmp_path, ('interpreter = "2"', 'interpreter = "1"'))
    assert (
        "hotline.toml: nodes.whisper: key 1 cannot both take the call and ask for an interpreter"
        in problem
    )


def test_the_key_can_be_changed(tmp_path: Path, helped: Tree) -> None:
    other = tree_with(tmp_path, ('interpreter = "2"', 'interpreter = "7"'))
    changed = Tree(**{**vars(helped), "nodes": other.nodes})
    listener = calls(changed, "uk").picked_up()
    assert dict(listener.step.prompts[-1].values) == {"key": "7"}
    assert listener.press("7").step.then == Connect(UKRAINIAN)
