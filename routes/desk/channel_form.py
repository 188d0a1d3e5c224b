"""What a coordinator types about a channel of warnings, and what is wrong with it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from routes.desk.translation import LANGUAGES, _
from routes.settings.settings import Settings
from routes.warnings.addresses import WrongAddress, address_of
from routes.warnings.channels import Channel, ChannelKind
from routes.warnings.sealing import seal
from routes.warnings.sending import Failure

ADDRESS_FIELDS: Mapping[ChannelKind, tuple[str, ...]] = {
    ChannelKind.MAIL: ("to", "sender", "server", "security", "user", "password"),
    ChannelKind.WEBHOOK: ("url",),
    ChannelKind.OTHER: ("address",),
}
LONGEST_NAME = 60
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


@dataclass(frozen=True, slots=True)
class ReadForm:
    """channel: what is to be kept; None where something is wrong. wrong: field -> what to write
    instead.
    """

    channel: Channel | None
    wrong: dict[str, str]


def typed_of(channel: Channel) -> dict[str, str]:
    """What the form begins with. The address is never shown again."""
    return {
        "name": channel.name,
        "language": channel.language,
        "quiet_from": channel.quiet_from,
        "quiet_until": channel.quiet_until,
        "wakes": "on" if channel.wakes else "",
        "security": "starttls",
    }


def read_form(channel: Channel, typed: Mapping[str, str], settings: Settings) -> ReadForm:
    """The channel with what was typed. One that has an address keeps it while its fields are
    empty.
    """
    named = _named(typed)
    read = replace(
        channel,
        name=" ".join(typed.get("name", "").split()),
        language=typed.get("language", ""),
        quiet_from=typed.get("quiet_from", "").strip(),
        quiet_until=typed.get("quiet_until", "").strip(),
        wakes=bool(typed.get("wakes")),
    )
    wrong = dict(named)
    fields = [name for name in ADDRESS_FIELDS[channel.kind] if name != "security"]
    if not channel.sealed or any(typed.get(name, "").strip() for name in fields):
        try:
            address = address_of(channel.kind, typed)
        except WrongAddress as error:
            wrong[error.field] = _(str(error))
        else:
            sealed = seal(settings, address.whole)
            read = replace(
                read, sealed=sealed, hint=address.hint, failure=Failure.NONE, failures=0, failed=0
            )
    return ReadForm(None if wrong else read, wrong)


def _named(typed: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with everything but the address."""
    wrong = {}
    if not 1 <= len(" ".join(typed.get("name", "").split())) <= LONGEST_NAME:
        wrong["name"] = _("Write who reads these messages, such as Night team.")
    if typed.get("language") not in LANGUAGES:
        wrong["language"] = _("Choose one of these.")
    hours = {name: typed.get(name, "").strip() for name in ("quiet_from", "quiet_until")}
    for name, clock in hours.items():
        if clock and not _CLOCK.fullmatch(clock):
            wrong[name] = _("Write a time such as 22:00.")
        elif not clock and any(hours.values()):
            wrong[name] = _("Write both times, or neither.")
    if not wrong and hours["quiet_from"] and hours["quiet_from"] == hours["quiet_until"]:
        wrong["quiet_until"] = _("Quiet hours end at another time than they begin.")
    return wrong
