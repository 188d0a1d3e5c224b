"""A whole path as a call in one language: what a caller hears who presses these keys."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from ivr import engine
from ivr.position import Digits, Position
from ivr.step import Utterance, Wait
from ivr.turn import Turn
from routes.desk.review.cards import Cards, Said
from routes.desk.review.words import to_say


@dataclass(frozen=True, slots=True)
class Path:
    """A path from the main menu. says: its name, an English text that `say` translates. goes: the
    prompts whose keys are pressed, one after the other; empty for waiting in silence.
    """

    says: str
    goes: tuple[str, ...]


CALLS: Mapping[str, Path] = {
    "danger": Path(to_say("In danger"), ("main.danger", "")),
    "person": Path(to_say("To speak to someone"), ("main.speak", "speak.unknown")),
    "signs": Path(to_say("Warning signs"), ("main.signs", "", "")),
}


def call_of(cards: Cards, goes: tuple[str, ...]) -> list[Said]:
    """What is said on a path: the menus until the option that is chosen, and then all."""
    tree, now = cards.hotline.whole, datetime.now(UTC)
    turn = Turn(tree, Position(tree.goes.start), now)
    step = tree.language_page.choose(turn, cards.language)
    said: list[Utterance] = []
    for option in goes:
        heard = [line.prompt for line in step.prompts]
        if not isinstance(step.then, Wait) or (option and option not in heard):
            break
        at = heard.index(option) + 1 if option else len(heard)
        said += step.prompts[:at]
        key = dict(step.prompts[at - 1].values).get("key", "") if option else ""
        step = engine.advance(tree, step.then.next, Digits(key), now)
    said += step.prompts
    own = [line for line in said if line.language == cards.language]
    text = cards.catalogues.text
    return [cards.said(text(line.prompt, line.language, dict(line.values))) for line in own]
