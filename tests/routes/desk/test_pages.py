"""The script, the destinations and the telephone, as a coordinator reads them."""

import json
import re
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from flask import Flask

from ivr.destinations import Line
from routes.call.hotline import HOTLINE, Hotline
from tests.conftest import make_settings
from tests.routes.desk.conftest import Coordinator, desk_settings
from tests.small.hotline import create_small_app


def prompts(page: str) -> list[str]:
    return re.findall(r'<article class="prompt[^"]*" id="([^"]+)"', page)


def test_the_script_has_every_prompt_of_a_language_once(
    staff: Coordinator, hotline: Hotline
) -> None:
    for language in ("nl", "ar", "uk", "en"):
        shown = prompts(staff.get(f"/staff/texts?language={language}").text)
        said = {
            utterance.prompt
            for _, utterance in hotline.whole.script()
            if utterance.language == language
        }
        assert len(shown) == len(set(shown))
        assert set(shown) == said


def test_a_prompt_stands_beside_the_english_with_its_clip_and_seconds(
    staff: Coordinator, hotline: Hotline
) -> None:
    page = staff.get("/staff/texts?language=ar").text
    article = page.partition('id="main.welcome"')[2].partition("</article>")[0]
    assert '<p class="words" lang="en" dir="ltr">Welcome to the small hotline.' in article
    assert '<p class="words" lang="ar" dir="rtl">' in article
    clips = re.findall(r'href="/clips/([^"]+)"', article)
    assert [hotline.texts_of_clips[clip].language for clip in clips] == ["ar"]
    assert re.search(r"\d\.\d s</span>", article)
    assert "text: draft" in article


def test_a_node_says_what_leads_to_it(staff: Coordinator) -> None:
    page = unescape(re.sub(r"<[^>]+>|\s+", " ", staff.get("/staff/texts?language=nl").text))
    page = re.sub(r" +", " ", page)
    assert "the line closes · key 9 everywhere" in page
    assert "menu · main menu : key 2" in page
    assert "page of languages · a call begins" in page


def standing_out(page: str) -> set[str]:
    return set(re.findall(r'class="prompt wanting" id="([^"]+)"', page))


def test_what_needs_work_stands_out_and_can_be_filtered(clips: object, staff: Coordinator) -> None:
    already = standing_out(staff.get("/staff/texts?language=nl").text)
    app = create_small_app(make_settings(**desk_settings()))
    hotline = HOTLINE.of(app)
    dutch = replace(
        hotline.catalogues.languages["nl"],
        stale=frozenset({"goodbye"}),
        unread=frozenset({"quiet"}),
        kept=frozenset({"quiet"}),
        texts={**hotline.catalogues.languages["nl"].texts, "apology": "Sorry, sorry."},
    )
    languages = {**hotline.catalogues.languages, "nl": dutch}
    object.__setattr__(hotline, "catalogues", replace(hotline.catalogues, languages=languages))
    coordinator = Coordinator(app)
    coordinator.log_in()
    everything = coordinator.get("/staff/texts?language=nl").text
    assert standing_out(everything) - already == {"apology", "goodbye", "quiet"}
    assert f"{3 + len(already)} need somebody" in everything
    for status, found in (("unread", {"quiet"}), ("stale", {"apology", "goodbye"})):
        assert (
            set(prompts(coordinator.get(f"/staff/texts?language=nl&status={status}").text))
            - already
            == found
        )
    newer = everything.partition("callers hear the text above until then:")[2][:400]
    assert "Ons kantoor" in newer
    assert (
        "No text of this language is like this." in coordinator.get("/staff/texts?status=live").text
    )


def test_one_prompt_is_shown_in_all_languages(staff: Coordinator, hotline: Hotline) -> None:
    page = staff.get("/staff/texts/main.welcome").text
    shown = re.findall(r'<li class="[^"]*" id="([^"]+)"', page)
    assert shown[0] == "en"
    assert set(shown) == hotline.whole.offered
    assert staff.get("/staff/texts/no.such.prompt").status_code == 404


def test_the_script_can_be_printed_from_right_to_left_without_a_style_within_the_page(
    staff: Coordinator,
) -> None:
    page = staff.get("/staff/print/ar").text
    assert '<div class="translation" lang="ar" dir="rtl">' in page
    assert "<style" not in page
    style = staff.get("/staff/style/script.css")
    assert (style.status_code, "size: A4" in style.text) == (200, True)
    assert staff.get("/staff/print/xx").status_code == 404
    assert "Lees elke tekst" in staff.get("/staff/print/ar", {"Accept-Language": "nl"}).text


def test_destinations_show_numbers_hours_and_languages(clips: object) -> None:
    app = create_small_app(make_settings(**desk_settings()))
    hotline = HOTLINE.of(app)
    lines = (
        Line(uri="tel:+3210000001", hours="Mo-Fr 09:00-17:00; PH off"),
        Line(uri="sip:desk@trunk.example", hours="Jan Mo 10:00-12:00", whisper=False),
    )
    centre = hotline.tree.destinations["middle"].model_copy(
        update={"lines": lines, "languages": ("fr", "uk"), "interpreters": {"vi": "sip:a@b"}}
    )
    object.__setattr__(
        hotline,
        "tree",
        replace(hotline.tree, destinations={**hotline.tree.destinations, "middle": centre}),
    )
    coordinator = Coordinator(app)
    coordinator.log_in()
    card = (
        coordinator.get("/staff/destinations")
        .text.partition('id="middle"')[2]
        .partition("</section>")[0]
    )
    for shown in (
        "+32 10 00 00 01",
        "Monday to Friday, 9:00 to 17:00; closed on public holidays.",
        "By the rule Jan Mo 10:00-12:00.",
        "sip:desk@trunk.example",
        "Connected at once, without a whisper.",
        "French, Ukrainian",
        "French, Dutch",
        "Vietnamese",
        "Brussels",
    ):
        assert shown in card


def act(coordinator: Coordinator, path: str = "", **form: str) -> dict[str, Any]:
    answer = coordinator.post(f"/staff/telephone/calls{path}", **form)
    shown: dict[str, Any] = json.loads(answer.text)
    return shown


def test_the_telephone_calls_the_real_hotline(staff: Coordinator) -> None:
    shown = act(staff)
    for key in "221":
        shown = act(staff, f"/{shown['name']}/press", key=key, before=shown["acts"])
    assert (shown["state"], shown["ringing"]["name"]) == ("ringing", "Centre Middle")
    assert shown["acts"] == "call: press:2 press:2 press:1"


@pytest.fixture
def others(clips: object) -> Coordinator:
    """The same desk in another process: it has the session, and none of the calls."""
    return Coordinator(create_small_app(make_settings(**desk_settings())))


def test_a_call_goes_on_in_another_process_of_the_server(
    staff: Coordinator, others: Coordinator
) -> None:
    """Any worker may get the next key."""
    others.log_in()
    shown = act(staff)
    shown = act(others, f"/{shown['name']}/press", key="2", before=shown["acts"])
    shown = act(staff, f"/{shown['name']}/press", key="2", before=shown["acts"])
    shown = act(others, f"/{shown['name']}/press", key="3", before=shown["acts"])
    assert (shown["state"], shown["ringing"]["name"]) == ("ringing", "Centre South")


@pytest.mark.parametrize("before", ["call press:22", "nonsense", "call: " * 501])
def test_what_no_telephone_has_told_is_refused(before: str, staff: Coordinator) -> None:
    assert staff.post("/staff/telephone/calls/x/press", key="1", before=before).status_code == 400


def test_the_keys_are_told_in_the_language_of_the_page(newcomer: Coordinator) -> None:
    newcomer.post("/staff/language", language="nl")
    assert act(newcomer)["keys"]["0"] == "een mens, nu"


def test_the_telephone_is_there_in_production_and_only_for_the_staff(clips: object) -> None:
    app: Flask = create_small_app(
        make_settings(**desk_settings(environment="production", allow_draft_languages="all"))
    )
    coordinator = Coordinator(app)
    assert coordinator.post("/staff/telephone/calls", token="x").status_code == 401
    assert coordinator.get("/phone/calls").status_code == 404
    coordinator.log_in()
    assert act(coordinator)["state"] == "listening"
    assert "A rehearsal:" in coordinator.get("/staff/telephone").text
