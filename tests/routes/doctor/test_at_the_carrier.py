"""The account, its numbers and its permissions at the carrier: each fault has its own finding."""

from dataclasses import replace

import pytest

from ivr.destinations import Line
from routes.doctor.account import check_account
from routes.doctor.balance import check_balance
from routes.doctor.caller_id import check_caller_id
from routes.doctor.dialling import check_dialling
from routes.doctor.number import check_number
from routes.doctor.profile import check_profile
from routes.settings.settings import Settings
from tests.conftest import HOTLINE_NUMBER
from tests.routes.carriers.twilio_api.records import make_number
from tests.routes.doctor.conftest import Good, MakeApp
from tests.small.hotline import with_lines

UKRAINIAN = "+3222345679"


def test_a_number_is_compared_with_what_connecting_would_set(good: Good) -> None:
    good.carrier.numbers[0].update(voice_method="GET", trunk_sid="TK" + "1" * 32)
    assert good.results(check_number) == [
        (
            "problem",
            f"{HOTLINE_NUMBER} is not set as it should be (VoiceMethod, TrunkSid): run `flask "
            "number connect "
            f"{HOTLINE_NUMBER}`",
        )
    ]


def test_the_numbers_of_languages_are_compared_too(good: Good, make_good: MakeApp) -> None:
    good.app = make_good(language_numbers=f"{UKRAINIAN}=uk")
    connected = ("good", f"{HOTLINE_NUMBER} is connected to this hotline")
    missing = f"{UKRAINIAN} is not a number of this account: check it, and TWILIO_ACCOUNT_SID"
    assert good.results(check_number) == [connected, ("problem", missing)]
    good.carrier.numbers.append(make_number(UKRAINIAN))
    assert good.results(check_number)[1][1].startswith(
        f"{UKRAINIAN} is not set as it should be (VoiceUrl, "
    )


def test_a_number_of_another_carrier_is_only_called_from(good: Good) -> None:
    good.carrier.numbers.clear()
    good.carrier.account.caller_ids.append(HOTLINE_NUMBER)
    [(level, message)] = good.results(check_number)
    assert level == "warning"
    assert "calls to it come here only if its own carrier forwards them: call it" in message
    assert good.results(check_caller_id) == [
        ("good", "the account may place calls from HOTLINE_NUMBER")
    ]


def test_a_caller_id_of_nobody_is_a_problem(good: Good) -> None:
    good.carrier.numbers[0]["phone_number"] = HOTLINE_NUMBER + "0"
    good.carrier.account.caller_ids.append(UKRAINIAN)
    [(level, message)] = good.results(check_caller_id)
    assert level == "problem"
    assert message.startswith(
        "HOTLINE_NUMBER is neither a number nor a verified caller ID of this account"
    )


def test_a_number_without_voice_is_a_problem(good: Good) -> None:
    good.carrier.numbers[0]["capabilities"]["voice"] = False
    assert good.results(check_caller_id) == [
        ("problem", "HOTLINE_NUMBER cannot make calls at this carrier: use a number that can")
    ]


def test_a_made_up_number_is_not_looked_up(good: Good) -> None:
    given = good.hotline.settings.model_dump(exclude={"hotline_number"})
    made_up = replace(good.hotline, settings=Settings.model_validate(given))
    assert good.results(check_caller_id, hotline=made_up) == [
        ("problem", "HOTLINE_NUMBER is not set, so transfers have no number to call from: set it")
    ]
    assert good.results(check_number, hotline=made_up) == []
    assert good.carrier.asked == []


def test_a_country_that_may_not_be_called_is_a_problem(good: Good) -> None:
    good.carrier.account.countries["BE"]["low_risk_numbers_enabled"] = False
    [(level, message)] = good.results(check_dialling)
    assert level == "problem"
    assert message.startswith(
        "the account may not call BE, so no line there is reached: allow it in the carrier's"
    )


def test_special_numbers_matter_only_where_a_line_is_one(good: Good) -> None:
    good.carrier.account.countries["BE"]["high_risk_special_numbers_enabled"] = False
    [(level, message)] = good.results(check_dialling)
    assert level == "problem"
    assert "may not call special numbers in BE (helpline line 1)" in message
    ordinary = with_lines(good.hotline, helpline=[Line(uri="tel:+3222345670")])
    assert good.results(check_dialling, hotline=ordinary) == [
        ("good", "the account may call the lines in BE")
    ]


def test_every_country_that_a_line_is_in_is_looked_at(good: Good) -> None:
    abroad = with_lines(
        good.hotline, north=[Line(uri="tel:+31201234567"), Line(uri="tel:+80012345678")]
    )
    good.carrier.account.countries["NL"] = {"low_risk_numbers_enabled": False}
    (nowhere, _), (level, message), dutch = good.results(check_dialling, hotline=abroad)
    assert (nowhere, level, message) == ("warning", "good", "the account may call the lines in BE")
    assert dutch[1].startswith("the account may not call NL")


def test_trunks_need_no_permission(good: Good) -> None:
    trunk = [Line(uri="sip:help@trunk.example")]
    names = [name for name, one in good.hotline.tree.destinations.items() if one.lines]
    trunks = with_lines(good.hotline, **dict.fromkeys(names, trunk))
    assert good.results(check_dialling, hotline=trunks) == []
    assert good.carrier.asked == []


@pytest.mark.parametrize("status", ["suspended", "closed"])
def test_an_account_that_is_not_active_is_a_problem(good: Good, status: str) -> None:
    good.carrier.account.record["status"] = status
    assert good.results(check_account) == [
        ("problem", f"the account is {status}, so no call is answered: ask the carrier why")
    ]


def test_an_account_on_trial_is_a_problem(good: Good) -> None:
    good.carrier.account.record["type"] = "Trial"
    [(level, message)] = good.results(check_account)
    assert level == "problem"
    assert message.startswith("the account is on trial, so callers hear the carrier's announcement")


@pytest.mark.parametrize(
    ("left", "level", "message"),
    [
        ("10", "good", "more than 10 USD is left"),
        (
            "9.999",
            "warning",
            "10.00 USD is left, less than 10: add funds, or let the carrier recharge by itself",
        ),
        (
            "0.01",
            "warning",
            "0.01 USD is left, less than 10: add funds, or let the carrier recharge by itself",
        ),
        ("0", "problem", "no money is left (0.00 USD), so the carrier refuses calls: add funds"),
        (
            "-3.5",
            "problem",
            "no money is left (-3.50 USD), so the carrier refuses calls: add funds",
        ),
        (
            None,
            "warning",
            "the carrier does not tell the balance of a subaccount: look at the main account",
        ),
    ],
)
def test_little_money_is_a_warning_and_none_a_problem(
    good: Good, left: str | None, level: str, message: str
) -> None:
    good.carrier.account.balance["balance"] = left
    assert good.results(check_balance) == [(level, message)]


@pytest.mark.parametrize(
    ("states", "level", "begins"),
    [
        (["draft", "twilio-approved"], "good", "the business profile is approved"),
        (
            ["twilio-rejected"],
            "warning",
            "the business profile is twilio-rejected. Until one is approved",
        ),
        ([], "warning", "the business profile does not exist. Until one is approved"),
    ],
)
def test_a_business_profile_is_to_be_approved(
    good: Good, states: list[str], level: str, begins: str
) -> None:
    good.carrier.account.profiles = states
    [(found, message)] = good.results(check_profile)
    assert found == level
    assert message.startswith(begins)
