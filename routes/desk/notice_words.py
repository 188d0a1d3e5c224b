"""Notices as the pages show them: what is said, in every language and with sound, and in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import url_for

from ivr.notices import AWAY, RINGING, WELCOME, Notice
from ivr.tree import Tree
from prompts.catalogue import SOURCE_LANGUAGE, language_name
from prompts.languages import direction
from routes.call.hotline import Hotline
from routes.carriers.twiml import CLIPS
from routes.desk.change_words import who
from routes.desk.dates import moment
from routes.desk.editing import moment_of
from routes.desk.translation import LANGUAGES, _, language
from routes.releases.notices.rows import KeptNotice


@dataclass(frozen=True, slots=True)
class NoticeWords:
    """What callers of a language hear. name: of the language. sounds: addresses, one after the
    other; empty where a voice of the carrier speaks.
    """

    language: str
    name: str
    words: str
    sounds: tuple[str, ...]

    @property
    def direction(self) -> str:
        """ltr or rtl."""
        return direction(self.language)


@dataclass(frozen=True, slots=True)
class ShownNotice:
    """A notice on a page. said: in every language that hears it, the language of the page first.
    where, until, since: in words. silent: names of the languages that hear nothing of it. rings:
    the destination whose open line keeps callers from hearing it; empty for none. sounds: as of the
    notice that is kept. unsaid: names of the languages in which it must be recorded first.
    """

    id: int
    said: list[NoticeWords]
    silent: list[str]
    where: str
    until: str
    since: str
    by: str
    second: str
    ended_by: str
    place: str
    rings: str
    sounds: str
    unsaid: list[str]


def shown(hotline: Hotline, kept: KeptNotice, now: datetime) -> ShownNotice:
    """A notice of the database."""
    said = list(said_by(hotline, kept.heard, now, kept))
    heard_in = {one.language for one in said}
    silent = [tag for tag in hotline.tree.offered if tag not in heard_in]
    return ShownNotice(
        id=kept.id,
        said=said,
        silent=sorted(language_name(tag, language()) for tag in silent),
        where=where_in_words(hotline, kept.place),
        until=moment(moment_of(kept.until), now),
        since=moment(moment_of(kept.since or kept.at), now),
        by=who(kept.by),
        second=who(kept.second),
        ended_by=who(kept.ended_by),
        place=kept.place,
        rings=rings_itself(hotline, kept.heard, now),
        sounds=kept.sounds,
        unsaid=[language_name(tag, language()) for tag in kept.unsaid],
    )


def said_by(
    hotline: Hotline, notice: Notice, now: datetime, kept: KeptNotice | None = None
) -> Iterator[NoticeWords]:
    """What callers hear of a notice, in every language that they can choose and that has it. kept:
    where words of its own have their sound.
    """
    own = {one.language: one.clip for one in kept.words} if kept else {}
    for tag in in_order(hotline.tree):
        lines = notice.said(hotline.tree, tag, now)
        if not lines:
            continue
        if notice.template is None:
            sound = url_for("notices.sound", clip=own[tag]) if own.get(tag) else ""
            sounds = [sound]
        else:
            clips = [hotline.speech(line).clip for line in lines]
            sounds = [f"{CLIPS}/{clip}" if clip else "" for clip in clips]
        words = " ".join(line.words or hotline.text(line).words for line in lines)
        yield NoticeWords(tag, language_name(tag, language()), words, tuple(filter(None, sounds)))


def sentence(hotline: Hotline, notice: Notice, now: datetime) -> NoticeWords | None:
    """What callers hear of a notice, in the language of the page where there is that."""
    return next(said_by(hotline, notice, now), None)


def where_in_words(hotline: Hotline, place: str) -> str:
    """Who hears a notice, and when in a call."""
    if place == WELCOME:
        return _("everybody, after the welcome")
    if place == RINGING:
        return _("everybody who wants to speak to a person")
    known = hotline.tree.destinations.get(place)
    return _("callers who want to speak to %(name)s", name=known.name if known else place)


def in_order(tree: Tree) -> list[str]:
    """The languages that callers can choose: that of the page, those of the desk, and the others
    by name.
    """
    first = [tag for tag in (language(), *LANGUAGES, SOURCE_LANGUAGE) if tag in tree.offered]
    others = sorted(tree.offered, key=lambda tag: language_name(tag, language()))
    return list(dict.fromkeys([*first, *others]))


def rings_itself(hotline: Hotline, notice: Notice, now: datetime) -> str:
    """The destination whose open line keeps callers from hearing a notice; empty for none."""
    destination = hotline.tree.destinations.get(notice.place)
    if notice.template not in AWAY or destination is None:
        return ""
    is_open = any(line.is_open(now.astimezone(UTC)) for line in destination.lines)
    return destination.name if is_open else ""
