"""What a setting must look like; each of these tells what to write instead."""

import re
from typing import Any
from urllib.parse import urlsplit

import phonenumbers
from phonenumbers import PhoneNumberType
from pydantic import SecretStr

from audio.engines import NETWORKED
from ivr.numbers import international
from routes.settings.written import cleaned

_CANNOT_CALL = (
    PhoneNumberType.TOLL_FREE,
    PhoneNumberType.PREMIUM_RATE,
    PhoneNumberType.SHARED_COST,
    PhoneNumberType.UAN,  # +32 78
)


def separate(value: Any) -> Any:
    """Text between commas, as a list without quotes around its parts. Anything else stays as it
    is.
    """
    if not isinstance(value, str):
        return value
    return [part for written in value.split(",") if (part := cleaned(written))]


def pairs(value: Any) -> Any:
    """Text such as name=value between commas, as a dict. Anything else stays as it is."""
    if not isinstance(value, str):
        return value
    return dict(part.partition("=")[::2] for part in separate(value))


def numbers(pairs: dict[str, str]) -> dict[str, str]:
    """Called numbers, as carriers write them, and their languages. Raises ValueError."""
    try:
        found = {international(number): language.strip() for number, language in pairs.items()}
    except ValueError:
        found = {}
    if len(found) < len(pairs) or not all(found.values()):
        raise ValueError(
            "write a called number and its language, such as +3222345678=uk, separated by commas"
        )
    return found


def first_folder(value: Any) -> Any:
    """The first folder of a list: systemd separates them with colons (systemd.exec,
    STATE_DIRECTORY).
    """
    return (value.partition(":")[0] or None) if isinstance(value, str) else value


def root_url(url: str) -> str:
    """An address without a path. Raises ValueError."""
    parts = urlsplit(url)
    try:
        has_host = bool(parts.hostname) and parts.port != 0
    except ValueError:  # the port is no number, or too large
        has_host = False
    if parts.scheme not in ("http", "https") or not has_host:
        raise ValueError("must be an address such as https://hotline.example.org")
    if parts.path.strip("/") or parts.query or not url.isascii():
        raise ValueError(
            "must have no path and only ASCII letters: the carrier signs this very address"
        )
    return url.rstrip("/")


def document_url(url: str) -> str:
    """The https address of a document. Raises ValueError."""
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname or not url.isascii():
        raise ValueError(
            "must be the address of a document, such as "
            "https://static.example.org/wayout/fallback.xml"
        )
    return url


def caller_id(number: str) -> str:
    """A number that may place calls: in Belgium a geographic one, not a national or toll-free one.
    Raises ValueError.
    """
    written = international(number)
    if phonenumbers.number_type(phonenumbers.parse(written)) in _CANNOT_CALL:
        raise ValueError(
            "is a toll-free or special number, which may not place calls: use a geographic one"
        )
    return written


def users(given: tuple[SecretStr, ...]) -> tuple[SecretStr, ...]:
    """What SIP trunks ask for. Raises ValueError."""
    if not all(re.fullmatch(r"[^\s=:@]+=[^\s:]+:\S+", one.get_secret_value()) for one in given):
        raise ValueError(
            "write a trunk's host, a user and a password, such as trunk.example.org=user:password"
        )
    return given


def is_host(host: str) -> bool:
    """Whether this is the name of a host, perhaps with a port."""
    found = re.fullmatch(r"[A-Za-z0-9.-]+(?::(\d{1,5}))?", host)
    return found is not None and int(found[1] or 0) < 2**16


def host(host: str | None) -> str | None:
    """The host of a SIP trunk. Raises ValueError."""
    if host is not None and not is_host(host):
        raise ValueError(
            "write the host of a SIP trunk that carries emergency calls, such as trunk.example.org"
        )
    return host


def is_guessable(secret: str, shortest: int) -> bool:
    """Whether a secret is shorter than this, or made of fewer than eight different characters."""
    return len(secret) < shortest or len(set(secret)) < 8


def long_enough(token: SecretStr) -> SecretStr:
    """A token that cannot be guessed. Raises ValueError."""
    written = token.get_secret_value()
    if not re.fullmatch(r"[!-~]+", written) or is_guessable(written, 16):
        raise ValueError(
            "make up a token of 16 letters and digits or more, such as `openssl rand -hex 16` "
            "prints"
        )
    return token


def known_services(names: tuple[str, ...]) -> tuple[str, ...]:
    """Services that speak, by the names of their engines."""
    for name in names:
        if name not in NETWORKED:
            raise ValueError(f"{name!r} is no service that speaks: write {', '.join(NETWORKED)}")
    return names
