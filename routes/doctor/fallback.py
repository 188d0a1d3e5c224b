"""What would callers hear if the server were down?"""

from routes.doctor.finding import Case, Found, good, problem, warning
from routes.operations.fallback import problems
from routes.operations.fetch import fetch


def check_fallback(case: Case) -> Found:
    """Whether the published fallback is there and current."""
    url = case.hotline.settings.fallback_url
    if url is None:
        yield warning(
            "there is none: when the server is down, callers hear the carrier's error message, "
            "and nobody is rung. "
            "Publish one (`flask fallback`), set FALLBACK_URL, and connect the number again"
        )
        return
    found = list(problems(case.hotline, url, fetch))
    yield from (problem(message) for message in found)
    if not found:
        yield good(f"{url} is current, and every clip is there")
