"""From a Belgian postcode to the region whose centre helps there."""

from ivr.position import Region

_RANGES = (
    (1000, 1299, Region.BRUSSELS),
    (1300, 1499, Region.WALLONIA),
    (1500, 3999, Region.FLANDERS),
    (4000, 7999, Region.WALLONIA),
    (8000, 9999, Region.FLANDERS),
)
"""First postcode, last postcode, region. The German-speaking communes (4700-4791) are in
Wallonia; communes with language facilities change language, never region."""


def region_of(postcode: str) -> Region | None:
    """The region of a postcode of four digits, or None when Belgium has no such postcode."""
    if len(postcode) != 4 or not (postcode.isascii() and postcode.isdigit()):
        return None
    number = int(postcode)
    return next((region for first, last, region in _RANGES if first <= number <= last), None)
