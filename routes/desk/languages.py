"""Which languages callers can choose, and why one is not offered."""

import datetime
from collections.abc import Iterator

from babel import Locale

from prompts.catalogue import language_name
from routes.call.hotline import Hotline
from routes.desk.dates import day
from routes.desk.status import Light, StatusItem
from routes.desk.translation import _, language, ngettext
from routes.operations.audible import clip_remedy


def languages_status(hotline: Hotline, _now: datetime.datetime) -> Iterator[StatusItem]:
    """An item for each language of the language pages; the offered ones first."""
    tags = sorted(
        hotline.whole.offered,
        key=lambda tag: (tag not in hotline.tree.offered, title(hotline, tag)),
    )
    yield from (_item(hotline, tag) for tag in tags)


def title(hotline: Hotline, tag: str) -> str:
    """A language by its name in the language of the page, and in itself: Dutch (Nederlands). One
    of a country is told apart from the language at large: Arabic, Morocco.
    """
    name = language_name(tag, language())
    name = name[:1].upper() + name[1:]
    if country := Locale.parse(language()).territories.get(tag.partition("-")[2]):
        name = f"{name}, {country}"
    own_name = hotline.languages[tag].name
    return name if name == own_name else f"{name} ({own_name})"


def signed(hotline: Hotline, tag: str) -> str:
    """Who signed the texts of a language, and when."""
    about = hotline.languages[tag]
    if about.status == "draft" or not about.date:
        return _("Draft: no native speaker has signed it.")
    return _("Signed by %(who)s on %(date)s.", who=about.reviewer or "", date=day(about.date))


def _item(hotline: Hotline, tag: str) -> StatusItem:
    if tag not in hotline.tree.offered:
        why_not, to_do = _why_not(hotline, tag)
        name = title(hotline, tag)
        return StatusItem(Light.NONE, _("Not offered"), name, (why_not,), administrator=to_do)
    light = Light.NONE if hotline.languages[tag].status == "draft" else Light.GOOD
    notes = (signed(hotline, tag), *_changed(hotline, tag))
    return StatusItem(light, _("Offered"), title(hotline, tag), notes)


def _why_not(hotline: Hotline, tag: str) -> tuple[str, str]:
    """Why a language is not offered, and what an administrator does about it."""
    status = hotline.languages[tag].status
    if not hotline.settings.offers(tag, status):
        if status == "draft":
            to_do = (
                f"let a native speaker sign it (`flask language sign {tag}`), or name {tag} in "
                "ALLOW_DRAFT_LANGUAGES and restart the server"
            )
            return _("Draft: no native speaker has signed it."), to_do
        return _("Signed, but not live yet."), f"run `flask language live {tag}`"
    texts = {text for (spoken, _name), text in hotline.recordings.items() if spoken == tag}
    mute = sum(hotline.library.clip(text) is None for text in texts)
    unheard = ngettext(
        "%(num)s text has no clip, and the carrier has no voice for this language.",
        "%(num)s texts have no clip, and the carrier has no voice for this language.",
        mute,
    )
    return unheard, clip_remedy(hotline, tag)


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
