"""Which languages callers can choose here, and what a coordinator should mend."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from ivr.hours import BRUSSELS_TIME
from ivr.loading import offer, without_interpreters
from ivr.problems import BadFile, Problem
from prompts.check import spoken_in_english, stale_prompts
from prompts.glossary import broken_glossaries
from prompts.review import unread_prompts
from routes.call.hotline import Hotline
from routes.carriers import carrier_of
from routes.operations.lines import line_warnings
from routes.translations import N_, Message, named


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


def _warnings(hotline: Hotline) -> Iterator[Message]:
    for language, problem in hotline.library.masters.unreadable.items():
        plain = N_("The recordings in %(language)s cannot be used: a robot speaks instead.")
        yield Message(problem, plain, language=hotline.name_of(language))
    if stale := ["/".join(name) for name in hotline.library.masters.stale(hotline.recordings)]:
        yield Message(
            f"changed since they were recorded, so their recordings are not played: {named(stale)}:"
            " run `flask audio record --stale`",
            N_("%(count)s texts were changed since they were recorded: a robot says them."),
            count=len(stale),
        )
    yield from _of_texts(hotline)
    lost = [name for name, one in hotline.whole.destinations.items() if one.interpreters]
    carrier = carrier_of(hotline.settings)
    if lost and not carrier.reaches_api:
        way = "remove 'interpreters'"
        if carrier.api_checks:
            way = f"set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, or {way}"
        yield Message(
            f"destinations.toml: {', '.join(lost)}: nobody is offered an interpreter, which takes "
            f"Twilio's API: {way}",
            N_("No interpreter can join a call, although some are named."),
        )
    today = datetime.now(BRUSSELS_TIME).date()
    yield from line_warnings(hotline.settings, hotline.tree.destinations, today)
    drafts = sorted(one for one in hotline.tree.offered if hotline.languages[one].status != "live")
    if drafts and not hotline.settings.development:
        names = ", ".join(hotline.name_of(one) for one in drafts)
        yield Message(
            "ALLOW_DRAFT_LANGUAGES: callers hear texts that no native speaker has "
            f"signed: {', '.join(drafts)}",
            N_("No native speaker has signed the texts that callers hear in: %(languages)s."),
            languages=names,
        )


def _of_texts(hotline: Hotline) -> Iterator[Message]:
    """Texts that are not what they should be."""
    for sentence in spoken_in_english(hotline.catalogues, hotline.tree.offered):
        yield Message(sentence, N_("Some texts are not translated: callers hear them in English."))
    for file, entry, message in broken_glossaries():
        plain = N_("%(file)s cannot be read, so nobody checks whether agreed words are used.")
        yield Message(f"{file}: {entry}: {message}", plain, file=file)
    stale: dict[str, list[str]] = {}
    for file, entry, _message in stale_prompts(hotline.catalogues):
        stale.setdefault(entry, []).append(file.removesuffix(".po"))
    for entry, languages in stale.items():
        yield Message(
            f"{entry}: is stale in {', '.join(languages)}: the English has changed; translate it "
            "anew, or say at the desk that it still fits",
            N_("%(text)s: its English was changed. Callers hear the former text in: %(where)s."),
            text=entry,
            where=", ".join(map(hotline.name_of, languages)),
        )
    for file, entry, message in unread_prompts(hotline.catalogues):
        plain = N_("%(text)s: it was changed, and no native speaker has read it since.")
        yield Message(f"{file}: {entry}: {message}", plain, text=f"{file}, {entry}")
