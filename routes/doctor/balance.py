"""Is there money left for calls?"""

from decimal import Decimal

from routes.carriers.api import CarrierApi
from routes.doctor.finding import Case, CheckResults, good, problem, warning
from routes.translations import N_

LEAST = Decimal(10)
"""In the account's currency. It pays for some hours of calls, which leaves time to add funds."""


def check_balance(_case: Case, api: CarrierApi) -> CheckResults:
    """Whether enough money is left."""
    balance = api.balance()
    if balance is None:
        yield warning(
            "the carrier does not tell the balance of a subaccount: look at the main account",
            N_("How much money is left for calls is not known."),
        )
    elif balance.amount <= 0:
        yield problem(
            f"no money is left ({balance}), so the carrier refuses calls: add funds",
            N_("No money is left for calls, so the carrier refuses them: add some."),
        )
    elif balance.amount < LEAST:
        yield warning(
            f"{balance} is left, less than {LEAST}: add funds, or let the carrier recharge by "
            "itself",
            N_("Only %(balance)s is left for calls: add money."),
            balance=str(balance),
        )
    else:
        yield good(
            f"more than {LEAST} {balance.currency} is left",
            N_("There is enough money for calls."),
        )
