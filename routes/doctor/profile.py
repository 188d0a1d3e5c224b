"""May the account make enough calls at the same time?"""

from routes.carriers.api import CarrierApi
from routes.doctor.finding import Case, CheckResults, good, warning
from routes.translations import N_

APPROVED = "twilio-approved"


def check_profile(_case: Case, api: CarrierApi) -> CheckResults:
    """Whether the business profile is approved. Without one, a new account may make few calls at
    once (Twilio, error 10004).
    """
    states = api.profiles()
    if APPROVED in states:
        yield good("the business profile is approved", N_("Many calls can be made at once."))
        return
    state = f"is {states[0]}" if states else "does not exist"
    yield warning(
        f"the business profile {state}. Until one is approved, a new account may make two calls at "
        "once, and a transfer takes two, so a second caller reaches nobody: complete it in the "
        "carrier's console (Trust Hub)",
        N_(
            "The carrier has not approved the organisation yet: a second caller at the "
            "same time may reach nobody."
        ),
    )
