"""Does the carrier let this account make calls?"""

from routes.carriers.api import CarrierApi
from routes.doctor.finding import Case, CheckResults, good, problem


def check_account(_case: Case, api: CarrierApi) -> CheckResults:
    """Whether the account is active, and not on trial (Twilio, Account: status, type)."""
    account = api.account()
    is_active = account.status == "active"
    on_trial = account.type.lower() == "trial"
    if not is_active:
        yield problem(
            f"the account is {account.status}, so no call is answered: ask the carrier why"
        )
    if on_trial:
        yield problem(
            "the account is on trial, so callers hear the carrier's announcement first, and only "
            "verified numbers can be called: upgrade it in the carrier's console"
        )
    if is_active and not on_trial:
        yield good("the account is active")
