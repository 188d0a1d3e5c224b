"""Is the hotline set up for real callers?"""

from collections.abc import Iterator

from ivr.destinations import BRUSSELS_TIME
from routes.doctor.finding import Case, Found, good, problem, warning
from routes.operations.confirmed_lines import unverified
from routes.settings.settings import Settings


def check_settings(case: Case) -> Found:
    """What a start in development does not mind, and what the start warns of."""
    settings = case.hotline.settings
    complaints = [problem(message) for message in _wrong(settings)]
    today = case.now.astimezone(BRUSSELS_TIME).date()
    of_lines = set(
        unverified(settings.verified_file, case.hotline.tree.destinations, today)
    )  # told by the lines
    complaints += [warning(one) for one in case.hotline.warnings if one not in of_lines]
    yield from complaints or [good("complete, in production")]


def _wrong(settings: Settings) -> Iterator[str]:
    keys = settings.carrier.keys_setting()
    if settings.development:
        yield (
            "ENVIRONMENT is development, which is what the flask command falls back to: set "
            "ENVIRONMENT=production, "
            "for the server and for this command"
        )
    if not settings.carrier.signing_keys:
        yield f"{keys} is not set, so nobody can tell the carrier's requests from others: set it (or {keys}_FILE)"
    if "hotline_number" not in settings.model_fields_set:
        yield (
            "HOTLINE_NUMBER is not set, and no carrier places a call from a made-up number: set "
            "it to the number that "
            "the called centres see"
        )
