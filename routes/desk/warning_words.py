"""Warnings, and where they are sent, in the language of the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from routes.desk.change_words import who
from routes.desk.dates import belgian, day, moment
from routes.desk.editing import moment_of
from routes.desk.status import Light
from routes.desk.translation import _, language, say_in
from routes.translations import N_
from routes.warnings.channels import Channel, ChannelKind
from routes.warnings.rows import Alert
from routes.warnings.rules import RULES
from routes.warnings.sending import Failure
from routes.warnings.wording import sentence

KINDS: Mapping[ChannelKind, str] = {
    ChannelKind.MAIL: N_("Mail"),
    ChannelKind.WEBHOOK: N_("Webhook"),
    ChannelKind.OTHER: N_("Messenger or another service"),
}
FAILURES: Mapping[Failure, str] = {
    Failure.UNREACHED: N_(
        "The last message did not arrive: the server there does not answer. Look whether its name "
        "is right. It is tried again."
    ),
    Failure.LOG_IN: N_(
        "The last message did not arrive: the server there refuses the name or the password. Write "
        "the address anew."
    ),
    Failure.NOT_TAKEN: N_(
        "The last message did not arrive: the server there does not take it. Look whether the "
        "address is right. It is tried again."
    ),
    Failure.LATE: N_(
        "The last message did not arrive: the server there took too long to answer. It is tried "
        "again."
    ),
    Failure.SEALED: N_(
        "The address cannot be read any more, because a key of the server has changed. Write the "
        "address anew."
    ),
}


@dataclass(frozen=True, slots=True)
class ShownAlert:
    """A warning in words. when: since which day it is so, or when it ended. A minute could tell
    when somebody called. taken: who takes care of it, and since when; empty while nobody does.
    """

    id: int
    light: Light
    word: str
    told: str
    to_do: str
    when: str
    taken: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class ShownChannel:
    """A channel in words. failure: why the last message did not arrive."""

    id: int
    name: str
    kind: str
    hint: str
    language: str
    quiet: str
    failure: str


def shown_alert(alert: Alert) -> ShownAlert:
    """A warning as the page shows it."""
    now = datetime.now(UTC)
    light, word = Light.GOOD, _("Well again")
    when = _("Over since %(day)s.", day=_day(alert.ended))
    if alert.is_open:
        is_harm = RULES[alert.rule].harms
        light, word = (Light.BAD, _("Problem")) if is_harm else (Light.WATCH, _("Attention"))
        when = _("Since %(day)s.", day=_day(alert.began))
    taken = ""
    if alert.taken_by:
        since = moment(moment_of(alert.taken_at), now)
        taken = _("%(who)s takes care of it, %(when)s.", who=who(alert.taken_by), when=since)
    to_do = _(RULES[alert.rule].to_do) if alert.is_open else ""
    told = sentence(alert.told, language(), say_in(language()))
    return ShownAlert(alert.id, light, word, told, to_do, when, taken, alert.is_open)


def _day(at: int) -> str:
    return day(belgian(moment_of(at)).date())


def shown_channel(channel: Channel, languages: Mapping[str, str]) -> ShownChannel:
    """A channel as the page shows it. languages: tag -> name in itself."""
    quiet = ""
    if channel.quiet_from:
        quiet = _(
            "Quiet from %(begin)s to %(end)s.", begin=channel.quiet_from, end=channel.quiet_until
        )
        if channel.wakes:
            quiet += " " + _("What harms callers is sent all the same.")
    failure = _(FAILURES[channel.failure]) if channel.failure else ""
    kind, name = _(KINDS[channel.kind]), languages.get(channel.language, channel.language)
    return ShownChannel(channel.id, channel.name, kind, channel.hint, name, quiet, failure)
