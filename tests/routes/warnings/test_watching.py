"""What is warned of, when, how often, and by which process."""

import pytest

from routes.database.store import DeskDown
from routes.doctor.finding import Finding, Level
from routes.translations import Message
from routes.warnings import rows
from routes.warnings.channels import all_sent
from routes.warnings.rules import Rule, RuleSet
from routes.warnings.sending import Failure
from tests.routes.warnings.conftest import DAY, HOUR, MINUTE, Hotline
from tests.routes.warnings.receivers import Arrivals

DEAD = "Wayout: Centre North did not connect 3 times in a row during its hours."


def test_a_dead_line_is_told_once_by_two_processes_and_then_that_it_is_well(
    hotline: Hotline, inbox: Arrivals, posted: Arrivals
) -> None:
    """By mail and to a webhook, each in its language, with what to do and where to say it."""
    hotline.tells_by_mail()
    hotline.tells_a_webhook(language="nl")
    one, two = hotline.process(), hotline.process()
    hotline.rung("north", 2)
    hotline.passes(2 * MINUTE, one, two)
    assert inbox.titles == []
    hotline.rung("north")
    hotline.passes(3 * MINUTE, one, two)
    assert inbox.titles == [DEAD]
    [alert] = hotline.open()
    assert "Call the people there by another way." in inbox.texts[0]
    assert f"https://hotline.test/staff/warnings/{alert.id}" in inbox.texts[0]
    assert inbox.to == ["anna@centre.test"]
    assert len(posted.titles) == 1
    assert posted.titles[0].startswith("Wayout: Centre North")
    assert posted.titles != inbox.titles, "it is in Dutch"
    assert posted.to == ["/team?key=secret"]
    hotline.taken("north")
    hotline.passes(7 * MINUTE, two, one)
    assert hotline.open() == []
    assert [title.partition(": ")[2][:22] for title in inbox.titles] == [
        "Centre North did not c",
        "It is well again. It w",
    ]


def test_a_reminder_comes_every_day_until_somebody_takes_care(
    plain: Hotline, inbox: Arrivals
) -> None:
    plain.tells_by_mail()
    process = plain.process()
    plain.rung("north", 3)
    plain.passes(MINUTE, process)
    for days in (1, 2):
        plain.clock.now += DAY
        process.look()
        assert len(inbox.titles) == 1 + days
    assert inbox.titles[-1] == "Wayout: 2 warnings"
    assert "Still so: Centre North did not connect" in inbox.texts[-1]
    assert "Since 15 January 2027." in inbox.texts[-1]
    assert "Nobody took a call for 2 hours" in inbox.texts[-1]
    [alert] = [one for one in plain.open() if one.rule is Rule.CENTRE]
    plain.store.do(lambda connection: rows.take(connection, alert.id, "Anna", 1))
    plain.store.do(lambda connection: rows.take(connection, alert.id, "Ben", 2))
    plain.clock.now += DAY
    process.look()
    assert "Centre North" not in inbox.texts[-1]
    assert [one.taken_by for one in plain.open() if one.rule is Rule.CENTRE] == ["Anna"]


def test_quiet_hours_hold_the_message_and_not_the_check(plain: Hotline, inbox: Arrivals) -> None:
    """What harms callers breaks them where the channel says so. What was over in the morning is
    told as that.
    """
    plain.tells_by_mail(quiet_from="22:00", quiet_until="07:00", wakes=True)
    process = plain.process()
    plain.clock.now += 14 * HOUR  # 23:00
    plain.rung("north", 3)
    plain.passes(MINUTE, process)
    assert [alert.rule for alert in plain.open()] == [Rule.CENTRE]
    assert inbox.titles == []
    plain.rung("south", 2)
    plain.passes(MINUTE, process)
    assert inbox.titles == ["Wayout: Callers reach nobody: the last 5 lines were rung in vain."]
    plain.taken("north")
    plain.passes(7 * MINUTE, process)
    assert plain.open() == []
    plain.clock.now += 8 * HOUR
    process.look()
    assert inbox.titles[-1].startswith("Wayout: It is well again. It was: Centre North did not")
    plain.clock.now += DAY
    process.look()
    assert len(inbox.titles) == 3


def test_nobody_reached_for_two_hours_is_told_and_no_time_of_a_call_is_kept(
    plain: Hotline, inbox: Arrivals
) -> None:
    plain.tells_by_mail()
    process = plain.process()
    off = {Rule.CENTRE: RuleSet(False, 3)}
    plain.store.do(lambda connection: rows.set_rules(connection, off))
    plain.rung("north", 3)
    plain.clock.now += 100
    process.look()
    since = plain.store.do(lambda connection: rows.at(connection, "nobody since"))
    assert since % 900 == 0
    plain.passes(2 * HOUR, process, every=HOUR)
    assert inbox.titles == []
    plain.passes(16 * MINUTE, process, every=8 * MINUTE)
    assert inbox.titles == ["Wayout: Nobody took a call for 2 hours, although lines were rung."]


def test_a_channel_that_fails_is_told_at_the_desk_and_tried_again(
    plain: Hotline, inbox: Arrivals, posted: Arrivals
) -> None:
    plain.tells_by_mail()
    plain.tells_a_webhook()
    inbox.refuses = True
    process = plain.process()
    plain.rung("north", 3)
    plain.passes(MINUTE, process)
    assert (len(inbox.titles), len(posted.titles)) == (0, 1)
    failing = {channel.name: channel.failure for channel in plain.channels()}
    assert failing == {"mail team": Failure.NOT_TAKEN, "webhook team": Failure.NONE}
    inbox.refuses = False
    plain.passes(3 * MINUTE, process)
    assert (inbox.titles, len(posted.titles)) == ([DEAD], 1)
    assert {channel.failure for channel in plain.channels()} == {Failure.NONE}


def test_another_process_goes_on_when_the_one_that_sends_is_killed(
    plain: Hotline, inbox: Arrivals
) -> None:
    """It knows what was sent."""
    plain.tells_by_mail()
    killed, other = plain.process(), plain.process()
    plain.rung("north", 3)
    plain.passes(MINUTE, killed, other)
    plain.rung("south", 3)
    plain.passes(3 * MINUTE, other)
    assert inbox.titles == [DEAD]
    plain.passes(MINUTE, other)
    assert inbox.titles[1] == "Wayout: 2 warnings"
    assert "Centre South did not connect 3 times in a row" in inbox.texts[1]
    assert "Centre North" not in inbox.texts[1]


def test_of_what_is_over_only_the_day_is_kept(hotline: Hotline, inbox: Arrivals) -> None:
    """The minute would tell for months when a line was rung."""
    hotline.tells_by_mail()
    process = hotline.process()
    for _ in range(2):
        hotline.rung("north", 3)
        hotline.passes(2 * MINUTE, process)
        hotline.taken("north")
        hotline.passes(7 * MINUTE, process)
    assert [alert.ended % DAY != 0 for alert in hotline.over()] == [True, True]
    hotline.passes(4 * DAY, process, every=2 * DAY)
    assert [(alert.began % DAY, alert.ended % DAY) for alert in hotline.over()] == [(0, 0)]
    assert hotline.store.do(all_sent) == {}
    hotline.passes(400 * DAY, process, every=400 * DAY)
    assert hotline.over() == []


def test_a_database_that_is_away_is_told_and_that_it_is_back(
    plain: Hotline, inbox: Arrivals, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain.tells_by_mail()
    process = plain.process()
    plain.passes(MINUTE, process)
    with monkeypatch.context() as away:

        def fail(_work: object) -> None:
            raise DeskDown("gone")

        away.setattr(plain.store, "do", fail)
        plain.passes(5 * MINUTE, process)
        assert inbox.titles == []
        plain.passes(5 * MINUTE, process)
    told = "The database does not answer: nothing can be changed at the desk. Calls go on."
    assert inbox.titles == [f"Wayout: {told}"]
    assert "/staff/warnings" not in inbox.texts[0], "nobody can press a button there now"
    plain.passes(2 * MINUTE, process)
    assert inbox.titles[1:] == [f"Wayout: It is well again. It was: {told}"]


def test_what_the_examination_finds_is_told_until_the_next_one_finds_it_mended(
    plain: Hotline, inbox: Arrivals
) -> None:
    plain.tells_by_mail()
    told = "No money is left for calls, so the carrier refuses them: add some."
    about_lines = Message("", "known by another rule")
    plain.found.append(Finding("balance", Level.PROBLEM, Message("", told)))
    plain.found.append(Finding("outcomes", Level.PROBLEM, about_lines))
    process, other = plain.process(), plain.process()
    plain.passes(MINUTE, process, other)
    plain.found.clear()
    plain.passes(5 * HOUR, process, other, every=HOUR)
    assert inbox.titles == [f"Wayout: {told}"]
    plain.passes(HOUR, process, other, every=HOUR)
    assert inbox.titles[1:] == [f"Wayout: It is well again. It was: {told}"]


def test_a_rule_that_is_off_warns_of_nothing_and_ends_what_it_found(
    plain: Hotline, inbox: Arrivals
) -> None:
    process = plain.process()
    plain.rung("north", 3)
    plain.passes(MINUTE, process)
    assert len(plain.open()) == 1
    off = {Rule.CENTRE: RuleSet(False, 3)}
    plain.store.do(lambda connection: rows.set_rules(connection, off))
    plain.passes(6 * MINUTE, process)
    assert plain.open() == []


def test_what_cannot_be_asked_ends_nothing(plain: Hotline, monkeypatch: pytest.MonkeyPatch) -> None:
    """The counters are away: the line may still be dead."""
    process = plain.process()
    plain.rung("north", 3)
    plain.passes(MINUTE, process)
    monkeypatch.setattr("routes.warnings.watcher._in_a_row", lambda _app: None)
    plain.passes(20 * MINUTE, process, every=10 * MINUTE)
    assert [alert.rule for alert in plain.open()] == [Rule.CENTRE]


def test_a_changed_key_makes_addresses_unreadable_and_says_so(
    plain: Hotline, inbox: Arrivals
) -> None:
    plain.tells_by_mail()
    other = Hotline(plain.url, plain.clock, plain.mail_port, plain.hook_port, [])
    other.settings = other.settings.model_copy(update={"secret_key": ()})
    plain.rung("north", 3)
    other.process().look()
    assert [channel.failure for channel in plain.channels()] == [Failure.SEALED]
