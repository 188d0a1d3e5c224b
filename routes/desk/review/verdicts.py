"""What native speakers think of texts, and the better words that they suggest. Each function works
in a transaction that its caller has begun. Verdicts are only added, so nobody loses what they gave.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, insert, select, update

from routes.desk.review.cards import CardText
from routes.desk.review.schema import suggestions, verdicts

LONGEST_REMARK = 500


class Verdict(StrEnum):
    """What somebody thinks of a text. The values are stored."""

    OK = "ok"
    DOUBT = "doubt"
    WRONG = "wrong"


class SuggestionState(StrEnum):
    """What became of a suggestion. The values are stored."""

    OPEN = "open"
    TAKEN = "taken"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Given:
    """A verdict of a person on a text. text: its digest. at: seconds since 1970."""

    prompt: str
    text: str
    verdict: Verdict
    remark: str
    by: str
    at: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Better words for a prompt. text: the digest of the text that they would replace."""

    id: int
    language: str
    prompt: str
    text: str
    words: str
    remark: str
    by: str
    at: int
    state: SuggestionState


@dataclass(frozen=True, slots=True)
class Opinions:
    """What everybody thinks of the texts of a language."""

    given: tuple[Given, ...]
    suggestions: tuple[Suggestion, ...]

    def on(self, text: CardText) -> dict[str, Given]:
        """Person -> their last verdict on exactly this text."""
        wanted = (text.prompt, text.digest)
        return {one.by: one for one in self.given if (one.prompt, one.text) == wanted}

    def better(self, text: CardText) -> list[Suggestion]:
        """The suggestions for exactly this text that nobody has decided on."""
        wanted = (text.prompt, text.digest)
        return [
            one
            for one in self.suggestions
            if (one.prompt, one.text) == wanted and one.state is SuggestionState.OPEN
        ]

    def find(self, suggestion: int) -> Suggestion | None:
        """The suggestion with this id, while it is open."""
        wanted = (one for one in self.suggestions if one.id == suggestion)
        return next((one for one in wanted if one.state is SuggestionState.OPEN), None)


def opinions(connection: Connection, language: str) -> Opinions:
    """Everything that was said of a language, the oldest first."""
    query = select(verdicts).where(verdicts.c.language == language).order_by(verdicts.c.id)
    given = (
        Given(row.prompt, row.text, Verdict(row.verdict), row.remark, row.by, row.at)
        for row in connection.execute(query)
    )
    better = select(suggestions).where(suggestions.c.language == language)
    found = (
        Suggestion(
            row.id,
            row.language,
            row.prompt,
            row.text,
            row.words,
            row.remark,
            row.by,
            row.at,
            SuggestionState(row.state),
        )
        for row in connection.execute(better.order_by(suggestions.c.id))
    )
    return Opinions(tuple(given), tuple(found))


def give(
    connection: Connection,
    now: int,
    by: str,
    language: str,
    texts: Iterable[CardText],
    verdict: Verdict,
    remark: str = "",
    clip: str = "",
) -> None:
    """Keep what a person thinks of some texts."""
    for text in texts:
        row = {
            "language": language,
            "prompt": text.prompt,
            "text": text.digest,
            "clip": clip,
            "verdict": verdict.value,
            "remark": remark.strip()[:LONGEST_REMARK],
            "by": by,
            "at": now,
        }
        connection.execute(insert(verdicts).values(row))


def suggest(
    connection: Connection,
    now: int,
    by: str,
    language: str,
    text: CardText,
    words: str,
    remark: str = "",
) -> None:
    """Keep better words, in the place of what the same person suggested before."""
    own = (
        suggestions.c.language == language,
        suggestions.c.prompt == text.prompt,
        suggestions.c.by == by,
        suggestions.c.state == SuggestionState.OPEN.value,
    )
    over = {"state": SuggestionState.DECLINED.value, "ended_by": by, "ended": now}
    connection.execute(update(suggestions).where(*own).values(over))
    row = {
        "language": language,
        "prompt": text.prompt,
        "text": text.digest,
        "words": words,
        "remark": remark.strip()[:LONGEST_REMARK],
        "by": by,
        "at": now,
        "state": SuggestionState.OPEN.value,
        "ended_by": "",
        "ended": 0,
    }
    connection.execute(insert(suggestions).values(row))


def decide(
    connection: Connection, now: int, by: str, suggestion: int, state: SuggestionState
) -> bool:
    """Take or decline a suggestion; False where somebody has decided meanwhile."""
    own = (suggestions.c.id == suggestion, suggestions.c.state == SuggestionState.OPEN.value)
    values = {"state": state.value, "ended_by": by, "ended": now}
    return connection.execute(update(suggestions).where(*own).values(values)).rowcount == 1
