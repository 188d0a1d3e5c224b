"""Languages that are likely for a caller, by the country of their number."""

from functools import lru_cache

import phonenumbers
from babel.languages import get_official_languages

HERE = "BE"
"""A caller with a Belgian number may speak any language."""


def languages_of_country(number: str) -> tuple[str, ...]:
    """Languages that are official, or in general use, in the country of a number; none for a
    Belgian number, one that is withheld, and one that is none. Nothing of the number is kept.
    Carriers may spell RESTRICTED on a keypad, +7378742833, for a withheld number: it looks Russian,
    but no such number can exist.
    """
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return ()
    if not phonenumbers.is_valid_number(parsed):
        return ()
    country = phonenumbers.region_code_for_number(parsed)
    return _spoken_in(country) if country and country != HERE else ()


@lru_cache(512)
def _spoken_in(country: str) -> tuple[str, ...]:
    return tuple(get_official_languages(country, de_facto=True))
