"""Do callers reach the helpline while the server is down?"""

from routes.doctor.finding import Case, CheckResults, good, problem, warning
from routes.operations.fallback import problems
from routes.operations.fetch import fetch


def check_fallback(case: Case) -> CheckResults:
    """Whether the published fallback is there and current."""
    url = case.hotline.settings.fallback_url
    if url is None:
        yield warning(
            "FALLBACK_URL is not set: when the server is down, callers hear the carrier's error "
            "message, and nobody is rung. Publish a fallback (`flask fallback`), set "
            "FALLBACK_URL, and connect the number again"
        )
        return
    faults = list(problems(case.hotline, url, fetch))
    yield from (problem(fault) for fault in faults)
    if not faults:
        yield good(f"{url} is current, and every clip is there")
