"""Faults at every node of the small hotline: what a caller hears then, and who is rung. faults.md
keeps it as a table.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from flask import Flask
from pydantic import SecretStr

from ivr.node import Node
from ivr.nodes.listener import Listener
from ivr.nodes.transfer import Transfer
from ivr.position import UNDECIDED
from ivr.step import Step
from ivr.turn import Turn
from routes.call.clock import Clock
from routes.call.hotline import HOTLINE, Hotline
from routes.simulator.leg import Leg, Listening, Ringing
from routes.simulator.simulated_carrier import AppCarrier
from routes.simulator.view import who
from routes.statistics.recorder import STATISTICS, Statistics, statistics_of
from tests.conftest import WORKING_HOURS, make_settings
from tests.small.hotline import create_small_app, small_tree

TABLE = Path(__file__).parent / "faults.md"
HELPLINE = "rings Small helpline"


class Broken(Node):
    """A node that fails, whatever it is asked."""

    kind: str = "broken"

    def enter(self, turn: Turn) -> Step:
        raise RuntimeError

    hear = silent = dialled = enter  # type: ignore[assignment]


@dataclass(frozen=True)
class Bench:
    """An application whose parts can be broken, and mended again."""

    app: Flask
    words: dict[str, str]
    nowhere: Statistics
    minutes: Iterator[int] = field(default_factory=count)

    @property
    def hotline(self) -> Hotline:
        return HOTLINE.of(self.app)

    def ask(self, node: str, language: str, keys: str = "") -> Leg:
        """Press these keys at a node, or none. A node that rings learns that its line was not
        answered. Each time is another minute, since documents are kept for a minute.
        """
        minute = WORKING_HOURS + timedelta(minutes=next(self.minutes))
        leg = Leg(AppCarrier(self.app, Clock(minute)))
        kind = self.hotline.whole.nodes[node]
        told = {"DialCallStatus": "no-answer"} if isinstance(kind, Transfer) else {"Digits": keys}
        language = UNDECIDED if node == self.hotline.tree.goes.start else language
        where = "?attempt=0&destination=middle" if isinstance(kind, Listener) else ""
        leg.fetch(f"/voice/{language}/{node}{where}", **told)
        return leg

    def heard(self, leg: Leg) -> str:
        """The first words, and whether the carrier says them."""
        if not leg.sounds:
            return "nothing"
        sound = leg.sounds[0]
        words = self.words[sound.file] if sound.clip else sound.words
        return f"{'' if sound.clip else '(carrier) '}{words[:58].strip()}"

    def then(self, leg: Leg) -> str:
        match leg.now:
            case Ringing(uri=uri):
                return f"rings {who(self.hotline, uri)}"
            case Listening():
                return "listens"
        return "closes the line" if leg.hung_up else "puts the two together"


@contextmanager
def swapped(hotline: Hotline, name: str, value: object) -> Iterator[None]:
    former = getattr(hotline, name)
    object.__setattr__(hotline, name, value)
    try:
        yield
    finally:
        object.__setattr__(hotline, name, former)


@contextmanager
def gone(paths: list[Path]) -> Iterator[None]:
    """Rename files or folders for a while, as if they were deleted."""
    for path in paths:
        path.rename(path.with_name(f"{path.name}.gone"))
    try:
        yield
    finally:
        for path in paths:
            path.with_name(f"{path.name}.gone").rename(path)


def raises(bench: Bench, node: str, _language: str) -> AbstractContextManager[None]:
    tree = bench.hotline.tree
    broken = (
        Broken()
        if not isinstance(tree.nodes[node], Listener)
        else _broken_listener(tree.nodes[node])
    )
    return swapped(bench.hotline, "tree", replace(tree, nodes={**tree.nodes, node: broken}))


def _broken_listener(node: Node) -> Node:
    """The same listener with a prompt that does not exist."""
    return node.model_copy(update={"known": "gone", "asks": "gone"})


def its_clips_are_gone(bench: Bench, node: str, language: str) -> AbstractContextManager[None]:
    said = {sound.file for sound in bench.ask(node, language).sounds if sound.clip}
    return gone([bench.hotline.library.folder / name for name in sorted(said)])


def all_clips_are_gone(bench: Bench, _node: str, _language: str) -> AbstractContextManager[None]:
    return gone([bench.hotline.library.folder])


def its_texts_are_gone(bench: Bench, _node: str, language: str) -> AbstractContextManager[None]:
    catalogues = bench.hotline.catalogues
    empty = replace(catalogues.languages[language], texts={})
    return swapped(
        bench.hotline,
        "catalogues",
        replace(catalogues, languages={**catalogues.languages, language: empty}),
    )


@contextmanager
def the_database_is_gone(bench: Bench, _node: str, _language: str) -> Iterator[None]:
    former = STATISTICS.of(bench.app)
    STATISTICS.put(bench.app, bench.nowhere)
    try:
        yield
    finally:
        STATISTICS.put(bench.app, former)


Inject = Callable[[Bench, str, str], AbstractContextManager[None]]
FAULTS: list[tuple[str, str, Inject]] = [
    ("the node fails", "en", raises),
    ("the texts of the language are lost", "en", its_texts_are_gone),
    ("the clips of the step are deleted", "en", its_clips_are_gone),
    (
        "the clips of the step are deleted; the carrier has no voice for the language",
        "ar",
        its_clips_are_gone,
    ),
    ("all clips are deleted", "en", all_clips_are_gone),
    ("the database is gone", "en", the_database_is_gone),
    ("all clips are deleted; the carrier has no voice for the language", "ar", all_clips_are_gone),
]
NODES = list(small_tree().nodes)


@pytest.fixture(scope="module")
def bench(
    small_clips: Path, small_hotline: Hotline, tmp_path_factory: pytest.TempPathFactory
) -> Bench:
    """A bench with its own copy of the clips, which a test may delete."""
    folder = tmp_path_factory.mktemp("faults") / "clips"
    folder.mkdir()
    for clip in small_hotline.texts_of_clips:
        (folder / clip).symlink_to(small_clips / clip)
    words = {clip: text.words for clip, text in small_hotline.texts_of_clips.items()}
    settings = make_settings(clips_folder=folder)
    nowhere = settings.model_copy(
        update={"database_url": SecretStr("postgresql://nobody@127.0.0.1:1/nothing")}
    )
    return Bench(create_small_app(settings), words, statistics_of(nowhere, small_hotline.tree))


@pytest.mark.parametrize("node", NODES)
@pytest.mark.parametrize(
    ("fault", "language", "inject"), FAULTS, ids=[f"{one[0]} {one[1]}" for one in FAULTS]
)
def test_nobody_is_stranded(
    bench: Bench, fault: str, language: str, inject: Inject, node: str
) -> None:
    """The helpline is rung, or the call goes on in the carrier's voice. The person who picked up is
    connected or asked again.
    """
    well = bench.then(bench.ask(node, language))
    with inject(bench, node, language):
        then = bench.then(bench.ask(node, language))
    allowed = {well, HELPLINE}
    if isinstance(bench.hotline.whole.nodes[node], Listener):
        allowed = {well, "puts the two together"}
    assert then in allowed


@pytest.mark.parametrize("inject", [raises, its_texts_are_gone, all_clips_are_gone])
@pytest.mark.parametrize("node", ["main", "quiet", "signs", "postcode"])
def test_whoever_leaves_quietly_is_never_given_away_by_a_fault(
    bench: Bench, node: str, inject: Inject
) -> None:
    """Somebody else is listening: neither an apology nor the ringing of the helpline may be
    heard.
    """
    with inject(bench, "quiet", "ar"):
        leg = bench.ask(node, "ar", "9")
    assert leg.sounds == []
    assert (leg.now, leg.hung_up) == (None, True)


def test_what_is_heard_is_as_it_was(bench: Bench, pytestconfig: pytest.Config) -> None:
    table = "\n".join(_table(bench)) + "\n"
    if pytestconfig.getoption("--rewrite-calls"):
        TABLE.write_text(table, "utf-8")
    assert table == TABLE.read_text("utf-8"), (
        "callers hear something else: `make golden`, then review the diff"
    )


def _table(bench: Bench) -> Iterator[str]:
    yield "# Faults, and what callers hear"
    yield ""
    yield (
        "Each fault is injected at each node of the small hotline in tests/small, while a caller is"
    )
    yield "there and presses nothing."
    yield ""
    yield "| what is broken | where | what is heard first | then |"
    yield "|---|---|---|---|"
    for fault, language, inject in FAULTS:
        outcomes: dict[tuple[str, str], list[str]] = {}
        for node in NODES:
            with inject(bench, node, language):
                leg = bench.ask(node, language)
                outcomes.setdefault((bench.heard(leg), bench.then(leg)), []).append(node)
        for (heard, then), nodes in outcomes.items():
            yield f"| {fault} ({language}) | {', '.join(nodes)} | {heard} | {then} |"
