"""Can the lines of the destinations be reached?"""

from ivr.destinations import BRUSSELS_TIME, HELPLINE
from routes.doctor.finding import Case, CheckResults, good, warning
from routes.operations.confirmed_lines import GOOD_FOR, unverified
from routes.translations import counted


def check_lines(case: Case) -> CheckResults:
    """Whether each line was confirmed lately, and whether the helpline is open."""
    complaints = [*_unconfirmed(case), *_closed(case)]
    yield from (warning(message) for message in complaints)
    if not complaints:
        yield good(
            f"every line was confirmed in the last {GOOD_FOR} days, and the helpline is open"
        )
    uris = [
        line.uri
        for destination in case.hotline.tree.destinations.values()
        for line in destination.lines
    ]
    if trunks := sum(uri.startswith("sip:") for uri in uris):
        yield good(
            f"{counted(trunks, 'SIP line')} cannot be tried from here: agree on a test call with "
            "the people at the other end"
        )


def _unconfirmed(case: Case) -> list[str]:
    settings = case.hotline.settings
    if settings.verified_file is None:
        return [
            "VERIFIED_FILE is not set, so it is not known which lines were confirmed: set it, for "
            "the server too, and run `flask destinations verify`"
        ]
    today = case.now.astimezone(BRUSSELS_TIME).date()
    return list(unverified(settings.verified_file, case.hotline.tree.destinations, today))


def _closed(case: Case) -> list[str]:
    lines = case.hotline.tree.destinations[HELPLINE].lines
    if any(line.is_open(case.now) for line in lines):
        return []
    return [
        "every line of the helpline is closed now, and all transfers fall back to it: give it a "
        "line that is open (ivr/destinations.toml)"
    ]
