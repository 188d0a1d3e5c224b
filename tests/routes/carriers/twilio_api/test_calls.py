"""The carrier forgets finished calls of this hotline: both legs, page by page, and nobody
else's.
"""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from tests.conftest import HOTLINE_NUMBER, PUBLIC_URL
from tests.routes.carriers.twilio_api.conftest import Run
from tests.routes.carriers.twilio_api.records import Record, make_call, make_number, refused
from tests.routes.carriers.twilio_api.server import Carrier

CALLER = "+32470123456"
CENTRE = "+3250000002"
OTHER = "+3292223344"


def ago(**time: float) -> str:
    return format_datetime(datetime.now(UTC) - timedelta(**time))


def inbound(count: int, to: str = HOTLINE_NUMBER, **changes: object) -> Record:
    return make_call(count, to=to, caller=CALLER, end_time=ago(days=8), **changes)


def dialled(count: int, parent: Record, caller: str = HOTLINE_NUMBER) -> Record:
    return make_call(
        count, to=CENTRE, caller=caller, end_time=ago(days=8), parent_call_sid=parent["sid"]
    )


def left(carrier: Carrier) -> list[str]:
    return [one["sid"] for one in carrier.calls]


def test_both_legs_of_old_calls_are_deleted(run: Run, carrier: Carrier) -> None:
    parent = inbound(1)
    carrier.calls += [dialled(2, parent), parent]
    result = run("calls", "forget", "--older-than", "7d")
    assert result.exit_code == 0
    assert left(carrier) == []
    assert "Deleted 2 call records.\n" in result.output


def test_a_leg_that_bears_another_number_goes_with_its_call(run: Run, carrier: Carrier) -> None:
    """The carrier lists the newest first, so a leg comes before the call that dialled it."""
    parent = inbound(1)
    carrier.calls += [dialled(2, parent, caller=OTHER), parent]
    run("calls", "forget", "--older-than", "7d")
    assert left(carrier) == []


def test_all_pages_are_read_before_the_first_record_is_deleted(run: Run, carrier: Carrier) -> None:
    """The carrier's next page is counted from what is still there: deleting meanwhile would skip
    calls.
    """
    carrier.calls += [inbound(count) for count in range(25)]
    carrier.largest_page = 10
    result = run("calls", "forget", "--older-than", "7d")
    assert left(carrier) == []
    assert (
        "Read 10 call records ...\nRead 20 call records ...\nRead 25 call records ...\n"
        in result.output
    )
    assert "Deleted 25 call records." in result.output


def test_younger_calls_and_those_under_way_stay(run: Run, carrier: Carrier) -> None:
    young = make_call(1, to=HOTLINE_NUMBER, caller=CALLER, end_time=ago(days=6.9))
    under_way = inbound(2, status="in-progress", start_time=ago(days=8))
    carrier.calls += [young, under_way, inbound(3)]
    run("calls", "forget", "--older-than", "7d")
    assert left(carrier) == [young["sid"], under_way["sid"]]


@pytest.mark.parametrize("status", ["completed", "busy", "failed", "no-answer", "canceled"])
@pytest.mark.parametrize("known", ["end_time", "start_time", "date_created"])
def test_a_call_that_was_never_put_through_is_forgotten_too(
    run: Run, carrier: Carrier, status: str, known: str
) -> None:
    """It has no end, and perhaps no start (Twilio, Call resource)."""
    carrier.calls.append(
        make_call(1, to=HOTLINE_NUMBER, caller=CALLER, status=status, **{known: ago(hours=13)})
    )
    run("calls", "forget", "--older-than", "14h")
    assert len(left(carrier)) == 1
    run("calls", "forget", "--older-than", "12h")
    assert left(carrier) == []


def test_calls_of_other_numbers_of_the_account_are_left_alone(run: Run, carrier: Carrier) -> None:
    other = inbound(1, to=OTHER)
    carrier.calls += [other, inbound(2)]
    result = run("calls", "forget", "--older-than", "7d")
    assert left(carrier) == [other["sid"]]
    assert "Left alone: 1 record of other numbers of this account." in result.output


def test_every_number_that_is_connected_or_belongs_to_a_language_is_this_hotlines(
    run: Run, carrier: Carrier
) -> None:
    connected = "+3280012345"
    of_a_language = "+3222345670"
    carrier.numbers.append(make_number(connected, voice_url=f"{PUBLIC_URL}/voice#rc=2"))
    carrier.numbers.append(make_number(OTHER, voice_url=f"{PUBLIC_URL}.example/voice"))
    carrier.calls += [inbound(1, to=connected), inbound(2, to=of_a_language), inbound(3, to=OTHER)]
    run("calls", "forget", "--older-than", "7d", language_numbers=f"{of_a_language}=uk")
    assert left(carrier) == [f"CA{3:032x}"]


def test_a_dry_run_only_counts(run: Run, carrier: Carrier) -> None:
    carrier.calls += [inbound(1), inbound(2)]
    result = run("calls", "forget", "--older-than", "7d", "--dry-run")
    assert len(left(carrier)) == 2
    assert "Would delete 2 call records. Deleted nothing.\n" in result.output


def test_what_the_carrier_has_not_closed_yet_is_kept_for_another_day(
    run: Run, carrier: Carrier
) -> None:
    """Twilio, error 20009."""
    carrier.calls += [inbound(1), inbound(2)]
    carrier.undeletable.add(f"CA{1:032x}")
    result = run("calls", "forget", "--older-than", "7d")
    assert result.exit_code == 0
    assert (
        "Deleted 1 call record.\nThe carrier has not closed 1 call record yet: run this again "
        "tomorrow.\n" in result.output
    )


def test_a_record_whose_delete_is_tried_again_and_finds_nothing_counts_as_deleted(
    run: Run, carrier: Carrier
) -> None:
    carrier.calls.append(inbound(1))
    carrier.meddles = lambda _, answer: refused(503, 20503) if answer[0] == 204 else answer
    output = run("calls", "forget", "--older-than", "7d").output
    assert [asked.method for asked in carrier.asked].count("DELETE") == 2
    assert "Deleted 1 call record." in output


def test_when_the_carrier_fails_half_way_it_is_said_how_many_are_gone(
    run: Run, carrier: Carrier
) -> None:
    carrier.calls += [inbound(1), inbound(2)]
    carrier.meddles = lambda _, answer: (
        refused(401, 20003) if answer[0] == 204 and not carrier.calls else answer
    )
    result = run("calls", "forget", "--older-than", "7d")
    assert result.exit_code == 1
    assert "Deleted 1 call record.\n" in result.output
    assert "check TWILIO_ACCOUNT_SID" in result.output


def test_recordings_are_counted_and_not_explained_away(run: Run, carrier: Carrier) -> None:
    carrier.calls += [inbound(1), inbound(2, to=OTHER)]
    carrier.recordings += [
        {"sid": f"RE{n:032x}", "call_sid": f"CA{call:032x}"} for n, call in enumerate([1, 1, 2])
    ]
    output = run("calls", "forget", "--older-than", "7d").output
    assert "The carrier has 2 recordings of these calls, though the hotline never records" in output
    assert len(carrier.recordings) == 3


@pytest.mark.parametrize("age", ["7", "week", "-1d", "7w", "99999d", "", "٧d"])
def test_an_age_is_days_or_hours(run: Run, carrier: Carrier, age: str) -> None:
    result = run("calls", "forget", "--older-than", age)
    assert result.exit_code == 2
    assert "write days or hours, such as 7d or 12h" in result.output
    assert carrier.asked == []


def test_an_age_must_be_given(run: Run, carrier: Carrier) -> None:
    assert run("calls", "forget").exit_code == 2
    assert carrier.asked == []


def test_no_number_and_no_call_id_is_printed(run: Run, carrier: Carrier) -> None:
    parent = inbound(1)
    carrier.calls += [dialled(2, parent), parent, inbound(3, to=OTHER), inbound(4)]
    carrier.undeletable.add(f"CA{4:032x}")
    carrier.recordings.append({"sid": "RE0", "call_sid": parent["sid"]})
    for words in (["--dry-run"], []):
        output = run("calls", "forget", "--older-than", "7d", *words).output
        for private in (
            CALLER,
            CENTRE,
            OTHER,
            HOTLINE_NUMBER,
            *(f"CA{count:032x}" for count in range(1, 5)),
        ):
            assert private.removeprefix("+") not in output
