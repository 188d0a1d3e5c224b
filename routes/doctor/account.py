"""Does the carrier let this account make calls, and enough of them?"""

from decimal import Decimal

from routes.carriers.api import CarrierApi
from routes.doctor.finding import Case, Found, good, problem, warning

LEAST = Decimal(10)
"""Of the account's currency: some hours of calls, so that there is time to pay."""
APPROVED = "twilio-approved"


def check_account(_case: Case, api: CarrierApi) -> Found:
    """Active, and not on trial (Twilio, Account: status, type)."""
    account = api.account()
    if account.status != "active":
        yield problem(f"it is {account.status}, so no call is answered: ask the carrier why")
    if account.type.lower() == "trial":
        yield problem(
            "it is on trial: callers hear the carrier's announcement first, and only verified "
            "numbers can be called. "
            "Upgrade it in the carrier's console"
        )
    if account.status == "active" and account.type.lower() != "trial":
        yield good("it is active")


def check_balance(_case: Case, api: CarrierApi) -> Found:
    """Whether there is money left."""
    balance = api.balance()
    if balance is None:
        yield warning(
            "the carrier does not tell it, as for every subaccount: look at the main account"
        )
    elif balance.amount <= 0:
        yield problem(f"nothing is left ({balance}), so the carrier refuses calls: pay in")
    elif balance.amount < LEAST:
        yield warning(
            f"{balance} is left, less than {LEAST}: pay in, or let the carrier recharge by itself"
        )
    else:
        yield good(f"more than {LEAST} {balance.currency} is left")


def check_profile(_case: Case, api: CarrierApi) -> Found:
    """Whether the business profile is approved. A new account without one has few calls at once
    (Twilio, error 10004).
    """
    states = api.profiles()
    if APPROVED in states:
        yield good("the business profile is approved")
        return
    state = f"is {states[0]}" if states else "does not exist"
    yield warning(
        f"the business profile {state}. Until one is approved, a new account has two calls at "
        "once, and a "
        "transfer takes two: a second caller reaches nobody. Complete it in the carrier's console "
        "(Trust Hub)"
    )
