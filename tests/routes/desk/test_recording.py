"""A native speaker records a language from a link; another one hears it before callers do."""

import re
from pathlib import Path

import pytest
from flask import Flask
from pydub import AudioSegment

from audio.provenance import HUMAN
from routes.call.hotline import HOTLINE
from routes.desk.review import door
from routes.releases.following import FOLLOWER
from tests.conftest import make_settings
from tests.routes.desk.conftest import Coordinator, desk_settings
from tests.routes.desk.recording import ARABIC, PAGE, Speaker, joined, voice
from tests.routes.desk.reviewing import wait_for, words
from tests.small.hotline import create_small_app

pytestmark = pytest.mark.parametrize("url", ["postgresql"], indirect=True)
"""The desk of several machines. `test_withdrawn_voice.py` and the browser have SQLite."""


@pytest.fixture(autouse=True)
def in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests read the pages. `test_reviewer_words.py` looks at other languages."""
    monkeypatch.setattr(door, "page_language", lambda _tag: "en")


@pytest.fixture
def app(clips: object, url: str, tmp_path: Path) -> Flask:
    return create_small_app(
        make_settings(**desk_settings(database_url=url, state_directory=tmp_path / "state"))
    )


@pytest.fixture
def coordinator(app: Flask) -> Coordinator:
    person = Coordinator(app)
    assert person.log_in().status_code == 303
    return person


@pytest.fixture
def sami(app: Flask, coordinator: Coordinator) -> Speaker:
    """A speaker who has agreed."""
    sami = joined(app, coordinator, "Sami", "record")
    assert sami.post(f"{ARABIC}/consent", voice="S. A.", agree="yes").status_code == 303
    return sami


def heard(app: Flask, name: str) -> str:
    """What says a text to callers now: the engine of its master."""
    hotline = HOTLINE.of(app)
    master = hotline.library.masters.of(hotline.recordings["ar", name])
    return f"{master.engine} {master.voice}".strip() if master else ""


def test_a_voice_is_recorded_heard_by_another_published_and_withdrawn(
    app: Flask, coordinator: Coordinator, sami: Speaker, tmp_path: Path
) -> None:
    texts = sami.texts()
    assert next(iter(texts)) == "danger.now"
    before = HOTLINE.of(app).library.clip(HOTLINE.of(app).recordings["ar", "goodbye"])
    assert sami.sends("goodbye", voice(texts["goodbye"]), tmp_path) == {"kept": True, "told": []}
    assert coordinator.post(f"{PAGE}/voices").status_code == 409
    assert "Listen to others" not in sami.get(ARABIC).text

    lina = joined(app, coordinator, "Lina", "review")
    assert "Listen to others (1)" in words(lina.get(ARABIC).text)
    page = lina.get(f"{ARABIC}/listen").text
    assert texts["goodbye"] in page
    [at] = re.findall(rf'href="({ARABIC}/recordings/\d+)/sound"', page)
    assert lina.get(f"{at}/sound").data.startswith(b"RIFF")
    assert sami.post(f"{at}/verdict", verdict="good").status_code == 303
    assert coordinator.post(f"{PAGE}/voices").status_code == 409
    assert lina.post(f"{at}/verdict", verdict="good").status_code == 303

    assert "Let callers hear 1 recording" in coordinator.get(PAGE).text
    assert coordinator.post(f"{PAGE}/voices").status_code == 303
    wait_for("publishing")
    assert heard(app, "goodbye") == f"{HUMAN} S. A."
    spoken = HOTLINE.of(app).library.clip(HOTLINE.of(app).recordings["ar", "goodbye"])
    assert spoken not in (None, before)
    assert coordinator.post(f"{PAGE}/voices").status_code == 409

    assert sami.post(f"{ARABIC}/withdrawal").status_code == 303
    FOLLOWER.of(app).look()
    assert HOTLINE.of(app).library.clip(HOTLINE.of(app).recordings["ar", "goodbye"]) == before
    assert lina.get(f"{at}/sound").status_code == 404
    assert "Name or initials" in sami.get(f"{ARABIC}/record").text


def test_what_nobody_could_understand_is_refused_in_words(sami: Speaker, tmp_path: Path) -> None:
    texts = sami.texts()
    good = voice(texts["goodbye"])
    told = "Nothing was heard. Check the microphone."
    silent = AudioSegment.silent(2000, 24_000)
    assert sami.sends("goodbye", silent, tmp_path) == {"kept": False, "told": [told]}
    distorted = sami.sends("goodbye", good.apply_gain(40), tmp_path)
    assert distorted == {"kept": False, "told": ["Too loud. Move back a little."]}
    quiet = sami.sends("goodbye", good.apply_gain(-30), tmp_path)
    assert quiet == {"kept": False, "told": ["Too quiet. Come closer."]}


def test_a_swapped_recording_is_flagged_and_a_listener_refuses_it(
    app: Flask, coordinator: Coordinator, sami: Speaker, tmp_path: Path
) -> None:
    texts = sami.texts()
    swapped = max(texts.values(), key=len) + " " + max(texts.values(), key=len)
    answer = sami.sends("goodbye", voice(swapped), tmp_path)
    assert answer["kept"] is True
    assert "Is this the right text? It is very long." in str(answer["told"])
    page = words(coordinator.get(PAGE).text)
    assert "very long for this text" in page
    lina = joined(app, coordinator, "Lina", "review")
    page = lina.get(f"{ARABIC}/listen").text
    assert "Is this the right text?" in page
    [judge] = re.findall(rf'action="({ARABIC}/recordings/\d+/verdict)"', page)
    assert lina.post(judge, verdict="refused").status_code == 303
    assert (
        'data-name="goodbye" data-url="/staff/review/ar/recordings/goodbye" data-state="refused"'
        in sami.get(f"{ARABIC}/record").text
    )


def test_nothing_is_recorded_without_consent_or_by_a_reviewer_alone(
    app: Flask, coordinator: Coordinator, tmp_path: Path
) -> None:
    sami = joined(app, coordinator, "Sami", "record")
    refused = sami.post(f"{ARABIC}/consent", voice=" ")
    assert refused.status_code == 400
    assert "Without your yes nothing is recorded." in refused.text
    assert "Write your name or initials." in refused.text
    headers = {"X-CSRFToken": sami.token(), "Content-Type": "audio/webm"}
    where = {"base_url": "https://hotline.test", "headers": headers}
    assert sami.client.post(f"{ARABIC}/recordings/goodbye", data=b"x", **where).status_code == 403
    lina = joined(app, coordinator, "Lina", "review")
    assert lina.get(f"{ARABIC}/record").status_code == 403
