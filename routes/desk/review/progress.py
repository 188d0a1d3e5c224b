"""How far the review of a language is."""

from collections.abc import Iterable
from dataclasses import dataclass

from audio.clip import seconds
from audio.provenance import HUMAN
from routes.call.hotline import Hotline
from routes.desk.review.cards import Card, CardText
from routes.desk.review.verdicts import Opinions, Suggestion, Verdict


@dataclass(frozen=True, slots=True)
class Progress:
    """signed: prompts that somebody found good and nobody doubts. doubted: prompts that somebody
    doubts or finds wrong, or has better words for. read: prompts that somebody has an opinion on.
    signers: who found texts good, in the order of the alphabet. readers: who has read anything.
    """

    texts: int
    signed: frozenset[str]
    doubted: frozenset[str]
    read: frozenset[str]
    signers: tuple[str, ...]
    readers: tuple[str, ...]

    @property
    def is_signed(self) -> bool:
        """Whether every text is."""
        return bool(self.texts) and len(self.signed) == self.texts


@dataclass(frozen=True, slots=True)
class SpokenShare:
    """How much of a language is spoken. minutes: of what a person speaks."""

    texts: int
    by_person: int
    by_robot: int
    minutes: float


def progress_of(texts: Iterable[CardText], opinions: Opinions) -> Progress:
    """How far the texts of a language are."""
    signed, doubted, read = set[str](), set[str](), set[str]()
    signers, readers = set[str](), set[str]()
    total = 0
    for text in texts:
        total += 1
        given = opinions.on(text)
        good = {by for by, one in given.items() if one.verdict is Verdict.OK}
        readers.update(given)
        if given:
            read.add(text.prompt)
        if len(good) < len(given) or opinions.better(text):
            doubted.add(text.prompt)
        elif good:
            signed.add(text.prompt)
            signers.update(good)
    return Progress(
        total,
        frozenset(signed),
        frozenset(doubted),
        frozenset(read),
        tuple(sorted(signers)),
        tuple(sorted(readers)),
    )


def recorded_of(hotline: Hotline, language: str) -> SpokenShare:
    """How much of a language is spoken now."""
    library = hotline.library
    total, spoken, robot, lasting = 0, 0, 0, 0.0
    for (tag, _name), text in hotline.recordings.items():
        if tag != language:
            continue
        total += 1
        master = library.masters.of(text)
        clip = library.clip(text)
        if master and master.engine == HUMAN:
            spoken += 1
            lasting += seconds(library.path(clip)) if clip else 0.0
        elif clip:
            robot += 1
    return SpokenShare(total, spoken, robot, lasting / 60)


def next_card(cards: list[Card], opinions: Opinions, name: str, after: str = "") -> Card | None:
    """The next card after one on which this person has no verdict yet; then from the beginning."""
    at = next((number for number, card in enumerate(cards, 1) if card.name == after), 0)
    order = (*cards[at:], *cards[:at])
    return next((card for card in order if not has_read(card, opinions, name)), None)


def has_read(card: Card, opinions: Opinions, name: str) -> bool:
    """Whether a person has a verdict on all of a card as it is now."""
    return all(name in opinions.on(text) for text in card.texts)


def better(card: Card, opinions: Opinions) -> list[Suggestion]:
    """The suggestions on a card that nobody has decided on."""
    return [one for text in card.texts for one in opinions.better(text)]
