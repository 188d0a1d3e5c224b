"""Can those who help be reached?"""

from ivr.destinations import BRUSSELS_TIME, HELPLINE
from routes.doctor.finding import Case, Found, good, warning
from routes.operations.confirmed_lines import GOOD_FOR, unverified


def check_lines(case: Case) -> Found:
    """Whether somebody has confirmed each line lately, and whether the helpline is open."""
    complaints = [*_unconfirmed(case), *_closed(case)]
    yield from (warning(message) for message in complaints)
    if not complaints:
        yield good(f"each was confirmed in the last {GOOD_FOR} days, and the helpline is open")
    if trunks := [one for one in _uris(case) if one.startswith("sip:")]:
        yield good(
            f"{len(trunks)} SIP lines cannot be tried from here: agree on a test call with who "
            "runs them"
        )


def _unconfirmed(case: Case) -> list[str]:
    settings, today = case.hotline.settings, case.now.astimezone(BRUSSELS_TIME).date()
    if settings.verified_file is None:
        return [
            "it is not known whether anybody picks up: set VERIFIED_FILE, for the server too, and "
            "run "
            "`flask destinations verify`"
        ]
    return list(unverified(settings.verified_file, case.hotline.tree.destinations, today))


def _closed(case: Case) -> list[str]:
    lines = case.hotline.tree.destinations[HELPLINE].lines
    if any(line.is_open(case.now) for line in lines):
        return []
    return [
        "every line of the helpline is closed now, and it is what all transfers fall back to: "
        "give it a line that is "
        "open (ivr/destinations.toml)"
    ]


def _uris(case: Case) -> list[str]:
    return [line.uri for one in case.hotline.tree.destinations.values() for line in one.lines]
