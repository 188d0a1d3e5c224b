"""Do far more people call than usual, or do many lines ring in vain?"""

from routes.call.floods import LATELY, told
from routes.doctor.finding import Case, CheckResults, good, warning
from routes.translations import N_


def check_floods(case: Case) -> CheckResults:
    """Whether somebody may flood the hotline with calls, so that real callers find all lines busy.
    The hotline itself refuses nobody.
    """
    floods = case.hotline.floods
    flood = floods.now()
    if flood:
        yield warning(
            f"{told(flood)}. Perhaps somebody floods the hotline: ask the people who pick up, and "
            "see deploy/FLOODS.md. Every call is answered all the same",
            N_(
                "Far more calls than usual, or many that nobody takes. Ask the people who pick up. "
                "Every call is answered all the same."
            ),
        )
    elif floods.shared:
        yield good(
            f"no flood of calls in the last {LATELY} minutes",
            N_("There is no flood of calls."),
        )
    else:
        yield good(
            "whether there is a flood of calls is not known to this process, since "
            "STATE_DIRECTORY is not set: the log of the server tells",
            N_("This process sees no flood of calls."),
        )
