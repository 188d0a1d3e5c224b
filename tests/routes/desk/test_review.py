"""A native speaker reads a language from a link, and a coordinator puts it on air."""

import re
from html import unescape
from pathlib import Path

import pytest
from flask import Flask

from routes.call.hotline import HOTLINE
from routes.desk.review import door, links
from tests.conftest import make_settings
from tests.routes.desk.conftest import Clock, Coordinator, desk_settings
from tests.routes.desk.reviewing import wait_for, words
from tests.small.hotline import create_small_app

ARABIC = "/staff/review/ar"

pytestmark = pytest.mark.parametrize("url", ["postgresql"], indirect=True)
"""The desk of several machines. `test_withdrawn_voice.py` and the browser have SQLite."""


@pytest.fixture(autouse=True)
def in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests read the pages. `test_reviewer_words.py` looks at other languages."""
    monkeypatch.setattr(door, "page_language", lambda _tag: "en")


@pytest.fixture
def app(clips: object, url: str, tmp_path: Path) -> Flask:
    """A hotline in production, in which Arabic is not offered yet."""
    return create_small_app(
        make_settings(
            **desk_settings(
                environment="production",
                database_url=url,
                allow_draft_languages="en,nl,fr",
                state_directory=tmp_path / "state",
            )
        )
    )


@pytest.fixture
def coordinator(app: Flask) -> Coordinator:
    person = Coordinator(app)
    assert person.log_in().status_code == 303
    return person


class Speaker(Coordinator):
    """A native speaker with a browser of their own."""

    def opens(self, link: str) -> int:
        """Open a link, as the script of its page does."""
        return self.post(f"{ARABIC}/link", token=self.token(), invitation=link).status_code

    _token = ""

    def token(self) -> str:
        if not self._token:
            found = re.search(r'name="csrf_token" value="([^"]+)"', self.get(ARABIC).text)
            assert found is not None
            self._token = found[1]
        return self._token

    def cards(self) -> list[str]:
        """The names of all cards, in the order of reading."""
        page = self.get(ARABIC).text
        return re.findall(rf'<li><a href="{ARABIC}/card/([^"]+)"', page)

    def says(self, card: str, verdict: str, **more: str) -> int:
        page = self.get(f"{ARABIC}/card/{card}").text
        found = re.search(r'name="seen" value="([^"]*)"', page)
        assert found is not None, page
        form = {"seen": found[1], "verdict": verdict, **more}
        return self.post(f"{ARABIC}/card/{card}", **form).status_code

    def finds_good(self, *besides: str) -> None:
        for card in self.cards():
            if card not in besides:
                assert self.says(card, "ok") == 303


def invite(coordinator: Coordinator, name: str, language: str = "ar") -> str:
    answer = coordinator.post(f"/staff/languages/{language}/invite", name=name, tasks=["review"])
    assert answer.status_code == 200, answer.text
    found = re.search(rf'value="(https://[^"]+/staff/review/{language}#[^"]+)"', answer.text)
    assert found is not None
    return unescape(found[1])


def joined(app: Flask, coordinator: Coordinator, name: str) -> Speaker:
    speaker = Speaker(app)
    assert speaker.opens(invite(coordinator, name)) == 303
    return speaker


def publish(coordinator: Coordinator) -> None:
    """Go live, and wait for what is done in the background."""
    wait_for("speaking")
    assert coordinator.post("/staff/languages/ar/live").status_code == 303
    wait_for("publishing")


@pytest.fixture
def rita(app: Flask, coordinator: Coordinator) -> Speaker:
    return joined(app, coordinator, "Rita")


def test_a_language_is_read_corrected_signed_and_put_on_air(
    app: Flask, coordinator: Coordinator, rita: Speaker
) -> None:
    """Two readers; one of them writes a text better, and the other takes it. An edit by the
    coordinator afterwards asks for that text alone, and callers hear the signed one meanwhile.
    """
    assert "ar" not in HOTLINE.of(app).tree.offered
    assert rita.cards()[0] == "danger.now"
    assert rita.cards()[-1] == "keys"
    rita.finds_good("goodbye")
    assert (
        rita.says(
            "goodbye", "doubt", remark="Nobody says it so", **{"words.goodbye": "مع السلامة."}
        )
        == 303
    )
    assert coordinator.post("/staff/languages/ar/live").status_code == 409

    sam = joined(app, coordinator, "Sam")
    assert "has a link, see Languages" in coordinator.get("/staff/people").text
    seen = words(sam.get(f"{ARABIC}/card/goodbye").text)
    assert "Rita : Not sure – Nobody says it so" in seen
    [suggestion] = re.findall(
        rf'action="({ARABIC}/suggestions/\d+)"', sam.get(f"{ARABIC}/card/goodbye").text
    )
    assert rita.post(suggestion, decision="take").status_code == 409
    assert sam.post(suggestion, decision="take").status_code == 303
    assert "مع السلامة." in sam.get(f"{ARABIC}/card/goodbye").text

    page = words(coordinator.get("/staff/languages/ar").text)
    assert "All texts are signed by Rita and Sam. A person speaks every text." in page
    assert "Callers can choose Arabic (العربية) as soon as it is live." in page
    assert "1 signed, not on air yet" in coordinator.get("/staff/languages").text
    publish(coordinator)
    hotline = HOTLINE.of(app)
    assert "ar" in hotline.tree.offered
    assert hotline.catalogues.languages["ar"].texts["goodbye"] == "مع السلامة."
    assert hotline.languages["ar"].reviewer == "Rita, Sam"
    page = words(coordinator.get("/staff/languages/ar").text)
    assert "On air. Signed by Rita and Sam." in page
    assert "Callers hear exactly what was signed." in page

    edited = "المتجر مغلق الآن."
    answer = coordinator.post("/staff/texts/ar/quiet", text=edited, why="")
    assert answer.status_code == 303, answer.text
    page = words(coordinator.get("/staff/languages/ar").text)
    assert "1 text waits for a native speaker." in page
    assert coordinator.post("/staff/languages/ar/live").status_code == 409
    assert rita.get(f"{ARABIC}/next").headers["Location"] == f"{ARABIC}/card/quiet"
    assert rita.says("quiet", "ok") == 303
    assert "You have read everything" in rita.get(f"{ARABIC}/next").text
    assert "Put the new texts on air" in coordinator.get("/staff/languages/ar").text
    publish(coordinator)
    assert HOTLINE.of(app).catalogues.languages["ar"].texts["quiet"] == edited


def test_a_link_opens_one_language_in_one_browser_until_it_is_ended(
    clock: Clock, app: Flask, coordinator: Coordinator
) -> None:
    link = invite(coordinator, "Rita")
    assert link.rpartition("#")[2] not in link.partition("#")[0]
    rita, thief = Speaker(app), Speaker(app)
    assert rita.get(f"{ARABIC}/card/danger.now").status_code == 403
    assert rita.opens(link) == 303
    assert rita.opens(link) == 303
    assert thief.opens(link) == 403
    assert thief.get(f"{ARABIC}/next").status_code == 403
    for closed in ("/staff/review/so/next", "/staff/review/so/card/danger.now"):
        assert rita.get(closed).status_code == 403
    assert rita.get("/staff/languages").status_code == 303
    assert rita.get("/staff/review/xx").status_code == 404
    clock.now += links.UNUSED - 60
    assert rita.get(f"{ARABIC}/next").status_code == 303
    clock.now += links.UNUSED - 60
    assert rita.get(f"{ARABIC}/next").status_code == 303
    coordinator.log_in()
    [end] = re.findall(
        r'action="(/staff/languages/ar/people/\d+/end)"',
        coordinator.get("/staff/languages/ar").text,
    )
    assert coordinator.post(end).status_code == 303
    assert rita.get(f"{ARABIC}/next").status_code == 403
    assert "Their link is over: Rita." in coordinator.get("/staff/languages/ar").text
    late = invite(coordinator, "Rita")
    clock.now += links.UNOPENED + 1
    assert Speaker(app).opens(late) == 403


def test_two_readers_at_once_lose_nothing(
    app: Flask, coordinator: Coordinator, rita: Speaker
) -> None:
    sam = joined(app, coordinator, "Sam")
    assert rita.says("danger.now", "wrong") == 303
    asked = rita.get(f"{ARABIC}/card/danger.now?why=1").text
    assert re.search(r'name="remark"[^>]* autofocus', asked), "a doubt is asked for its reason"
    assert re.search(r'class="main" name="verdict" value="wrong"', asked), "and stays what it was"
    assert rita.says("danger.now", "wrong", remark="the number") == 303
    assert sam.says("danger.now", "ok") == 303
    assert "Rita : Wrong – the number" in words(sam.get(f"{ARABIC}/card/danger.now").text)
    assert 'class="ok disputed"' in sam.get(ARABIC).text
    page = words(coordinator.get("/staff/languages/ar").text)
    assert "Rita : wrong – the number" in page
    assert "Sam : good" in page


def test_who_reads_a_text_that_was_just_changed_does_not_write_the_old_one_back(
    coordinator: Coordinator, rita: Speaker
) -> None:
    """The form still holds the text as it was, unless the reader has typed something."""
    page = rita.get(f"{ARABIC}/card/goodbye").text
    [old] = re.findall(r"<textarea[^>]*>([^<]*)</textarea>", page)
    [seen] = re.findall(r'name="seen" value="([^"]*)"', page)
    form = {"seen": seen, "verdict": "ok"}
    assert (
        coordinator.post("/staff/texts/ar/goodbye", text="مع السلامة.", why="").status_code == 303
    )
    for typed, left in ((old, "مع السلامة."), ("إلى اللقاء.", "إلى اللقاء.")):
        answer = rita.post(f"{ARABIC}/card/goodbye", **form, **{"words.goodbye": typed})
        assert answer.status_code == 400
        assert "Somebody changed this text just now" in answer.text
        assert re.findall(r"<textarea[^>]*>([^<]*)</textarea>", answer.text) == [left]
    assert rita.says("goodbye", "ok") == 303
    assert "Rita writes" not in words(coordinator.get("/staff/languages/ar").text)


@pytest.mark.parametrize(
    ("card", "better", "told"),
    [
        ("danger.now", "اتصل 112.", "These words in braces must stay as they are: {emergency}"),
        ("danger.now", "اتصل {emergency} او 101.", "Write no digits"),
        ("goodbye", "", "Write the text first."),
        ("goodbye", "{key}", "There must be no words in braces"),
        ("goodbye", "مع السلامة. " * 40, "Too long: about"),
    ],
)
def test_what_cannot_be_spoken_is_told_at_the_field_and_kept(
    rita: Speaker, card: str, better: str, told: str
) -> None:
    page = rita.get(f"{ARABIC}/card/{card}").text
    found = re.search(r'name="seen" value="([^"]*)"', page)
    assert found is not None
    form = {"seen": found[1], "remark": "because", f"words.{card}": better}
    answer = rita.post(f"{ARABIC}/card/{card}", **form)
    assert answer.status_code == 400
    assert told in unescape(answer.text)
    assert better.strip() in unescape(answer.text)
    assert 'value="because"' in answer.text
    assert f'aria-describedby="problem-words.{card}"' in answer.text


def test_the_keys_are_read_on_one_card_and_corrected_one_by_one(
    coordinator: Coordinator, rita: Speaker
) -> None:
    assert rita.says("keys", "ok", **{"words.key.star": "النجمة"}) == 303
    page = words(coordinator.get("/staff/languages/ar").text)
    assert "Rita writes : النجمة" in page
    assert "1 text is doubted" in page


def test_a_call_runs_along_to_the_advice_on_danger(rita: Speaker) -> None:
    page = rita.get(f"{ARABIC}/call").text
    said = re.findall(r'class="line"[^>]*>([^<]+)<', page)
    assert len(said) > 2
    shown = words(rita.get(f"{ARABIC}/card/danger.now").text)
    assert any(one in shown for one in said)


def test_better_english_becomes_a_draft_like_any_text(app: Flask, coordinator: Coordinator) -> None:
    link = invite(coordinator, "Emma", "en")
    emma = Speaker(app)
    taken = emma.post("/staff/review/en/link", invitation=link)
    assert taken.status_code == 303
    page = emma.get("/staff/review/en/card/goodbye").text
    found = re.search(r'name="seen" value="([^"]*)"', page)
    assert found is not None
    form = {"seen": found[1], "words.goodbye": "Call any time."}
    assert emma.post("/staff/review/en/card/goodbye", **form).status_code == 303
    page = coordinator.get("/staff/languages/en").text
    [decide] = re.findall(r'action="(/staff/languages/en/suggestions/\d+)"', page)
    assert coordinator.post(decide, decision="take").status_code == 303
    assert "As proposed" in coordinator.get("/staff/texts/en/goodbye").text
    assert "Emma writes" not in words(coordinator.get("/staff/languages/en").text)
