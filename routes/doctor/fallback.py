"""Do callers reach the helpline while the server is down?"""

from routes.doctor.finding import Case, CheckResults, good, problem, warning
from routes.operations.fallback import problems
from routes.operations.fetch import fetch
from routes.translations import N_


def check_fallback(case: Case) -> CheckResults:
    """Whether the published fallback is there and current."""
    url = case.hotline.settings.fallback_url
    if url is None:
        yield warning(
            "FALLBACK_URL is not set: when the server is down, callers hear the carrier's error "
            "message, and nobody is rung. Publish a fallback (`flask fallback`), set "
            "FALLBACK_URL, and connect the number again",
            N_("Nothing answers callers on a day on which the server is down."),
        )
        return
    faults = list(problems(case.hotline, url, fetch))
    stale = N_("What answers callers when the server is down is missing or out of date.")
    yield from (problem(fault, stale) for fault in faults)
    if not faults:
        yield good(
            f"{url} is current, and every clip is there",
            N_("What answers callers when the server is down is up to date."),
        )
