"""The doctor at the desk: only a button asks it, and the answer goes on until it ends."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from threading import Event

import pytest
from flask import Flask
from sqlalchemy import URL, insert

from routes.call.hotline import HOTLINE
from routes.database.store import DeskStore
from routes.desk import examination
from routes.desk.examinations import Examinations
from routes.desk.schema import kept
from routes.doctor.finding import Finding, Level
from routes.statistics.cells import Cell, Measure
from routes.statistics.recorder import STATISTICS
from routes.translations import Message
from tests.conftest import make_settings
from tests.routes.desk.conftest import Coordinator, desk_in, desk_settings, desk_with
from tests.routes.desk.figures import Counted, database, today
from tests.small.hotline import create_small_app

FOUND = [
    Finding("settings", Level.WARNING, Message("run a", "shown by the page itself")),
    Finding("webhook", Level.GOOD, Message("run b", "it answers")),
    Finding("balance", Level.WARNING, Message("run c", "%(money)s is left", money="2.50 USD")),
    Finding("number", Level.PROBLEM, Message("run d", "is not set as it should be")),
]
NOT_YET = "Nobody has had everything examined yet."


@pytest.fixture
def examined(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The hotlines that were examined. The findings are always the same."""
    hotlines: list[object] = []

    def examine(hotline: object, _reach: object, more: object) -> list[Finding]:
        hotlines.append(hotline)
        return FOUND

    monkeypatch.setattr(examination, "examine", examine)
    return hotlines


@pytest.fixture
def app(clips: object) -> Flask:
    """An application that was not examined yet."""
    return create_small_app(make_settings(**desk_settings()))


@pytest.fixture
def coordinator(app: Flask) -> Coordinator:
    coordinator = Coordinator(app)
    coordinator.log_in()
    return coordinator


def findings(page: str) -> list[tuple[str, str]]:
    """Light and title of everything that a page tells."""
    found = re.findall(r'<span class="light (\w+)">.*?class="what"[^>]*>(.*?)</p>', page, re.DOTALL)
    return [(light, unescape(title)) for light, title in found]


def test_opening_a_page_examines_nothing_that_takes_time(
    coordinator: Coordinator, examined: list[object]
) -> None:
    assert ("none", NOT_YET) in findings(coordinator.get("/staff/").text)
    assert NOT_YET in coordinator.get("/staff/examination").text
    assert examined == []


def test_the_button_tells_everything_the_worst_first(
    app: Flask, coordinator: Coordinator, examined: list[object]
) -> None:
    page = coordinator.post("/staff/examination").text
    assert examined == [HOTLINE.of(app)]
    assert findings(page) == [
        ("bad", "is not set as it should be"),
        ("watch", "shown by the page itself"),
        ("watch", "2.50 USD is left"),
        ("good", "it answers"),
    ]
    folded = re.findall(r'<p class="note" lang="en">(.*?)</p>', page)
    assert folded == ["number: run d", "settings: run a", "balance: run c"]
    assert re.search(r"Examined today at \d+:\d\d\.", page)
    assert page.endswith("</html>")


def test_the_last_result_is_kept_with_its_time_and_weighs(
    coordinator: Coordinator, examined: list[object]
) -> None:
    coordinator.post("/staff/examination")
    page = coordinator.get("/staff/").text
    assert ("bad", "is not set as it should be") in findings(page)
    assert ("good", "1 thing is as it should be.") in findings(page)
    assert "shown by the page itself" not in page
    assert re.search(r"Examined today at \d+:\d\d\.", page)
    assert "<strong>is not set as it should be</strong>" in page, "the sentence on top"
    assert findings(coordinator.get("/staff/examination").text)[0][0] == "bad"


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Keeps an examination going until it is set."""
    event = Event()
    monkeypatch.setattr(examination, "examine", lambda *_, **__: FOUND if event.wait(60) else [])
    monkeypatch.setattr(examination, "SIGN_OF_LIFE", 0.01)
    yield event
    event.set()


def test_the_answer_begins_at_once_and_shows_that_it_lives(
    coordinator: Coordinator, held: Event
) -> None:
    """A balancer of deploy/ gives up after two seconds without a byte, and would ask another
    process.
    """
    pieces = coordinator.post("/staff/examination").iter_encoded()
    so_far = b""
    while b"What is found appears below" not in so_far:
        so_far += next(pieces)
    so_far += b"".join(next(pieces) for _ in range(5))
    assert b"is not set" not in so_far
    second = coordinator.post("/staff/examination")
    assert (second.status_code, "Look again in a minute" in second.text) == (409, True)
    held.set()
    assert b"is not set as it should be" in b"".join(pieces)


def test_an_examination_ends_by_itself_when_the_browser_has_gone(
    coordinator: Coordinator, held: Event
) -> None:
    coordinator.post("/staff/examination").close()
    assert coordinator.post("/staff/examination").status_code == 409
    held.set()


@pytest.fixture
def store() -> DeskStore:
    """In the memory of this process."""
    return DeskStore(URL.create("sqlite"))


def test_there_is_one_at_a_time(store: DeskStore) -> None:
    examinations = Examinations(store)
    event = Event()
    first = examinations.begin(lambda: FOUND if event.wait(60) else [])
    assert first is not None
    assert examinations.begin(list) is None
    event.set()
    first.join()
    last = examinations.last()
    assert last is not None
    assert last.findings == FOUND
    assert examinations.begin(list) is not None


def test_every_process_shows_the_last_examination_of_all(store: DeskStore) -> None:
    """Otherwise the page Now would show something else at every reload."""
    first, second = Examinations(store), Examinations(store)
    for examinations, found in ((first, FOUND[:1]), (second, FOUND)):
        examining = examinations.begin(lambda found=found: found)  # type: ignore[misc]
        assert examining is not None
        examining.join()
    for examinations in (first, second):
        last = examinations.last()
        assert last is not None
        assert last.findings == FOUND
        assert [one.message.plain for one in last.findings] == [one.message.plain for one in FOUND]
        assert last.findings[2].message.values == {"money": "2.50 USD"}


def test_a_date_in_a_finding_is_written_out_also_after_it_was_kept(
    app: Flask, store: DeskStore
) -> None:
    message = Message("", "until %(date)s, %(count)s", date=date(2026, 3, 10), count=4)
    examining = Examinations(store).begin(lambda: [Finding("webhook", Level.GOOD, message)])
    assert examining is not None
    examining.join()
    last = Examinations(store).last()
    assert last is not None
    with desk_in(app).test_request_context("/", headers={"Accept-Language": "fr"}):
        assert examination.item_of(last.findings[0]).title == "until 10 mars 2026, 4"


def test_an_examination_of_another_version_is_passed_over(
    store: DeskStore, caplog: pytest.LogCaptureFixture
) -> None:
    store.do(
        lambda connection: connection.execute(insert(kept), {"name": "examination", "value": "{}"})
    )
    assert Examinations(store).last() is None
    assert "kept by another version: examine everything anew" in caplog.text


BUSY: Counted = {
    (Measure.LINES, "middle", "connected"): 42,
    (Measure.LINES, "middle", "busy"): 14,
    (Measure.LINES, "north", "connected"): 20,
    (Measure.LINES, "north", "busy"): 12,
    (Measure.LINES, "north", "no-answer"): 2,
    (Measure.LINES, "south", "busy"): 2,
    (Measure.LINES, "helpline", "connected"): 32,
}


def test_lines_that_did_not_connect_lately_are_told_exactly_and_at_once(
    tmp_path: Path, clips: object
) -> None:
    """A line is not a caller. A line that is busy now and then is nothing to look at."""
    url = database(tmp_path, BUSY, {}, days=(today(), today() - timedelta(days=6)))
    page = desk_with(url)[1].get("/staff/").text
    part = page.partition("Centres and the helpline<")[2].partition("</section>")[0]
    lights = {title.partition(" <")[0]: light for light, title in findings(part)}
    assert lights == {
        "Centre Middle": "none",
        "Centre North": "watch",
        "Centre South": "none",
        "Small helpline": "none",
        "Small police": "none",
    }
    told = re.findall(r"In the last 7 days: (.*?)\.", part)
    assert told == [
        "busy 14, connected 42",
        "busy 12, connected 20, no answer 2",
        "busy 2",
        "connected 32",
    ]


def test_lines_of_a_week_ago_are_not_told_any_more(tmp_path: Path, clips: object) -> None:
    week_ago = today() - timedelta(days=7)
    url = database(tmp_path, BUSY, {}, days=(week_ago, week_ago))
    part = desk_with(url)[1].get("/staff/").text.partition("Centres and the helpline<")[2]
    assert "In the last 7 days" not in part.partition("</section>")[0]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Callers reach nobody: the last 6 lines were rung in vain."),
        ("nl", "Bellers bereiken niemand: de laatste 6 lijnen werden vergeefs opgebeld."),
        ("fr", "On ne joint personne : les 6 dernières lignes ont sonné en vain."),
    ],
)
def test_the_page_is_red_when_nobody_is_reached_whichever_process_answers(
    tmp_path: Path, clips: object, language: str, told: str
) -> None:
    """912 of 912 lines failed in a week, and the page said that all is good."""
    url = f"sqlite:///{tmp_path / 'statistics.sqlite'}"
    processes = [desk_with(url) for _ in range(2)]
    store = STATISTICS.of(processes[0][0]).store
    assert store is not None
    store.add(Counter({Cell(str(today()), False, "lines", "north", "busy"): 6}))
    for _, coordinator in processes:
        page = coordinator.get("/staff/", {"Accept-Language": language}).text
        top = unescape(page.partition('class="overall')[2].partition("</p>")[0])
        assert top.startswith(" bad")
        assert told in top
        assert ("watch", "Centre North") in [(light, title[:12]) for light, title in findings(page)]


def test_without_figures_the_page_is_there_and_the_log_says_why(
    clips: object, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    broken = tmp_path / "statistics.sqlite"
    broken.write_bytes(b"secret" * 1000)
    for url in ("off", f"sqlite:///{broken}"):
        page = desk_with(url)[1].get("/staff/").text
        part = page.partition("Centres and the helpline<")[2].partition("</section>")[0]
        assert "How lines ended is not known." in part
        assert "the page Now does not know which lines did not connect" in caplog.text
        assert "secret" not in page
