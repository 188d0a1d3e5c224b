"""Is the hotline set up for real callers?"""

from collections.abc import Iterator

from routes.doctor.finding import Case, CheckResult, CheckResults, Level, good, problem
from routes.settings.settings import Settings
from routes.translations import N_


def check_settings(case: Case) -> CheckResults:
    """What a start in development accepts and callers need, and what the start warns of."""
    settings = case.hotline.settings
    complaints = list(_wrong(settings))
    complaints += [CheckResult(Level.WARNING, message) for message in case.hotline.warnings]
    yield from complaints or [
        good("every setting of production is there", N_("Every setting is there."))
    ]


def _wrong(settings: Settings) -> Iterator[CheckResult]:
    keys = settings.carrier.keys_setting()
    if settings.development:
        yield problem(
            "ENVIRONMENT is development, which is the default of the flask command: set "
            "ENVIRONMENT=production, for the server and for this command",
            N_("This hotline is set up for trying, not for real callers."),
        )
    if not settings.carrier.signing_keys:
        yield problem(
            f"{keys} is not set, so the hotline cannot tell the carrier's requests from others: "
            f"set it (or {keys}_FILE)",
            N_("The hotline answers everybody, not only the carrier."),
        )
    if "hotline_number" not in settings.model_fields_set:
        yield problem(
            "HOTLINE_NUMBER is not set, and no carrier places a call from a made-up number: set "
            "it to the number that the called centres see",
            N_("The hotline does not know its own number: no centre can be called."),
        )
