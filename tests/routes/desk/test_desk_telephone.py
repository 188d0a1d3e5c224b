"""The desk's telephone: subtitles, drafts, another day, and the sheet for a centre."""

import re
from pathlib import Path

import pytest
from flask import Flask

from routes.releases.following import FOLLOWER
from tests.conftest import make_settings
from tests.routes.desk.changing import words
from tests.routes.desk.conftest import Coordinator, desk_settings
from tests.routes.desk.telephone_page import OnThePage
from tests.routes.releases.desk_of_small import draft
from tests.small.hotline import create_small_app, line_of

HOURS = f"destinations.middle.lines.{line_of('middle')}.hours"
CHRISTMAS = "2026-12-25T14:00"


@pytest.fixture
def drafting_app(clips: object, tmp_path: Path) -> Flask:
    """A hotline of its own, since these tests draft changes."""
    settings = desk_settings(state_directory=tmp_path / "state", twilio_account_sid="AC" + "1" * 32)
    return create_small_app(make_settings(**settings))


@pytest.fixture
def coordinator(drafting_app: Flask) -> Coordinator:
    person = Coordinator(drafting_app)
    assert person.log_in().status_code == 303
    return person


def drafted(app: Flask, hours: object, entity: str = HOURS) -> int:
    return draft(FOLLOWER.of(app).store, entity, "", hours)


def test_what_is_foreign_has_its_meaning_in_the_language_of_the_desk(
    newcomer: Coordinator,
) -> None:
    newcomer.post("/staff/language", language="nl", page="/telephone")
    call = OnThePage(newcomer)
    call.press("1")
    assert call.shown["heard"][0]["meaning"]
    assert "Een mens is twee." in call.shown["meanings"].values()
    assert "0" not in call.shown["meanings"], "it is in the language of the desk already"
    dutch = OnThePage(newcomer)
    assert dutch.press("2")["meanings"] == {}
    assert dutch.shown["heard"][0]["meaning"] == ""


def test_a_draft_is_called_before_callers_hear_it(
    drafting_app: Flask, coordinator: Coordinator
) -> None:
    drafted(drafting_app, "Mo-Su 00:00-24:00 off")
    assert "Call the draft first" in coordinator.get("/staff/changes").text
    live = OnThePage(coordinator)
    assert live.press("221")["ringing"]["name"] == "Centre Middle"
    call = OnThePage(coordinator, "?call=draft")
    assert "This is the draft. Callers do not hear it yet." in words(call.page)
    assert call.press("221")["ringing"]["name"] == "Small helpline"
    assert OnThePage(coordinator).press("221")["ringing"]["name"] == "Centre Middle"


def test_a_draft_that_cannot_be_published_says_so_on_the_telephone(
    drafting_app: Flask, coordinator: Coordinator
) -> None:
    drafted(drafting_app, "Ma-Vr 9u-17u")
    refused = OnThePage(coordinator, "?call=draft").shown["refused"]
    assert "The draft cannot be called" in refused
    assert "Centre Middle, +32 10 00 00 01: opening hours" in refused


def test_a_call_as_on_another_day_follows_hours_and_holidays(
    drafting_app: Flask, coordinator: Coordinator
) -> None:
    """Another process, which knows nothing of the call, goes on with it on the same day."""
    drafted(drafting_app, "Mo-Fr 09:00-17:00; PH off")
    day_before = OnThePage(coordinator, "?call=draft&at=2026-12-24T14:00")
    assert day_before.press("221")["ringing"]["name"] == "Centre Middle"
    christmas = OnThePage(coordinator, f"?call=draft&at={CHRISTMAS}")
    assert "As on Friday 25 December 2026, 14:00, a public holiday" in words(christmas.page)
    christmas.press("22")
    christmas.shown["name"] = "another-process"
    assert christmas.press("1")["ringing"]["name"] == "Small helpline"
    live = OnThePage(coordinator, f"?at={CHRISTMAS}")
    assert live.press("221")["ringing"]["name"] == "Centre Middle"


@pytest.mark.parametrize(
    ("typed", "told"),
    [("tomorrow", "Write a day and a time such as"), ("2099-01-01T10:00", "5 years ahead")],
)
def test_a_day_that_is_none_is_told_at_the_field(
    coordinator: Coordinator, typed: str, told: str
) -> None:
    page = coordinator.get(f"/staff/telephone?at={typed}").text
    assert re.search(rf'id="problem-at">[^<]*{told}', page)
    assert f'value="{typed}"' in page
    assert "As on" not in words(page).replace("As on another day", "")


def test_what_no_page_wrote_is_refused(coordinator: Coordinator) -> None:
    for called in ("x ", " tomorrow"):
        answer = coordinator.post("/staff/telephone/calls", called=called)
        assert "Open this page anew" in answer.get_json()["refused"]


def test_the_sheet_of_a_centre_tells_what_its_people_hear_and_press(
    coordinator: Coordinator,
) -> None:
    page = words(coordinator.get("/staff/telephone/sheet/middle?language=en").text)
    for told in (
        "When Wayout rings you",
        "“Un appel en ukrainien.” A call in Ukrainian.",
        "Press 1 to take the call",
        "You have 18 seconds.",
        "Press 2 instead to take it together with an interpreter.",
        "There is one for: Arabic, Ukrainian.",
        "After 12 seconds at most we ring somebody else",
        "Small helpline, Centre North, Centre South.",
        "You never see the caller's number.",
        "+32 10 00 00 01 not known: rung always",
    ):
        assert told in page
    french = coordinator.get("/staff/telephone/sheet/middle").text
    assert '<html lang="fr">' in french, "the first language of its whisper"
    assert "Appuyez sur 1 pour prendre l’appel" in french
    assert coordinator.get("/staff/telephone/sheet/police").status_code == 404, "it has no line"
