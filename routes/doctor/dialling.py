"""May the account call the countries in which the lines are, and the special numbers among them?"""

from collections import defaultdict

import phonenumbers
from phonenumbers import PhoneNumberType

from routes.carriers.api import CarrierApi
from routes.doctor.finding import Case, CheckResults, good, problem, warning
from routes.operations.confirmed_lines import telephone_lines
from routes.translations import N_

SPECIAL = (
    PhoneNumberType.UAN,  # +32 78
    PhoneNumberType.SHARED_COST,
    PhoneNumberType.PREMIUM_RATE,
    PhoneNumberType.TOLL_FREE,
    PhoneNumberType.PERSONAL_NUMBER,
)
"""Kinds that the carrier counts among special numbers (Twilio, dialling permissions: "premium
numbers, special services, shared cost, and others"). It does not name the others, so this list may
be too long.
"""
_WHERE = "allow it in the carrier's console (Voice, Settings, Geo permissions)"


def check_dialling(case: Case, api: CarrierApi) -> CheckResults:
    """Whether the account may call the numbers of every country that a line is in."""
    for country, special in sorted(_countries(case).items()):
        if country == "001":
            yield warning(
                "a line has a number that belongs to no country, so its permission cannot be "
                "checked: call the line",
                N_("It is not known whether one of the lines can be called: call it."),
            )
            continue
        allowed = api.dialling(country)
        if not allowed.ordinary:
            yield problem(
                f"the account may not call {country}, so no line there is reached: {_WHERE}",
                N_("The hotline may not call numbers in %(country)s: no line there is reached."),
                country=country,
            )
        elif special and not allowed.special:
            lines = ", ".join(special)
            yield problem(
                f"the account may not call special numbers in {country} ({lines}): {_WHERE}",
                N_("The hotline may not call these lines, which have a special number: %(lines)s."),
                lines=lines,
            )
        else:
            yield good(
                f"the account may call the lines in {country}",
                N_("The hotline may call the lines in %(country)s."),
                country=country,
            )


def _countries(case: Case) -> dict[str, list[str]]:
    """Country (ISO 3166) -> the names of its lines that have a special number."""
    found: dict[str, list[str]] = defaultdict(list)
    destinations = case.hotline.tree.destinations
    for name, index in telephone_lines(destinations):
        number = phonenumbers.parse(destinations[name].lines[index].uri.removeprefix("tel:"))
        lines = found[phonenumbers.region_code_for_number(number) or "001"]
        if phonenumbers.number_type(number) in SPECIAL:
            lines.append(f"{name} line {index + 1}")
    return found
