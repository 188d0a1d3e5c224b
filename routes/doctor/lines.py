"""Can the lines of the destinations be reached?"""

from ivr.destinations import HELPLINE
from ivr.hours import BRUSSELS_TIME
from routes.doctor.finding import Case, CheckResult, CheckResults, Level, good
from routes.operations.confirmed_lines import GOOD_FOR, unverified
from routes.translations import N_, Message, counted


def check_lines(case: Case) -> CheckResults:
    """Whether each line was confirmed lately, and whether the helpline is open."""
    complaints = [*_unconfirmed(case), *_closed(case)]
    yield from (CheckResult(Level.WARNING, message) for message in complaints)
    if not complaints:
        yield good(
            f"every line was confirmed in the last {GOOD_FOR} days, and the helpline is open",
            N_("Every line was confirmed in the last %(days)s days, and the helpline is open."),
            days=GOOD_FOR,
        )
    uris = [
        line.uri
        for destination in case.hotline.tree.destinations.values()
        for line in destination.lines
    ]
    if trunks := sum(uri.startswith("sip:") for uri in uris):
        yield good(
            f"{counted(trunks, 'SIP line')} cannot be tried from here: agree on a test call with "
            "the people at the other end",
            N_("%(count)s lines are internet lines, which are not tried from here."),
            count=trunks,
        )


def _unconfirmed(case: Case) -> list[Message]:
    settings = case.hotline.settings
    if settings.verified_file is None and case.store is None:
        return [
            Message(
                "VERIFIED_FILE is not set, so it is not known which lines were confirmed: set it, "
                "for the server too, and run `flask destinations verify`",
                N_("It is not known which lines were confirmed."),
            )
        ]
    today = case.now.astimezone(BRUSSELS_TIME).date()
    destinations = case.hotline.tree.destinations
    return list(unverified(settings.verified_file, destinations, today, case.store))


def _closed(case: Case) -> list[Message]:
    lines = case.hotline.tree.destinations[HELPLINE].lines
    if any(line.is_open(case.now) for line in lines):
        return []
    return [
        Message(
            "every line of the helpline is closed now, and all transfers fall back to it: give it "
            "a line that is open (ivr/destinations.toml)",
            N_(
                "Every line of the helpline is closed now. Callers whom no centre answers reach "
                "nobody."
            ),
        )
    ]
