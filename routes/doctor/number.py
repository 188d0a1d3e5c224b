"""Do calls to the hotline's numbers reach the hotline?"""

from routes.carriers.api import CarrierApi
from routes.doctor.finding import Case, CheckResults, good, problem, warning
from routes.settings.settings import Settings
from routes.translations import N_


def check_number(case: Case, api: CarrierApi) -> CheckResults:
    """Whether HOTLINE_NUMBER and each of LANGUAGE_NUMBERS are set as `flask number connect` sets
    them.
    """
    settings = case.hotline.settings
    own = [settings.hotline_number] if "hotline_number" in settings.model_fields_set else []
    for number in dict.fromkeys([*own, *settings.language_numbers]):
        yield from _number(number, settings, api)


def _number(number: str, settings: Settings, api: CarrierApi) -> CheckResults:
    found = api.find(number)
    if found is None and api.may_show(number):
        yield warning(
            f"{number} is a verified caller ID, not a number of this account, so calls to it come "
            "here only if its own carrier forwards them: call it",
            N_("%(number)s comes here only if it is forwarded: call it, and hear whether it does."),
            number=number,
        )
    elif found is None:
        yield problem(
            f"{number} is not a number of this account: check it, and TWILIO_ACCOUNT_SID",
            N_("%(number)s is not a number of this account: calls to it do not come here."),
            number=number,
        )
    elif wrong := api.changes(found, settings):
        names = ", ".join(wrong)
        yield problem(
            f"{number} is not set as it should be ({names}): run `flask number connect {number}`",
            N_("%(number)s is not connected to this hotline as it should be."),
            number=number,
        )
    else:
        yield good(
            f"{number} is connected to this hotline",
            N_("%(number)s is connected to this hotline."),
            number=number,
        )
