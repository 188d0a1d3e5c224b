"""The page Warnings: what is wrong, who is told, and of what."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from flask import Flask

from routes.database.store import DESK_STORE, DeskStore
from routes.desk import channels
from routes.warnings import rows
from routes.warnings.channels import Channel, all_channels
from routes.warnings.rules import Rule, RuleSet
from routes.warnings.sealing import unseal
from routes.warnings.sending import Failure
from routes.warnings.trouble import Told, Trouble
from tests.conftest import make_settings
from tests.routes.desk.conftest import Coordinator, desk_in, desk_settings
from tests.routes.server import PATIENCE
from tests.routes.warnings.receivers import Arrivals, mail_server, webhook
from tests.small.hotline import create_small_app

DEAD = Trouble(
    Rule.CENTRE,
    "north",
    Told.of(
        "%(name)s did not connect %(count)s times in a row during its hours.",
        name="Centre North",
        count=3,
    ),
)


@pytest.fixture(scope="module")
def app(clips: object, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    url = f"sqlite:///{tmp_path_factory.mktemp('warnings') / 'statistics.sqlite'}"
    return create_small_app(make_settings(**desk_settings(database_url=url)))


@pytest.fixture(scope="module")
def store(app: Flask) -> DeskStore:
    return DESK_STORE.of(desk_in(app))


@pytest.fixture(scope="module")
def anna(app: Flask) -> Coordinator:
    coordinator = Coordinator(app)
    assert coordinator.log_in().status_code == 303
    return coordinator


@pytest.fixture(scope="module")
def mail() -> Iterator[tuple[Arrivals, int]]:
    with mail_server() as found:
        yield found


def mail_form(port: int, **changes: str) -> dict[str, str]:
    return {
        "name": "Night team",
        "to": "anna@centre.test, ben@centre.test",
        "sender": "desk@hotline.test",
        "server": f"127.0.0.1:{port}",
        "security": "insecure",
        "language": "fr",
        "quiet_from": "22:00",
        "quiet_until": "07:00",
        "wakes": "on",
        **changes,
    }


def only(store: DeskStore) -> Channel:
    [channel] = store.do(all_channels)
    return channel


def test_a_mail_address_is_added_tried_changed_and_removed(
    anna: Coordinator, store: DeskStore, mail: tuple[Arrivals, int]
) -> None:
    """What is wrong is told at its field, and the password is never sent back."""
    arrivals, port = mail
    new = "/staff/warnings/channels/new/mail"
    wrong = anna.post(
        new, **mail_form(port, to="anna", user="anna", password="s3cret", quiet_until="")
    )
    assert wrong.status_code == 400
    assert "Write mail addresses, such as anna@example.org." in wrong.text
    assert "Write both times, or neither." in wrong.text
    assert 'value="desk@hotline.test"' in wrong.text
    assert "s3cret" not in wrong.text
    half = anna.post(new, **mail_form(port, user="anna"))
    assert "Write a user name and a password, or neither." in half.text

    assert anna.post(new, **mail_form(port)).status_code == 303
    channel = only(store)
    assert channel.hint == "a…@centre.test, b…@centre.test"
    assert "anna@" not in channel.sealed
    page = f"/staff/warnings/channels/{channel.id}"
    assert "anna@" not in anna.get(page).text
    anna.post(f"{page}/test")
    arrivals.wait_for(1)
    assert arrivals.titles[0] == "Wayout : un essai"
    assert "a…@centre.test" in anna.get("/staff/warnings").text

    kept = mail_form(port, to="", sender="", server="", name="Day team", language="nl")
    assert anna.post(page, **kept).status_code == 303
    assert only(store).sealed == channel.sealed, "the address is kept"
    assert (only(store).name, only(store).language) == ("Day team", "nl")
    assert anna.post(f"{page}/remove").status_code == 303
    assert store.do(all_channels) == []


def test_a_test_that_does_not_arrive_says_why(
    anna: Coordinator,
    store: DeskStore,
    mail: tuple[Arrivals, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mail[0].refuses = True
    anna.post("/staff/warnings/channels/new/mail", **mail_form(mail[1]))
    page = f"/staff/warnings/channels/{only(store).id}"
    monkeypatch.setattr(channels, "WAITS", PATIENCE)
    anna.post(f"{page}/test")
    assert only(store).failure is Failure.NOT_TAKEN
    assert "the server there does not take it" in anna.get(page).text
    assert "Warnings to Night team do not arrive." in anna.get("/staff/").text
    anna.post(f"{page}/remove")


def test_a_webhook_and_any_address_of_apprise(
    anna: Coordinator, app: Flask, store: DeskStore
) -> None:
    common = {"name": "Team", "language": "en"}
    hook, other = (f"/staff/warnings/channels/new/{kind}" for kind in ("webhook", "other"))
    for path, field, typed in (
        (hook, "url", "example.org/hook"),
        (hook, "url", "http://["),
        (other, "address", "nonsense://x"),
        (other, "address", "syslog://"),
    ):
        wrong = anna.post(path, **common, **{field: typed})
        assert wrong.status_code == 400
        assert f'aria-describedby="problem-{field}"' in wrong.text
    with webhook() as (arrivals, port):
        anna.post(hook, **common, url=f"http://127.0.0.1:{port}/team?key=secret")
        page = f"/staff/warnings/channels/{only(store).id}"
        assert "secret" not in anna.get(page).text
        anna.post(f"{page}/test")
        arrivals.wait_for(1)
        assert arrivals.to == ["/team?key=secret"]
        anna.post(f"{page}/remove")
    anna.post(other, **common, address="signal://127.0.0.1/+32470000000/+32470000001")
    channel = only(store)
    assert channel.hint == "Signal API"
    settings = make_settings(**desk_settings())
    assert (unseal(settings, channel.sealed) or "").startswith("signal://127.0.0.1/")
    anna.post(f"/staff/warnings/channels/{channel.id}/remove")
    assert anna.get("/staff/warnings/channels/new/pigeon").status_code == 404


def test_rules_are_sentences_with_a_number(anna: Coordinator, store: DeskStore) -> None:
    """Nothing typed is lost by an error."""
    text = re.sub(r"<[^>]*>", "", anna.get("/staff/warnings").text)
    assert "A centre did not connect" in text
    numbers = {f"{rule}.number": str(one.number) for rule, one in sets(store).items()}
    ticks = {f"{rule}.on": "on" for rule in Rule if rule is not Rule.FLOOD}
    wrong = anna.post("/staff/warnings/rules", **{**numbers, **ticks, "centre.number": "many"})
    assert wrong.status_code == 400
    assert "Write a whole number from 2 to 50." in wrong.text
    assert 'name="centre.number" value="many"' in wrong.text
    assert sets(store)[Rule.FLOOD].is_on
    anna.post("/staff/warnings/rules", **{**numbers, **ticks, "centre.number": "4"})
    assert sets(store)[Rule.CENTRE] == RuleSet(True, 4)
    assert not sets(store)[Rule.FLOOD].is_on


def sets(store: DeskStore) -> dict[Rule, RuleSet]:
    return store.do(rows.rule_sets)


def test_somebody_takes_care_of_a_warning_and_everybody_sees_who(
    anna: Coordinator, store: DeskStore
) -> None:
    now = store.now()
    store.do(lambda connection: rows.mark(connection, [DEAD], now))
    [alert] = store.do(rows.open_alerts)
    assert "1 warning waits for somebody" in anna.get("/staff/").text
    page = f"/staff/warnings/{alert.id}"
    assert "Call the people there by another way." in anna.get(page).text
    assert anna.post(f"{page}/take").status_code == 303
    for path in (page, "/staff/warnings"):
        assert "the shared password takes care of it, today at" in anna.get(path).text
    assert "warning waits" not in anna.get("/staff/").text
    dutch = unescape(anna.get(page, {"Accept-Language": "nl"}).text)
    assert "Centre North kwam 3 keer na elkaar niet aan de lijn" in dutch
    store.do(lambda connection: rows.end_unseen(connection, now + 1, now + 1, ()))
    assert "Well again" in anna.get(page).text
    assert "Centre North" in anna.get("/staff/warnings").text.partition("What is over")[2]
    assert anna.get("/staff/warnings/999").status_code == 404


def test_addresses_are_in_no_log(caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    """Apprise tells its own log where it sends to, which goes nowhere."""
    import logging

    from routes.warnings.sending import send

    with mail_server() as (_arrivals, port):
        query = "from=desk%40hotline.test&to=anna%40centre.test&mode=insecure&smtp=127.0.0.1"
        assert send(f"mailto://127.0.0.1:{port}?{query}", "Title", "Text") is Failure.NONE
    assert not logging.getLogger("apprise").propagate
