"""A coordinator corrects a text, hears it, publishes it, and takes it back."""

import re
import threading
from html import unescape

import pytest
from flask import Flask

from ivr.step import Utterance
from routes.call.hotline import HOTLINE
from tests.conftest import make_settings
from tests.routes.desk.conftest import Coordinator, desk_settings
from tests.routes.desk.people import comes_in, link_in
from tests.small.hotline import create_small_app

WHERE = "/staff/texts/nl/goodbye"
NEW = "Tot ziens. Bel gerust opnieuw."


@pytest.fixture(scope="module")
def changed_app(clips: object, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """A hotline of these tests alone, since they change it."""
    state = tmp_path_factory.mktemp("state")
    return create_small_app(make_settings(**desk_settings(state_directory=state)))


@pytest.fixture(scope="module")
def coordinator(changed_app: Flask) -> Coordinator:
    person = Coordinator(changed_app)
    assert person.log_in().status_code == 303
    return person


def words(page: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page)))


def seen(page: str) -> dict[str, str]:
    found = re.search(r'name="text.seen" value="([^"]*)"', page)
    return {"text.seen": unescape(found[1])} if found else {}


def save(person: Coordinator, text: str, where: str = WHERE, **more: str) -> str:
    answer = person.post(where, **{**seen(person.get(where).text), "text": text, **more})
    wait_for("speaking")
    return answer.text if answer.status_code == 400 else person.get(where).text


def wait_for(name: str) -> None:
    """Wait for the background."""
    for thread in threading.enumerate():
        if thread.name == name:
            thread.join()


def publish(person: Coordinator, page: str) -> None:
    drafts = re.findall(r'name="draft" value="(\d+)"', page)
    person.post("/staff/changes/publish", draft=drafts)
    wait_for("publishing")


def heard(app: Flask, prompt: str = "goodbye", language: str = "nl") -> str:
    return HOTLINE.of(app).text(Utterance(prompt, language)).words


@pytest.mark.parametrize(
    ("where", "typed", "said"),
    [
        ("goodbye", " ", "Write what callers should hear."),
        ("goodbye", "#N/A", "These are not words that can be said."),
        ("goodbye", "Bel 112.", "Write no digits"),
        ("main.speak", "Praten.", "Write {key}, too"),
        ("goodbye", "Dag {naam}.", "Take out {naam}"),
        ("goodbye", "Dag {", "A brace has no other half."),
    ],
)
def test_what_is_wrong_is_told_at_the_field_and_nothing_typed_is_lost(
    coordinator: Coordinator, where: str, typed: str, said: str
) -> None:
    page = save(coordinator, typed, f"/staff/texts/nl/{where}")
    assert said in unescape(page)
    assert re.search(r'<textarea id="text"[^>]+aria-describedby="problem-text"', page)
    assert f">{typed}</textarea>" in unescape(page)
    assert "As proposed" not in page


def test_a_sentence_is_corrected_heard_published_and_taken_back(
    changed_app: Flask, coordinator: Coordinator
) -> None:
    before = heard(changed_app)
    page = save(coordinator, NEW, why="it was too short")
    assert "As proposed" in page
    assert "robot's voice" in words(page)
    [sound] = re.findall(r'href="(/staff/sound/[0-9a-f]{64})"', page)
    answer = coordinator.get(sound)
    assert (answer.status_code, answer.content_type) == (200, "audio/wav")
    assert answer.data.startswith(b"RIFF")
    listed = words(coordinator.get("/staff/texts?language=nl&status=drafted").text)
    assert "changed, not published" in listed
    drafts = words(coordinator.get("/staff/changes").text)
    assert "Dutch: “Call again. Goodbye.”" in drafts
    assert "recording" not in drafts  # it goes with its text
    assert heard(changed_app) == before
    publish(coordinator, page)
    assert heard(changed_app) == NEW
    clip = HOTLINE.of(changed_app).speech(Utterance("goodbye", "nl")).clip
    page = coordinator.get(WHERE).text
    assert f'href="/clips/{clip}"' in page
    assert ": it was too short" in words(page)
    [change] = re.findall(r'name="change" value="(\d+)"', page)
    coordinator.post(f"{WHERE}/back", change=change, **seen(page))
    wait_for("speaking")
    page = coordinator.get(WHERE).text
    assert "as it was before" in words(page)
    publish(coordinator, page)
    assert heard(changed_app) == before


def test_who_saves_later_is_shown_what_the_first_one_wrote(
    changed_app: Flask, coordinator: Coordinator
) -> None:
    where = "/staff/texts/nl/quiet"
    former = seen(coordinator.get(where).text)
    save(coordinator, "Ons kantoor is dicht.", where)
    refused = coordinator.post(where, **former, text="Wij zijn dicht.")
    assert refused.status_code == 400
    assert "changed this meanwhile to: Ons kantoor is dicht." in unescape(refused.text)
    assert ">Wij zijn dicht.</textarea>" in refused.text
    [drop] = re.findall(r'action="(/staff/changes/\d+/drop)"', coordinator.get(where).text)
    coordinator.post(drop)
    assert "There are none." in coordinator.get("/staff/changes").text


def test_a_language_that_no_engine_speaks_says_that_a_person_must_record_it(
    coordinator: Coordinator,
) -> None:
    page = words(save(coordinator, "Nabad gelyo, mar kale.", "/staff/texts/so/goodbye"))
    assert "a person must record it" in page
    assert "It is being spoken" not in page


def test_a_change_of_the_english_asks_for_another_look_at_each_translation(
    changed_app: Flask, coordinator: Coordinator
) -> None:
    english, before = "/staff/texts/en/goodbye", heard(changed_app, language="en")
    dutch = heard(changed_app)
    page = words(save(coordinator, "Goodbye. Call again any time.", english))
    [count] = re.findall(r"When it is published, (\d+) translations need another look", page)
    publish(coordinator, coordinator.get(english).text)
    assert heard(changed_app, language="en") == "Goodbye. Call again any time."
    assert heard(changed_app) == dutch
    assert f"{count} translations need another look" in words(coordinator.get(english).text)
    page = words(coordinator.get(WHERE).text)
    assert f"The English has changed since {before} → Goodbye. Call again any time." in page
    coordinator.post(f"{WHERE}/fits")
    page = coordinator.get(WHERE).text
    assert "It was found that the text fits all the same." in words(page)
    assert "Dutch: “Goodbye. Call again any time.” fits the new English" in words(
        coordinator.get("/staff/changes").text
    )
    publish(coordinator, page)
    assert "The English has changed" not in coordinator.get(WHERE).text
    french = "/staff/texts/fr/goodbye"
    publish(coordinator, save(coordinator, "Au revoir. Rappelez quand vous voulez.", french))
    assert "The English has changed" not in coordinator.get(french).text
    left = f"{int(count) - 2} translations? needs? another look"
    assert re.search(left, words(coordinator.get(english).text))


def test_a_search_finds_words_english_and_names(coordinator: Coordinator) -> None:
    def found(words: str) -> list[str]:
        page = coordinator.get(f"/staff/texts?language=nl&q={words}").text
        return re.findall(r'<article class="prompt[^"]*" id="([^"]+)"', page)

    assert "goodbye" in found("goodbye")
    assert found("welcome to the small")
    assert found("nothing has these words") == []


def test_a_reviewer_corrects_their_languages_and_a_coordinator_publishes(
    changed_app: Flask, coordinator: Coordinator
) -> None:
    invited = coordinator.post("/staff/people", name="Bert", roles=["reviewer"], languages=["nl"])
    bert = comes_in(changed_app, link_in(invited.text), "Bert")
    page = save(bert, "Tot kijk.", "/staff/texts/nl/main.welcome")
    assert "A coordinator publishes it." in words(page)
    assert bert.get("/staff/texts/fr/goodbye").status_code == 404
    assert bert.post("/staff/texts/fr/goodbye", text="Adieu.").status_code == 404
    assert bert.post("/staff/changes/publish", draft="1").status_code == 403
