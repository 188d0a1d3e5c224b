"""Which languages callers can choose, and why one is not there."""

import datetime
from collections.abc import Iterator

from prompts.catalogue import language_name
from routes.call.hotline import Hotline
from routes.desk.dates import day
from routes.desk.status import Finding, Light
from routes.desk.translation import _, language, ngettext


def find_languages(hotline: Hotline, _now: datetime.datetime) -> Iterator[Finding]:
    """A finding for every language that stands on a page of languages; first those that are
    offered.
    """
    tags = sorted(
        hotline.whole.offered,
        key=lambda tag: (tag not in hotline.tree.offered, title(hotline, tag)),
    )
    yield from (_finding(hotline, tag) for tag in tags)


def title(hotline: Hotline, tag: str) -> str:
    """A language by its name in the language of the page, and in itself: Dutch (Nederlands)."""
    said, own = language_name(tag, language()), hotline.languages[tag].name
    said = said[:1].upper() + said[1:]
    return said if said == own else f"{said} ({own})"


def signed(hotline: Hotline, tag: str) -> str:
    """Who has signed the texts of a language, and when."""
    about = hotline.languages[tag]
    if about.status == "draft" or not about.date:
        return _("Draft: no native speaker has signed it.")
    return _("Signed by %(who)s on %(date)s.", who=about.reviewer or "", date=day(about.date))


def _finding(hotline: Hotline, tag: str) -> Finding:
    if tag not in hotline.tree.offered:
        return Finding(Light.NONE, _("Not offered"), title(hotline, tag), (_why_not(hotline, tag),))
    light = Light.WATCH if hotline.languages[tag].status == "draft" else Light.GOOD
    notes = (signed(hotline, tag), *_changed(hotline, tag))
    return Finding(light, _("Offered"), title(hotline, tag), notes)


def _why_not(hotline: Hotline, tag: str) -> str:
    status = hotline.languages[tag].status
    if not hotline.settings.offers(tag, status):
        if status == "draft":
            return _(
                "Draft: no native speaker has signed it, and ALLOW_DRAFT_LANGUAGES does not name "
                "it."
            )
        return _("Signed, but not live yet: run `flask language live %(tag)s`.", tag=tag)
    texts = {text for (spoken, _name), text in hotline.recordings.items() if spoken == tag}
    mute = sum(hotline.library.clip(text) is None for text in texts)
    return _(
        "%(count)s texts have no clip, and the carrier has no voice for it: run `flask audio "
        "build`.",
        count=mute,
    )


def _changed(hotline: Hotline, tag: str) -> Iterator[str]:
    catalogue = hotline.catalogues.languages[tag]
    if unread := len(catalogue.unread):
        yield ngettext(
            "%(num)s text changed since it was signed.",
            "%(num)s texts changed since they were signed.",
            unread,
        )
    if stale := len(catalogue.stale):
        yield ngettext(
            "The English of %(num)s text has changed.",
            "The English of %(num)s texts has changed.",
            stale,
        )
