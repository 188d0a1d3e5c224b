"""What a native speaker says on a card: a verdict, a remark, and better words."""

from dataclasses import dataclass, field

from flask import request
from sqlalchemy import Connection

from routes.call.hotline import Hotline
from routes.database.store import the_store
from routes.desk.review.cards import Card, CardText, text_digest
from routes.desk.review.checks import problem_with, typed
from routes.desk.review.verdicts import Verdict, give, suggest
from routes.desk.review.words import say

CHANGED = "changed"
"""The field of a card that somebody else has changed meanwhile."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A form of a card. words: prompt -> what was typed. better: the texts that were changed.
    problems: prompt -> what is wrong with its words.
    """

    verdict: Verdict | None = None
    remark: str = ""
    words: dict[str, str] = field(default_factory=dict)
    better: tuple[CardText, ...] = ()
    problems: dict[str, str] = field(default_factory=dict)

    def of(self, text: CardText) -> str:
        """What stands in the field of a text."""
        return self.words.get(text.prompt, text.words)

    @property
    def is_bare_doubt(self) -> bool:
        """Whether it does not tell what is wrong."""
        return self.verdict not in (None, Verdict.OK) and not self.remark and not self.better

    def keep(self, language: str, card: Card, name: str) -> None:
        """Keep it. Better words say that the text is not good as it is. Raises DeskDown."""
        store = the_store()
        now = store.now()
        verdict = self.verdict or Verdict.DOUBT
        if self.better and verdict is Verdict.OK:
            verdict = Verdict.DOUBT
        changed = {text.prompt for text in self.better}
        others = [text for text in card.texts if text.prompt not in changed]

        def work(connection: Connection) -> None:
            where = (connection, now, name, language)
            give(*where, self.better or card.texts, verdict, self.remark, card.clip)
            if self.better:
                give(*where, others, Verdict.OK, "", card.clip)
            for text in self.better:
                suggest(*where, text, self.words[text.prompt], self.remark)

        store.do(work)


def answer_of(hotline: Hotline, language: str, card: Card) -> Answer:
    """The answer in the form of this request."""
    form = request.form
    words = {
        text.prompt: given
        for text in card.texts
        if (name := f"words.{text.prompt}") in form
        and not _left_alone(text, given := typed(form[name]))
    }
    better = tuple(text for text in card.texts if words.get(text.prompt, text.words) != text.words)
    chosen = form.get("verdict", "")
    verdict = Verdict(chosen) if chosen in set(Verdict) else None
    remark = form.get("remark", "").strip()
    problems: dict[str, str] = {}
    if form.get("seen") != seen(card):
        problems[CHANGED] = say("Somebody changed this text just now. Please read it again.")
    for text in better:
        if wrong := problem_with(hotline, language, card, text, words[text.prompt]):
            problems[text.prompt] = wrong
    if verdict is None and not better and not remark:
        problems[card.texts[0].prompt] = say("Write the text first.")
    return Answer(verdict, remark, words, better, problems)


def seen(card: Card) -> str:
    """Names what stands on a card, to find out what others did meanwhile."""
    return " ".join(_named(text.english, text.words) for text in card.texts)


def _named(english: str, words: str) -> str:
    return text_digest(english, words)[:8]


def _left_alone(text: CardText, words: str) -> bool:
    """Whether the field holds the text as it stood on the card that was read. Somebody may have
    changed it since: then the reader does not write it back.
    """
    return _named(text.english, words) in request.form.get("seen", "").split()
