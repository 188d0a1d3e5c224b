"""What the pages of the review share: the cards of a language as they are now, and decisions on
suggestions, by a coordinator or a second native speaker.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from prompts.catalogue import SOURCE_LANGUAGE
from routes.call.hotline import the_hotline
from routes.desk.actions import Action, write
from routes.desk.editing import the_publishing
from routes.desk.english import find_that_it_fits
from routes.desk.review.cards import Cards
from routes.desk.review.verdicts import (
    Opinions,
    Suggestion,
    SuggestionState,
    Verdict,
    decide,
    give,
    opinions,
)
from routes.desk.speaking import speak_in_background
from routes.releases import rows
from routes.releases.change import Change
from routes.releases.entities import Text, entity_of


@dataclass(frozen=True, slots=True)
class Work:
    """The cards of a language, and what everybody thinks of them."""

    cards: Cards
    opinions: Opinions


def work_on(language: str) -> Work:
    """The review of a language as it is now. Raises DeskDown."""
    return works_on([language])[0]


def works_on(languages: Iterable[str]) -> list[Work]:
    """The review of these languages as it is now. Raises DeskDown."""
    hotline = the_hotline()

    def found(connection: Connection) -> list[Work]:
        drafts = rows.drafts(connection)
        return [
            Work(Cards(hotline, tag, text_drafts(drafts, tag)), opinions(connection, tag))
            for tag in languages
        ]

    return the_publishing().store.do(found)


def text_drafts(drafts: list[Change], language: str) -> dict[str, str]:
    """Prompt -> text of the drafts of a language."""
    found: dict[str, str] = {}
    for draft in drafts:
        entity = entity_of(draft.entity)
        if isinstance(entity, Text) and entity.language == language:
            found[entity.prompt] = str(draft.after)
    return found


def take(work: Work, suggestion: Suggestion, by: str, *, reads: bool) -> bool:
    """Let a suggestion become a draft. Who wrote it finds the new text good, and so does who takes
    it where they read the language. False where somebody has decided meanwhile. Raises DeskDown.
    """
    publishing = the_publishing()
    entity = str(Text(suggestion.language, suggestion.prompt))
    live, now = publishing.value(entity), publishing.store.now()
    was = work.cards.texts[suggestion.prompt]
    english = suggestion.words if suggestion.language == SOURCE_LANGUAGE else was.english
    better = replace(was, english=english, words=suggestion.words)
    readers = {suggestion.by, by} if reads else {suggestion.by}

    def done(connection: Connection) -> bool:
        if not decide(connection, now, by, suggestion.id, SuggestionState.TAKEN):
            return False
        why = suggestion.remark
        rows.add_change(connection, entity, live, suggestion.words, suggestion.by, now, why)
        for reader in sorted(readers):
            give(connection, now, reader, suggestion.language, [better], Verdict.OK)
        write(connection, now, by, Action.CHANGE, entity)
        return True

    taken = publishing.store.do(done)
    if taken:
        text = Text(suggestion.language, suggestion.prompt)
        speak_in_background(text, suggestion.words, by)
        find_that_it_fits(text, by)
    return taken


def decline(suggestion: Suggestion, by: str) -> bool:
    """Let the text stay as it is. Raises DeskDown."""
    store = the_publishing().store
    now = store.now()
    return store.do(
        lambda connection: decide(connection, now, by, suggestion.id, SuggestionState.DECLINED)
    )
