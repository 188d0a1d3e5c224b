"""Addresses for Apprise, made of what a coordinator writes: for mail and webhooks of simple fields,
for all other services the address as that service describes it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from routes.translations import N_
from routes.warnings.channels import ChannelKind
from routes.warnings.sending import service_of

_MAIL = re.compile(r"[^\s@,;<>\"]+@[^\s@,;<>\".]+(\.[^\s@,;<>\".]+)+")
_HOST = re.compile(r"(?P<host>[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\])(:(?P<port>\d{1,5}))?")
SECURITY = {"starttls": 587, "ssl": 465, "insecure": 25}
"""How the connection to a mail server is secured -> the usual port."""


class WrongAddress(Exception):
    """field: of the form. Says what to write instead, in English; translated where it is shown."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(why)
        self.field = field


@dataclass(frozen=True, slots=True)
class Address:
    """whole: for Apprise, with passwords. hint: what is shown of it from now on."""

    whole: str = field(repr=False)
    hint: str


def address_of(kind: ChannelKind, typed: Mapping[str, str]) -> Address:
    """The address that somebody has written. Raises WrongAddress."""
    written = {name: value.strip() for name, value in typed.items()}
    match kind:
        case ChannelKind.MAIL:
            return _mail(written)
        case ChannelKind.WEBHOOK:
            return _webhook(written)
        case ChannelKind.OTHER:
            return _other(written)


def _mail(typed: Mapping[str, str]) -> Address:
    to = [one for one in re.split(r"[\s,;]+", typed.get("to", "")) if one]
    if not to or not all(map(_MAIL.fullmatch, to)):
        raise WrongAddress("to", N_("Write mail addresses, such as anna@example.org."))
    sender = typed.get("sender", "")
    if not _MAIL.fullmatch(sender):
        raise WrongAddress(
            "sender", N_("Write the address that messages come from, such as desk@example.org.")
        )
    server = _HOST.fullmatch(typed.get("server", ""))
    if not server:
        raise WrongAddress(
            "server",
            N_("Write the name of the mail server, such as mail.example.org."),
        )
    security = typed.get("security", "")
    if security not in SECURITY:
        raise WrongAddress("security", N_("Choose one of these."))
    user, password = typed.get("user", ""), typed.get("password", "")
    if bool(user) != bool(password):
        wrong = "password" if user else "user"
        raise WrongAddress(wrong, N_("Write a user name and a password, or neither."))
    scheme = "mailto" if security == "insecure" else "mailtos"
    account = f"{quote(user, safe='')}:{quote(password, safe='')}@" if user else ""
    host, port = server["host"], int(server["port"] or SECURITY[security])
    query = urlencode({"mode": security, "from": sender, "to": ",".join(to), "smtp": host})
    return Address(f"{scheme}://{account}{host}:{port}?{query}", ", ".join(map(_hidden, to)))


def _webhook(typed: Mapping[str, str]) -> Address:
    """A POST of JSON. Apprise wants a minus before the names of a query."""
    try:
        parts = urlsplit(typed.get("url", ""))
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise WrongAddress(
            "url",
            N_("Write an address that begins with https://, such as https://example.org/hook."),
        )
    scheme = "jsons" if parts.scheme == "https" else "json"
    query = urlencode([(f"-{name}", value) for name, value in parse_qsl(parts.query, True)])
    whole = f"{scheme}://{parts.netloc}{parts.path}{'?' if query else ''}{query}"
    if service_of(whole) is None:
        raise WrongAddress(
            "url", N_("Messages cannot be sent to this address. Look whether it is whole.")
        )
    return Address(whole, parts.hostname)


def _other(typed: Mapping[str, str]) -> Address:
    whole = typed.get("address", "")
    service = service_of(whole) if "://" in whole else None
    if service is None:
        raise WrongAddress(
            "address",
            N_(
                "Apprise does not know this address. Write it as its list of services says, such "
                "as signals://host/from/to."
            ),
        )
    return Address(whole, service)


def _hidden(mail: str) -> str:
    """A mail address as it is shown: a…@example.org."""
    name, _at, host = mail.partition("@")
    return f"{name[:1]}…@{host}"
