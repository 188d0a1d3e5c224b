"""What the page Languages shows of a language, of its texts and of its people."""

from dataclasses import dataclass
from enum import StrEnum

from routes.call.hotline import the_hotline
from routes.desk.languages import title
from routes.desk.review.cards import Card
from routes.desk.review.going_live import LanguageOnAir, entity_of_signature, on_air
from routes.desk.review.language_words import obstacles, sentence
from routes.desk.review.links import Link, Task
from routes.desk.review.progress import Progress, SpokenShare, better, progress_of, recorded_of
from routes.desk.review.recordings import Recording
from routes.desk.review.takes import FLAGGED
from routes.desk.review.verdicts import Given, Suggestion, Verdict
from routes.desk.review.work import Work
from routes.desk.translation import _
from routes.releases.overlay import ReadFiles
from routes.translations import N_

TASKS = {
    Task.REVIEW: N_("read the texts, and write them better"),
    Task.RECORD: N_("record their voice"),
}
"""What a native speaker is asked -> in words."""
FLAGS = {
    "short": N_("very short for this text"),
    "long": N_("very long for this text"),
    "other": N_("it sounds like another text"),
}
"""What a listener should know of a recording -> in words."""
assert set(FLAGS) == {kind.value for kind in FLAGGED}


class Stage(StrEnum):
    """How far a language is, the farthest first."""

    ON_AIR = "on-air"
    SIGNED = "signed"
    BEGUN = "read"
    UNTOUCHED = "whole"


STAGES = {
    Stage.ON_AIR: N_("%(count)s signed and on air"),
    Stage.SIGNED: N_("%(count)s signed, not on air yet"),
    Stage.BEGUN: N_("%(count)s begun"),
    Stage.UNTOUCHED: N_("%(count)s wait for a native speaker"),
}
"""How many languages are how far -> in words."""


@dataclass(frozen=True, slots=True)
class Row:
    """A language on the page. what: it is, in a sentence. missing: what keeps it from the air."""

    tag: str
    title: str
    progress: Progress
    recorded: SpokenShare
    on_air: LanguageOnAir
    what: str
    missing: list[str]

    @property
    def stage(self) -> Stage:
        """How far it is."""
        if self.on_air.signers:
            return Stage.ON_AIR
        if self.progress.is_signed:
            return Stage.SIGNED
        begun = self.progress.read or self.recorded.by_person
        return Stage.BEGUN if begun else Stage.UNTOUCHED

    @property
    def place(self) -> tuple[bool, float, str]:
        """Languages on air come first, then those of which most is signed."""
        share = len(self.progress.signed) / max(self.progress.texts, 1)
        return not self.on_air.signers, -share, self.title


@dataclass(frozen=True, slots=True)
class Disputed:
    """A card that readers do not agree on."""

    card: Card
    english: list[str]
    given: list[Given]
    better: list[Suggestion]


@dataclass(frozen=True, slots=True)
class Reader:
    """A native speaker on the page. done: texts that they have read. spoken: that they recorded."""

    link: Link
    tasks: list[str]
    done: int
    spoken: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A recording that nobody has heard. flags: what a listener should know."""

    recording: Recording
    words: str
    flags: list[str]


def row(work: Work, files: ReadFiles) -> Row:
    """A language. files: with what is live over them."""
    hotline, tag = the_hotline(), work.cards.language
    progress = progress_of(work.cards.texts.values(), work.opinions)
    recorded = recorded_of(hotline, tag)
    heard = on_air(work, files.read(entity_of_signature(work)))
    return Row(
        tag,
        title(hotline, tag),
        progress,
        recorded,
        heard,
        sentence(progress, recorded, heard),
        list(obstacles(hotline, tag, progress, heard)),
    )


def reader(work: Work, link: Link, known: list[Recording]) -> Reader:
    """A native speaker. known: the recordings of the language."""
    texts = work.cards.texts.values()
    done = sum(link.name in work.opinions.on(text) for text in texts)
    spoken = len({one.name for one in known if one.by == link.name})
    return Reader(link, [_(TASKS[task]) for task in sorted(link.tasks)], done, spoken)


def disputed(work: Work) -> list[Disputed]:
    """The cards that readers do not agree on, in the order of reading."""
    return [found for card in work.cards.all if (found := _disputed(work, card))]


def _disputed(work: Work, card: Card) -> Disputed | None:
    given = [one for text in card.texts for one in work.opinions.on(text).values()]
    suggested = better(card, work.opinions)
    if not suggested and all(one.verdict is Verdict.OK for one in given):
        return None
    return Disputed(card, work.cards.beside(card).get("en", []), given, suggested)


def waiting(recording: Recording, words: str) -> Waiting:
    """A recording that nobody has heard."""
    flags = [_(words) for kind, words in FLAGS.items() if kind in recording.problems]
    return Waiting(recording, words, flags)
