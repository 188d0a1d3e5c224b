"""One text in one language: as callers hear it, as it is proposed, what is around it, and what it
was before.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from sqlalchemy import Connection, select

from audio.engines import EMBEDDED
from audio.library import Library
from audio.provenance import RecordingName
from audio.text import Text as SpokenText
from ivr.step import Utterance
from prompts.catalogue import names_key
from prompts.languages import direction
from routes.call.hotline import Hotline
from routes.desk.change_words import sound_in_words, who
from routes.desk.dates import moment
from routes.desk.editing import Edited, edited, moment_of, the_publishing
from routes.desk.speaking import LONGEST, engines_for, said_with
from routes.desk.translation import _
from routes.desk.tree_words import name_of
from routes.releases import rows
from routes.releases.change import Change
from routes.releases.entities import EnglishOf, Sound, Text
from routes.releases.schema import change_ends

AROUND = 2
"""Texts before and after it in a menu."""


@dataclass(frozen=True, slots=True)
class SpokenWording:
    """A wording, and what says it. clip: of a sound that callers can hear. checksum: of a proposed
    one. speaker: in words. Empty where nothing says it.
    """

    words: str
    clip: str = ""
    checksum: str = ""
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Former:
    """A change of the text that was made. is_live: whether callers hear it now."""

    id: int
    before: str
    after: str
    by: str
    when: str
    why: str
    is_live: bool
    was_dropped: bool


@dataclass(frozen=True)
class TextPage:
    """How a text is. heard: as callers hear it. draft: the change that waits, and what it says.
    is_speaking: whether an engine is at it. drafts: the ids of the text and its sounds.
    """

    hotline: Hotline
    text: Text
    edited: Edited
    drafts: Mapping[str, Change]
    now: int

    @cached_property
    def heard(self) -> list[SpokenWording]:
        """As callers hear it: each wording once."""
        hotline, text = self.hotline, self.text
        lines = [
            line
            for _, line in hotline.whole.script()
            if (line.language, line.prompt) == (text.language, text.prompt)
        ]
        said = dict.fromkeys(map(hotline.text, lines))
        return [_said(hotline, one) for one in said]

    @cached_property
    def proposed(self) -> list[SpokenWording]:
        """As it is proposed: each recording, which for the name of a key are many."""
        return [self._proposed(one) for one in dict.fromkeys(self._recordings.values())]

    @property
    def unspoken(self) -> int:
        """How many of them nothing says."""
        return sum(not (one.clip or one.checksum) for one in self.proposed)

    @property
    def is_speaking(self) -> bool:
        """Whether an engine has begun, and may still answer."""
        draft = self.edited.draft
        recent = draft is not None and self.now - draft.at < LONGEST
        return bool(recent and self.unspoken and self.can_be_spoken)

    @property
    def can_be_spoken(self) -> bool:
        """Whether an engine speaks the language here."""
        return bool(engines_for(self.hotline, self.text.language))

    @property
    def to_publish(self) -> list[int]:
        """The drafts of the text, of its sounds, and of the English that it translates."""
        draft, text = self.edited.draft, self.text
        english = self.drafts.get(str(EnglishOf(text.language, text.prompt)))
        sounds = (
            self.drafts[str(Sound(one.language, one.digest))].id
            for one in self._recordings.values()
            if str(Sound(one.language, one.digest)) in self.drafts
        )
        own = {one.id for one in (draft, english) if one}
        return sorted({*own, *sounds})

    @cached_property
    def around(self) -> tuple[list[str], list[str], str]:
        """What is said before it and after it where it is first said, and the place in words."""
        hotline, text = self.hotline, self.text
        for node in dict.fromkeys(node for node, _line in hotline.whole.script()):
            said = list(_texts_of_node(hotline, node, text.language))
            place = next((at for at, one in enumerate(said) if one[0] == text.prompt), None)
            if place is not None:
                words = [one for _, one in said]
                before = words[max(0, place - AROUND) : place]
                return before, words[place + 1 : place + 1 + AROUND], name_of(node)
        return [], [], _("name of a key") if names_key(text.prompt) else ""

    @property
    def direction(self) -> str:
        """ltr or rtl."""
        return direction(self.text.language)

    @cached_property
    def _recordings(self) -> dict[RecordingName, SpokenText]:
        draft = self.edited.draft
        return said_with(self.hotline, self.text, str(draft.after)) if draft else {}

    def _proposed(self, said: SpokenText) -> SpokenWording:
        draft = self.drafts.get(str(Sound(said.language, said.digest)))
        if draft and draft.after:
            return SpokenWording(said.words, "", draft.after["sha256"], sound_in_words(draft.after))
        return _said(self.hotline, said)


def text_page(hotline: Hotline, text: Text) -> TextPage:
    """The page of a text. Raises DeskDown and NoSuchEntity."""
    [now] = edited([str(text)]).values()
    store = the_publishing().store
    drafts = {one.entity: one for one in store.do(rows.drafts)}
    return TextPage(hotline, text, now, drafts, store.now())


def history(text: Text) -> list[Former]:
    """Every change of a text but the one that waits, the newest first. Raises DeskDown."""

    def work(connection: Connection) -> tuple[list[Change], set[int], set[int], set[int]]:
        made = [one for one in rows.all_changes(connection) if one.entity == str(text)]
        dropped = set(connection.execute(select(change_ends.c.change)).scalars())
        _, live = rows.live_changes(connection)
        lived = {id_ for one in rows.all_releases(connection) if one.live_at for id_ in one.changes}
        return made, dropped, {one.id for one in live if one.entity == str(text)}, lived

    made, dropped, live, lived = the_publishing().store.do(work)
    now = datetime.now(UTC)
    return [
        Former(
            one.id,
            str(one.before),
            str(one.after),
            who(one.by),
            moment(moment_of(one.at), now),
            one.why,
            is_live=one.id == max(live, default=0),
            was_dropped=one.id in dropped,
        )
        for one in reversed(made)
        if one.id in dropped or one.id in lived
    ]


def _texts_of_node(hotline: Hotline, node: str, language: str) -> Iterator[tuple[str, str]]:
    """Prompt and words of everything that a node says in a language, each prompt once."""
    lines: dict[str, Utterance] = {}
    for place, line in hotline.whole.script():
        if place == node and line.language == language:
            lines.setdefault(line.prompt, line)
    for prompt, line in lines.items():
        yield prompt, hotline.text(line).words


def _said(hotline: Hotline, said: SpokenText) -> SpokenWording:
    return SpokenWording(
        said.words, hotline.library.clip(said) or "", "", _speaker(hotline.library, said)
    )


def _speaker(library: Library, said: SpokenText) -> str:
    master = library.masters.of(said)
    if master:
        return sound_in_words({"engine": master.engine, "voice": master.voice})
    return sound_in_words({"engine": EMBEDDED, "voice": ""}) if library.clip(said) else ""
