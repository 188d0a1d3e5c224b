"""May the hotline call the centres from its number?"""

from routes.carriers.api import CarrierApi
from routes.doctor.finding import Case, CheckResults, good, problem
from routes.translations import N_

_CANNOT_CALL = N_("The hotline may not call from its own number: callers reach nobody.")


def check_caller_id(case: Case, api: CarrierApi) -> CheckResults:
    """Whether HOTLINE_NUMBER belongs to the account and can place calls. The settings check its
    kind.
    """
    settings = case.hotline.settings
    if "hotline_number" not in settings.model_fields_set:
        yield problem(
            "HOTLINE_NUMBER is not set, so transfers have no number to call from: set it",
            _CANNOT_CALL,
        )
        return
    found = api.find(settings.hotline_number)
    if found is None and not api.may_show(settings.hotline_number):
        yield problem(
            "HOTLINE_NUMBER is neither a number nor a verified caller ID of this account, so "
            "every transfer fails: check it, and TWILIO_ACCOUNT_SID",
            _CANNOT_CALL,
        )
    elif found is not None and not found.voice:
        yield problem(
            "HOTLINE_NUMBER cannot make calls at this carrier: use a number that can",
            _CANNOT_CALL,
        )
    else:
        yield good(
            "the account may place calls from HOTLINE_NUMBER",
            N_("The hotline may call the centres from its number."),
        )
