"""A language goes on air: its signed texts, with the changes that native speakers made, become a
release.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection

from routes.call.hotline import the_hotline
from routes.desk.dates import belgian
from routes.desk.editing import check_in_background, the_publishing
from routes.desk.english import find_that_it_fits
from routes.desk.review.progress import progress_of
from routes.desk.review.work import Work
from routes.releases import rows, sounds
from routes.releases.change import Value, written
from routes.releases.entities import EnglishOf, Signature, Text, entity_of
from routes.releases.signatures import BETWEEN, signature
from routes.releases.signatures import signers as signers_of


@dataclass(frozen=True, slots=True)
class LanguageOnAir:
    """What callers hear of a language now. signers: who signed it; empty for a draft. is_current:
    whether exactly the texts of the review are signed there.
    """

    signers: tuple[str, ...]
    is_current: bool


def on_air(work: Work, live: Value) -> LanguageOnAir:
    """What callers hear of a language now. live: its signature there."""
    if live is None or live["status"] != "live":
        return LanguageOnAir((), is_current=False)
    texts = _signature(work, "", "")["texts"]
    return LanguageOnAir(tuple(signers_of(live)), written(live["texts"]) == written(texts))


def go_live(work: Work, by: str) -> bool:
    """Publish what was signed. False where not all of it is. Raises DeskDown."""
    progress = progress_of(work.cards.texts.values(), work.opinions)
    if not progress.is_signed:
        return False
    language = work.cards.language
    for prompt in sorted(the_hotline().catalogues.languages[language].stale):
        find_that_it_fits(Text(language, prompt), by)  # the signature is for the English of today
    publishing = the_publishing()
    entity, now = entity_of_signature(work), publishing.store.now()
    before = publishing.value(entity)
    after = _signature(
        work, BETWEEN.join(progress.signers), belgian(datetime.now(UTC)).date().isoformat()
    )

    def drafted(connection: Connection) -> set[int]:
        drafts = rows.drafts(connection)
        texts = [one for one in drafts if _is_text_of(one.entity, language)]
        spoken = sounds.belonging(drafts, {one.entity for one in texts})
        own = {one.id for one in (*texts, *spoken)}
        return own | {rows.add_change(connection, entity, before, after, by, now, "")}

    check_in_background(publishing.begin(publishing.store.do(drafted), by))
    return True


def _signature(work: Work, reviewer: str, date: str) -> Value:
    texts = {one.prompt: (one.english, one.words) for one in work.cards.texts.values()}
    return signature(reviewer, date, texts)


def entity_of_signature(work: Work) -> str:
    """The name of the signature of a language."""
    return str(Signature(work.cards.language))


def _is_text_of(entity: str, language: str) -> bool:
    found = entity_of(entity)
    return isinstance(found, Text | EnglishOf) and found.language == language
