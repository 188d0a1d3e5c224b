"""Which languages callers can choose here, and what a coordinator should mend."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from ivr.destinations import BRUSSELS_TIME
from ivr.loading import offer, without_interpreters
from ivr.problems import BadFile, Problem
from prompts.check import spoken_in_english, stale_prompts
from prompts.glossary import broken_glossaries
from prompts.review import unread_prompts
from routes.call.hotline import Hotline
from routes.operations.confirmed_lines import unverified
from routes.operations.lines import line_warnings


def allowed_languages(hotline: Hotline) -> frozenset[str]:
    """The languages of the tree that callers may choose here, by their status and the settings."""
    return frozenset(
        tag
        for tag in hotline.tree.offered & hotline.languages.keys()
        if hotline.settings.offers(tag, hotline.languages[tag].status)
    )


def offer_live(hotline: Hotline) -> Hotline:
    """In production no language that no native speaker has signed, unless the settings name it.

    Raises BadFile when none is left.
    """
    live = allowed_languages(hotline)
    if not live:
        remedy = (
            "run `flask language sign` and `flask language live`, or name drafts "
            "in ALLOW_DRAFT_LANGUAGES"
        )
        raise BadFile(
            [
                Problem(
                    "languages.toml",
                    "(all)",
                    f"no language is live, so nobody could be helped: {remedy}",
                )
            ]
        )
    return replace(hotline, tree=offer(hotline.tree, live))


def offer_interpreters(hotline: Hotline) -> Hotline:
    """Without interpreters where the settings name no account through whose API one could be added
    to a call.
    """
    return (
        hotline
        if hotline.settings.carrier.reaches_api
        else replace(hotline, tree=without_interpreters(hotline.tree))
    )


def with_warnings(hotline: Hotline) -> Hotline:
    """With everything that a coordinator should mend."""
    return replace(hotline, warnings=(*hotline.warnings, *_warnings(hotline)))


def _warnings(hotline: Hotline) -> Iterator[str]:
    yield from hotline.library.masters.unreadable.values()
    if stale := sorted(
        "/".join(name) for name in hotline.library.masters.stale(hotline.recordings)
    ):
        names = ", ".join(stale)
        yield (
            f"changed since they were recorded, so their recordings are not played: {names}: run "
            "`flask audio record --stale`"
        )
    yield from spoken_in_english(hotline.catalogues, hotline.tree.offered)
    for file, entry, message in (
        *broken_glossaries(),
        *stale_prompts(hotline.catalogues),
        *unread_prompts(hotline.catalogues),
    ):
        yield f"{file}: {entry}: {message}"
    lost = [name for name, one in hotline.whole.destinations.items() if one.interpreters]
    if lost and not hotline.settings.carrier.reaches_api:
        yield (
            f"destinations.toml: {', '.join(lost)}: nobody is offered an interpreter, which takes "
            "Twilio's API: "
            "set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, or remove 'interpreters'"
        )
    today = datetime.now(BRUSSELS_TIME).date()
    yield from line_warnings(hotline.settings, hotline.tree.destinations, today)
    yield from unverified(hotline.settings.verified_file, hotline.tree.destinations, today)
    drafts = sorted(one for one in hotline.tree.offered if hotline.languages[one].status != "live")
    if drafts and not hotline.settings.development:
        yield (
            "ALLOW_DRAFT_LANGUAGES: callers hear texts that no native speaker has "
            f"signed: {', '.join(drafts)}"
        )
