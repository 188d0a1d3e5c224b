"""`flask doctor`, as a person reads it and as cron runs it."""

import re

import pytest

from routes.carriers.twilio import Twilio
from routes.settings.settings import Settings
from tests.conftest import HOTLINE_NUMBER
from tests.routes.carriers.twilio_api.records import refused
from tests.routes.carriers.twilio_api.server import Asked
from tests.routes.doctor.conftest import Good, MakeApp
from tests.routes.server import free_port
from tests.small.hotline import create_small_app

GOOD = """\
good     settings   every setting of production is there
good     files      every process runs the current files
good     served     https://hotline.test serves its current files
good     running    the server runs with these settings (1 process)
good     webhook    a signed request through https://hotline.test is answered by this very hotline
good     webhook    an unsigned request is refused
good     refusals   no request was refused in the last 10 minutes
good     floods     no flood of calls in the last 10 minutes
good     clips      all clips are there, and some of them were fetched through the public address
good     lines      every line was confirmed in the last 90 days, and the helpline is open
good     fallback   https://hotline.test/static/fallback.xml is current, and every clip is there
good     database   nothing is counted, since DATABASE_URL is off
good     disk       5 percent or more of every disk that the server writes to is free
good     number     +3222345678 is connected to this hotline
good     caller ID  the account may place calls from HOTLINE_NUMBER
good     dialling   the account may call the lines in BE
good     account    the account is active
good     balance    more than 10 USD is left
good     profile    the business profile is approved

All is good. Now call the hotline.
"""
BAD = """\
problem  settings   ENVIRONMENT is development, which is the default of the flask command: set \
ENVIRONMENT=production, for the server and for this command
good     files      every process runs the current files
good     served     https://hotline.test serves its current files
good     running    the server runs with these settings (1 process)
problem  webhook    https://hotline.test refuses a signed request (403). Either the proxy \
rewrites the request line or the scheme: let it pass on both unchanged, and let PUBLIC_URL be \
the same for the server. Or the server has another TWILIO_AUTH_TOKEN than this command: give \
both the same, and restart the server
good     webhook    an unsigned request is refused
good     refusals   no request was refused in the last 10 minutes
good     floods     no flood of calls in the last 10 minutes
good     clips      all clips are there, and some of them were fetched through the public address
warning  lines      VERIFIED_FILE is not set, so it is not known which lines were confirmed: set \
it, for the server too, and run `flask destinations verify`
warning  fallback   FALLBACK_URL is not set: when the server is down, callers hear the carrier's \
error message, and nobody is rung. Publish a fallback (`flask fallback`), set FALLBACK_URL, and \
connect the number again
good     database   nothing is counted, since DATABASE_URL is off
good     disk       5 percent or more of every disk that the server writes to is free
problem  number     +3222345678 is not set as it should be (VoiceUrl): run `flask number connect \
+3222345678`
good     caller ID  the account may place calls from HOTLINE_NUMBER
problem  dialling   the account may not call special numbers in BE (helpline line 1): allow it \
in the carrier's console (Voice, Settings, Geo permissions)
problem  account    the account is on trial, so callers hear the carrier's announcement first, \
and only verified numbers can be called: upgrade it in the carrier's console
warning  balance    2.50 USD is left, less than 10: add funds, or let the carrier recharge by \
itself
warning  profile    the business profile is in-review. Until one is approved, a new account may \
make two calls at once, and a transfer takes two, so a second caller reaches nobody: complete it \
in the carrier's console (Trust Hub)

5 problems, 4 warnings. Calls fail, or will: mend the problems, and run this again.
"""


@pytest.fixture
def bad(good: Good, make_good: MakeApp) -> Good:
    """A hotline with many faults."""
    good.front.meddles = lambda environ: environ.update(RAW_URI="/rewritten")
    good.carrier.numbers[0]["voice_url"] = "https://demo.twilio.com/welcome/voice/"
    good.carrier.account.record["type"] = "Trial"
    good.carrier.account.balance["balance"] = "2.5"
    good.carrier.account.profiles = ["in-review"]
    good.carrier.account.countries["BE"]["high_risk_special_numbers_enabled"] = False
    good.app = make_good(environment="development", verified_file=None, fallback_url=None)
    return good


def printed(good: Good, *words: str) -> tuple[int, str]:
    """The output without the number of clips, which grows with the languages."""
    code, output = good.doctor(*words)
    return code, re.sub(
        r"\d+ clips are there, and \d+ of", "all clips are there, and some of", output
    )


def test_a_hotline_without_a_fault_passes_every_check(good: Good) -> None:
    assert printed(good) == (0, GOOD)


def test_all_faults_are_printed_at_once_with_what_to_do(bad: Good) -> None:
    assert printed(bad) == (1, BAD)


def test_quiet_prints_nothing_when_all_is_good(good: Good) -> None:
    assert good.doctor("--quiet") == (0, "")


def test_quiet_prints_only_warnings_and_problems(bad: Good) -> None:
    bad_lines = "".join(
        f"{line}\n" for line in BAD.splitlines() if line.startswith(("problem", "warning"))
    )
    assert printed(bad, "--quiet") == (1, bad_lines)


def test_warnings_alone_are_no_failure(good: Good) -> None:
    good.carrier.account.profiles = []
    code, output = good.doctor()
    assert code == 0
    assert output.endswith("\n0 problems, 1 warning. Calls should work.\n")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        (
            {"twilio_account_sid": None},
            "set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN: the carrier's API needs both",
        ),
        (
            {"signature_scheme": "signalwire", "signalwire_signing_key": "key"},
            "this hotline does not know SignalWire's API: do this in SignalWire's own console",
        ),
    ],
)
def test_what_only_the_api_knows_is_one_warning_without_it(
    good: Good, make_good: MakeApp, changes: dict[str, object], why: str
) -> None:
    good.serve(make_good(**changes))
    code, output = good.doctor("--quiet")
    assert (code, good.carrier.asked) == (0, [])
    [no_interpreters] = good.hotline.warnings
    skipped = "number, caller ID, dialling, account, balance, profile"
    assert output == (
        f"warning  settings   {no_interpreters}\n"
        f"warning  carrier    not checked ({skipped}): {why}\n"
    )


def test_a_developer_sees_every_setting_that_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    app = create_small_app(
        Settings(
            environment="development",
            carrier=Twilio(),
            public_url=f"http://127.0.0.1:{free_port()}",
        )
    )
    result = app.test_cli_runner().invoke(args=["doctor"])
    assert result.exit_code == 1
    assert type(result.exit_code) is int
    for message in (
        "ENVIRONMENT is development",
        "HOTLINE_NUMBER is not set",
        "TWILIO_AUTH_TOKEN is not set",
    ):
        assert f"problem  settings   {message}" in result.output


def test_an_api_that_fails_keeps_no_other_check_from_running(good: Good) -> None:
    def suspended(
        asked: Asked, answer: tuple[int, object, dict[str, str]]
    ) -> tuple[int, object, dict[str, str]]:
        return (
            refused(403, 20005, f"{HOTLINE_NUMBER} CA00")
            if "IncomingPhoneNumbers" in asked.path
            else answer
        )

    good.carrier.meddles = suspended
    code, output = good.doctor()
    assert code == 1
    lines = [
        line.removeprefix("problem  ") for line in output.splitlines() if line.startswith("problem")
    ]
    why = (
        "could not be checked: the carrier does not allow this account to do that: is it "
        "suspended, or on trial?"
    )
    assert lines == [f"number     {why}", f"caller ID  {why}"]
    assert "good     account    the account is active" in output


def test_no_number_of_a_line_and_no_secret_is_printed(bad: Good) -> None:
    output = printed(bad)[1]
    uris = [
        line.uri
        for destination in bad.hotline.tree.destinations.values()
        for line in destination.lines
    ]
    assert not [uri for uri in uris if uri.removeprefix("tel:+") in output]
    assert not [key for key in bad.hotline.settings.carrier.signing_keys if key in output]


def test_nothing_is_changed_at_the_carrier(bad: Good) -> None:
    bad.doctor()
    assert {asked.method for asked in bad.carrier.asked} == {"GET"}
