"""Telephone numbers as people write them, and addresses as a carrier needs them."""

import re
import unicodedata
from typing import Annotated

import phonenumbers
from phonenumbers import shortnumberinfo
from pydantic import AfterValidator

HERE = "BE"
"""The country of a number that is written without one."""
_WRITTEN = re.compile(r"[+\d\s()./\u2010-\u2013-]+")


class ShortCode(ValueError):
    """A number such as 112, which no carrier connects from abroad (it is no E.164)."""


def international(written: str) -> str:
    """A number such as `+32 3 201 16 90` or `03/201.16.90`, as +3232011690. Raises ValueError with
    what is wrong with it.
    """
    # A copied number often has marks of direction around it (Cf), which are not drawn.
    normal = unicodedata.normalize("NFKC", written)
    plain = "".join(one for one in normal if unicodedata.category(one) != "Cf").strip()
    if not _WRITTEN.fullmatch(plain):
        raise ValueError("is not a telephone number: write it as +32 and the rest")
    digits = re.sub(r"\D", "", plain)
    if shortnumberinfo.is_emergency_number(plain, HERE) or len(digits) <= 4:
        raise ShortCode("is a short code: write an ordinary number, as +32 and the rest")
    try:
        parsed = phonenumbers.parse(plain, HERE)
    except phonenumbers.NumberParseException:
        raise ValueError("is not a telephone number: write it as +32 and the rest") from None
    if not phonenumbers.is_valid_number(parsed):
        raise ValueError("is not a number that exists: write it as +32 and the rest")
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _dialable(uri: str) -> str:
    """A `tel:` or `sip:` address that a carrier can ring. Raises ValueError.

    A number is taken as people write it, also without `tel:`. An emergency short code is no
    telephone number (E.164), and the carrier's emergency calling does not cover Belgium. It is
    reached only through a SIP trunk (`sip:112@...`).
    """
    scheme, separator, address = uri.strip().partition(":")
    if scheme.lower() == "tel" or (not separator and any(one.isdigit() for one in uri)):
        try:
            return f"tel:{international(address or scheme)}"
        except ShortCode:
            raise ValueError(
                f"{address or scheme!r} is a short code, which the carrier does not connect: give "
                "an ordinary number (tel:+32...) or a SIP trunk that carries it (sip:112@...)"
            ) from None
        except ValueError as error:
            raise ValueError(f"{address or scheme!r} {error}") from None
    if scheme != "sip" or not re.fullmatch(r"[^\s@]+@[^\s@]+", address):
        raise ValueError(f"{uri!r} cannot be dialled: write tel:+32... or sip:name@host")
    return uri.strip()


Uri = Annotated[str, AfterValidator(_dialable)]
"""A `tel:` or `sip:` address that a carrier can ring."""


def country(number: str) -> str:
    """The country of an international number, such as BE; empty where it has none."""
    found = phonenumbers.region_code_for_number(phonenumbers.parse(number))
    return found if found and found != "001" else ""
