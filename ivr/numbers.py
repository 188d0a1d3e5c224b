"""Telephone numbers: as people write them, and as a carrier needs them (E.164)."""

import re
import unicodedata

import phonenumbers
from phonenumbers import shortnumberinfo

HERE = "BE"
"""The country of a number that is written without one."""
_WRITTEN = re.compile(r"[+\d\s()./\u2010-\u2013-]+")


class ShortCode(ValueError):
    """A number such as 112, which no carrier connects from abroad (it is no E.164)."""


def international(written: str) -> str:
    """A number such as `+32 3 201 16 90` or `03/201.16.90`, as +3232011690. Raises ValueError with
    what is wrong with it.
    """
    seen = (one for one in unicodedata.normalize("NFKC", written) if not _is_unseen(one))
    plain = "".join(seen).strip()
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


def country(number: str) -> str:
    """The country of an international number, such as BE; empty where it has none."""
    found = phonenumbers.region_code_for_number(phonenumbers.parse(number))
    return found if found and found != "001" else ""


def _is_unseen(character: str) -> bool:
    """Whether a character is not drawn: a copied number often has marks of direction around it."""
    return unicodedata.category(character) == "Cf"
