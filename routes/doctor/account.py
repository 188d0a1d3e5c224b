"""Does the carrier let this account make calls?"""

from routes.carriers.api import CarrierApi
from routes.doctor.finding import Case, CheckResults, good, problem
from routes.translations import N_


def check_account(_case: Case, api: CarrierApi) -> CheckResults:
    """Whether the account is active, and not on trial (Twilio, Account: status, type)."""
    account = api.account()
    is_active = account.status == "active"
    on_trial = account.type.lower() == "trial"
    if not is_active:
        yield problem(
            f"the account is {account.status}, so no call is answered: ask the carrier why",
            N_("The account at the carrier is closed or suspended: no call is answered."),
        )
    if on_trial:
        yield problem(
            "the account is on trial, so callers hear the carrier's announcement first, and only "
            "verified numbers can be called: upgrade it in the carrier's console",
            N_("The account at the carrier is on trial: most lines cannot be called."),
        )
    if is_active and not on_trial:
        yield good("the account is active", N_("The account at the carrier is active."))
