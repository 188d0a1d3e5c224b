"""Golden calls: every scenario in every language, from the first ring to the last."""

from pathlib import Path

import pytest

from ivr.loading import load_tree
from ivr.nodes.languages import KEYS, Languages
from routes.call.hotline import Hotline
from routes.simulator.handset import Handset
from tests.calls.conversation import Conversation

HERE = Path(__file__).parent
SCENARIOS = sorted(path.stem for path in (HERE / "scenarios").glob("*.txt"))


def language_keys() -> dict[str, str]:
    """Language -> the keys that choose it from the first page."""
    start = load_tree().nodes["languages"]
    assert isinstance(start, Languages)
    return {
        language: "#" * number + key
        for number, page in enumerate(start.pages)
        for key, language in zip(KEYS, page, strict=False)
    }


def scenario_of(name: str) -> list[str]:
    lines = (HERE / "scenarios" / f"{name}.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("# ")]


@pytest.mark.parametrize("language", language_keys())
@pytest.mark.parametrize("name", SCENARIOS)
def test_the_call_is_as_it_was(
    name: str, language: str, hotline: Hotline, handset: Handset, pytestconfig: pytest.Config
) -> None:
    call = Conversation(hotline, handset).play(scenario_of(name), language_keys()[language])
    golden = HERE / "golden" / language / f"{name}.txt"
    if pytestconfig.getoption("--rewrite-calls"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(call, "utf-8")
    assert golden.exists(), "a new call: look at it after `make golden`"
    assert call == golden.read_text("utf-8"), (
        "the call has changed: `make golden`, then review the diff"
    )


def test_no_golden_call_is_left_behind() -> None:
    kept = {
        path.relative_to(HERE / "golden").with_suffix("")
        for path in (HERE / "golden").rglob("*.txt")
    }
    assert kept == {Path(language) / name for language in language_keys() for name in SCENARIOS}
