"""The English behind the translations. Where it changes, each translation needs another look:
callers hear it as it was, and it is out of date until somebody changes it or finds that it fits.
"""

from dataclasses import dataclass

from sqlalchemy import Connection

from prompts.catalogue import SOURCE_LANGUAGE
from routes.call.hotline import Hotline, the_hotline
from routes.desk.editing import edited, me, the_publishing
from routes.desk.languages import title
from routes.releases import rows
from routes.releases.change import Change
from routes.releases.entities import EnglishOf, Text


@dataclass(frozen=True, slots=True)
class FormerEnglish:
    """The English that a translation was made for; empty where nobody knows. found: the draft that
    says that it fits the English of today.
    """

    words: str
    found: Change | None


@dataclass(frozen=True, slots=True)
class Translation:
    """The same text in another language. needs_look: whether its English has changed since."""

    tag: str
    title: str
    needs_look: bool


def former_english(hotline: Hotline, text: Text) -> FormerEnglish | None:
    """Of a translation that is out of date; None of another text. Raises DeskDown."""
    if text.prompt not in hotline.catalogues.languages[text.language].stale:
        return None
    [now] = edited([str(EnglishOf(text.language, text.prompt))]).values()
    return FormerEnglish(str(now.live), now.draft)


def translations(hotline: Hotline, prompt: str) -> list[Translation]:
    """A text of the English source in every language that says it, those that need a look first."""
    source = hotline.catalogues.template[prompt]
    found = [
        Translation(tag, title(hotline, tag), prompt in one.stale)
        for tag in hotline.whole.offered
        if tag != SOURCE_LANGUAGE and source.is_heard_in(tag)
        if prompt in (one := hotline.catalogues.languages[tag]).texts
    ]
    return sorted(found, key=lambda one: (not one.needs_look, one.title))


def find_that_it_fits(text: Text, by: str = "") -> None:
    """Keep, as a draft, that a translation fits the English of today; nothing where it is not out
    of date. by: who finds it, where it is not the person who is logged in. Raises DeskDown.
    """
    hotline = the_hotline()
    if text.prompt not in hotline.catalogues.languages[text.language].stale:
        return
    store, person = the_publishing().store, by or me()
    entity = str(EnglishOf(text.language, text.prompt))
    [now] = edited([entity]).values()
    english = hotline.catalogues.template[text.prompt].text
    at = store.now()

    def work(connection: Connection) -> None:
        rows.add_change(connection, entity, now.live, english, person, at, "")

    store.do(work)
