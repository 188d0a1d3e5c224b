"""Golden calls: every scenario in every language, from the first ring to the last.

golden/en and golden/ar have the words. golden/prompts has the prompts instead of their words, in
all other languages, written once for the languages that have the same call. golden/limits has
telephone numbers and time-outs, which stand nowhere else.
"""

from itertools import groupby
from pathlib import Path

import pytest
from flask import Flask

from ivr.tree import Tree
from routes.call.clock import Clock
from routes.call.hotline import Hotline
from routes.simulator.handset import Handset
from routes.simulator.simulated_carrier import AppCarrier
from tests.calls.conversation import (
    Conversation,
    ConversationInPrompts,
    ConversationWithLimits,
    Said,
    everything_said,
)
from tests.conftest import WORKING_HOURS

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
IN_WORDS = ("en", "ar")
LIMITS = "limits/every-limit"
SCENARIOS = sorted(path.stem for path in (HERE / "scenarios").glob("*.txt"))


def language_keys(tree: Tree) -> dict[str, str]:
    """Language -> the keys that choose it from the first page."""
    return {
        language: tree.keys.again * number + key
        for number, page in enumerate(tree.language_page.shown(tree))
        for key, language in page.items()
    }


def scenario_of(name: str) -> list[str]:
    lines = (HERE / "scenarios" / f"{name}.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("# ")]


def compare(call: str, golden: Path, config: pytest.Config) -> None:
    if config.getoption("--rewrite-calls"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(call, "utf-8")
    assert golden.exists(), "a new call: look at it after `make golden`"
    assert call == golden.read_text("utf-8"), (
        "the call has changed: `make golden`, then review the diff"
    )


def telephone(app: Flask) -> Handset:
    """A telephone on which it is noon of a working day."""
    return Handset(AppCarrier(app, Clock(WORKING_HOURS)))


@pytest.fixture(scope="module")
def said(hotline: Hotline) -> Said:
    return everything_said(hotline)


@pytest.mark.parametrize("language", IN_WORDS)
@pytest.mark.parametrize("name", SCENARIOS)
def test_the_call_is_as_it_was_word_for_word(
    name: str, language: str, hotline: Hotline, handset: Handset, pytestconfig: pytest.Config
) -> None:
    keys = language_keys(hotline.tree)[language]
    call = Conversation(hotline, handset).play(scenario_of(name), keys)
    compare(call, GOLDEN / language / f"{name}.txt", pytestconfig)


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_call_is_as_it_was_in_every_other_language(
    name: str, hotline: Hotline, app: Flask, said: Said, pytestconfig: pytest.Config
) -> None:
    keys = language_keys(hotline.tree)
    scenario = scenario_of(name)
    others = sorted(keys.keys() - set(IN_WORDS))
    calls = {
        one: ConversationInPrompts(hotline, telephone(app), said, one).play(scenario, keys[one])
        for one in others
    }
    same = groupby(sorted(others, key=calls.__getitem__), key=calls.__getitem__)
    groups = sorted((list(languages), call) for call, languages in same)
    written = "\n".join(f"# {' '.join(languages)}\n{call}" for languages, call in groups)
    compare(written, GOLDEN / "prompts" / f"{name}.txt", pytestconfig)


def test_numbers_and_limits_are_as_they_were(
    hotline: Hotline, handset: Handset, pytestconfig: pytest.Config
) -> None:
    keys = language_keys(hotline.tree)["en"]
    call = ConversationWithLimits(hotline, handset).play(scenario_of(LIMITS), keys)
    compare(call, GOLDEN / f"{LIMITS}.txt", pytestconfig)


def test_no_golden_call_is_left_behind() -> None:
    kept = {path.relative_to(GOLDEN).with_suffix("") for path in GOLDEN.rglob("*.txt")}
    folders = (*IN_WORDS, "prompts")
    played = {Path(folder) / name for folder in folders for name in SCENARIOS}
    assert kept == played | {Path(LIMITS)}
