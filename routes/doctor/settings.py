"""Is the hotline set up for real callers?"""

from collections.abc import Iterator

from ivr.destinations import BRUSSELS_TIME
from routes.doctor.finding import Case, CheckResults, good, problem, warning
from routes.operations.confirmed_lines import unverified
from routes.settings.settings import Settings


def check_settings(case: Case) -> CheckResults:
    """What a start in development accepts and callers need, and what the start warns of."""
    settings = case.hotline.settings
    complaints = [problem(message) for message in _wrong(settings)]
    today = case.now.astimezone(BRUSSELS_TIME).date()
    # The check of the lines names these.
    of_lines = set(unverified(settings.verified_file, case.hotline.tree.destinations, today))
    complaints += [warning(text) for text in case.hotline.warnings if text not in of_lines]
    yield from complaints or [good("every setting of production is there")]


def _wrong(settings: Settings) -> Iterator[str]:
    keys = settings.carrier.keys_setting()
    if settings.development:
        yield (
            "ENVIRONMENT is development, which is the default of the flask command: set "
            "ENVIRONMENT=production, for the server and for this command"
        )
    if not settings.carrier.signing_keys:
        yield (
            f"{keys} is not set, so the hotline cannot tell the carrier's requests from others: "
            f"set it (or {keys}_FILE)"
        )
    if "hotline_number" not in settings.model_fields_set:
        yield (
            "HOTLINE_NUMBER is not set, and no carrier places a call from a made-up number: set "
            "it to the number that the called centres see"
        )
