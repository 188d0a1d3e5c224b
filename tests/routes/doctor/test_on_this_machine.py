"""Settings, clips, lines and the fallback: each fault has its own finding."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.wrappers import Response

from audio.clip import silence
from ivr.destinations import Line
from routes.doctor.clips import check_clips
from routes.doctor.fallback import check_fallback
from routes.doctor.lines import check_lines
from routes.doctor.settings import check_settings
from routes.operations.confirmed_lines import number_digest
from routes.translations import Message
from tests.routes.doctor.conftest import Good, MakeApp, Results
from tests.routes.doctor.front import Environ
from tests.small.hotline import with_lines

BUILD = "Run `CLIPS_FOLDER={} flask audio build`, and reload the server"
RESTART = "Check PUBLIC_URL and the proxy, and restart the server"


def test_warnings_of_the_start_are_findings(good: Good) -> None:
    warned = replace(good.hotline, warnings=(Message("nl.po: a text is stale", "stale"),))
    assert good.results(check_settings, hotline=warned) == [("warning", "nl.po: a text is stale")]


def test_a_line_that_was_never_confirmed_is_found_as_it_is_now(good: Good, tmp_path: Path) -> None:
    """The start warns of it, too, and knows nothing of a confirmation after it."""
    settings = good.hotline.settings.model_copy(update={"verified_file": tmp_path / "none"})
    found = good.results(check_lines, hotline=replace(good.hotline, settings=settings))
    told = "south line 1 was never verified: run `flask destinations verify south`"
    assert ("warning", told) in found


@pytest.mark.parametrize("number", ["+3222345678", "+32470123456", "+12125550123"])
def test_ordinary_numbers_may_place_calls(good: Good, make_good: MakeApp, number: str) -> None:
    good.app = make_good(hotline_number=number)
    assert good.results(check_settings) == [("good", "every setting of production is there")]


@pytest.fixture
def own_clips(good: Good, make_good: MakeApp, tmp_path: Path) -> Path:
    """The clips of the hotline, copied for this test."""
    for clip in good.hotline.library.folder.glob("*.wav"):
        (tmp_path / clip.name).symlink_to(clip)
    good.app = good.front.app = make_good(clips_folder=tmp_path)
    return tmp_path


def spoil(good: Good, folder: Path, content: bytes | None) -> str:
    """Change one clip that callers can hear."""
    texts = (good.hotline.text(utterance) for _, utterance in good.hotline.tree.script())
    best = good.hotline.library.best(next(texts))
    assert best
    path = folder / best.clip
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    return path.name


def stereo() -> bytes:
    return silence(1).replace(b"\x07\x00\x01\x00", b"\x07\x00\x02\x00", 1)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (None, "missing"),
        (b"", "cut off, or no WAV file"),
        (silence(1)[:-1], "cut off, or no WAV file"),
        (stereo(), "not 8000 Hz mono mu-law"),
        (silence(0), "empty"),
    ],
)
def test_a_clip_that_no_telephone_plays_is_named(
    good: Good, own_clips: Path, content: bytes | None, what: str
) -> None:
    name = spoil(good, own_clips, content)
    assert good.results(check_clips) == [("problem", f"{name}: {what}. {BUILD.format(own_clips)}")]


def test_a_clip_that_was_never_made_is_named_too(
    good: Good, own_clips: Path, make_good: MakeApp
) -> None:
    """Callers hear the carrier's voice instead, or a robot."""
    name = spoil(good, own_clips, None)
    good.app = good.front.app = make_good(clips_folder=own_clips, statistics_days=100)
    assert good.results(check_clips) == [("problem", f"{name}: missing. {BUILD.format(own_clips)}")]


def test_many_clips_with_one_fault_are_one_finding(good: Good, own_clips: Path) -> None:
    clips = list(own_clips.iterdir())
    for clip in clips:
        clip.unlink()
    [(level, message)] = good.results(check_clips)
    assert level == "problem"
    assert f" more: missing. {BUILD.format(own_clips)}" in message
    assert message.count(".wav") == 3


def served(good: Good, **changes: Any) -> Results:
    """What is found when the server answers for clips in another way."""
    app: Flask = good.app

    def other(environ: Environ, start: Any) -> Iterable[bytes]:
        with app.test_client().get(environ["PATH_INFO"]) as real:
            given = {
                "response": real.data,
                "status": real.status_code,
                "content_type": real.content_type,
            }
        return Response(**given | changes)(environ, start)

    good.front.app = other
    return good.results(check_clips)


def test_a_clip_with_other_content_is_found(good: Good) -> None:
    [(level, message)] = served(good, response=silence(1))
    assert level == "problem"
    assert f" more: served with other content than it has on the disk. {RESTART}" in message


def test_a_clip_of_another_type_is_found(good: Good) -> None:
    [(level, message)] = served(good, content_type="application/octet-stream")
    assert level == "problem"
    assert f" more: served as application/octet-stream instead of audio/wav. {RESTART}" in message


def test_a_server_without_clips_is_asked_only_once(good: Good) -> None:
    [(level, message)] = served(good, status=404)
    assert level == "problem"
    assert message.endswith(
        f".wav: not fetched through the public address, the host answers 404 NOT FOUND. {RESTART}"
    )


def test_every_language_and_the_fallback_are_fetched(good: Good) -> None:
    paths: list[str] = []
    good.front.meddles = lambda environ: paths.append(environ["PATH_INFO"].rpartition("/")[2])
    assert good.results(check_clips)[0][0] == "good"
    texts = good.hotline.texts_of_clips
    assert {texts[name].language for name in paths} == good.hotline.tree.offered
    assert {name.rpartition("/")[2] for name in good.front.files if name.endswith(".wav")} <= set(
        paths
    )


def test_a_line_that_was_not_confirmed_is_a_warning(good: Good, tmp_path: Path) -> None:
    path = tmp_path / "verified.json"
    number = number_digest("tel:+3250000002")
    path.write_text(json.dumps([{"destination": "north", "number": number, "date": "2020-01-01"}]))
    settings = good.hotline.settings.model_copy(update={"verified_file": path})
    found = good.results(check_lines, hotline=replace(good.hotline, settings=settings))
    again = "north line 1 was last verified on 2020-01-01: run `flask destinations verify north`"
    assert ("warning", again) in found
    assert len(found) == 4


def test_a_helpline_that_is_closed_now_is_a_warning(good: Good) -> None:
    office = with_lines(
        good.hotline, helpline=[Line(uri="tel:+3271000004", hours="Mo-Fr 09:00-17:00")]
    )
    night = datetime(2026, 11, 23, 3, tzinfo=UTC)
    day = datetime(2026, 11, 23, 11, tzinfo=UTC)
    [(level, message)] = good.results(check_lines, hotline=office, now=night)
    assert level == "warning"
    assert message.startswith(
        "every line of the helpline is closed now, and all transfers fall back to it"
    )
    assert good.results(check_lines, hotline=office, now=day)[0][0] == "good"


def test_sip_lines_are_mentioned_where_there_are_any(good: Good, make_good: MakeApp) -> None:
    assert len(good.results(check_lines)) == 1
    good.app = make_good(emergency_trunk="trunk.example.org")
    message = (
        "1 SIP line cannot be tried from here: agree on a test call with the people at the other "
        "end"
    )
    assert good.results(check_lines)[1] == ("good", message)


def test_a_fallback_that_is_out_of_date_is_a_problem(good: Good) -> None:
    good.front.files["/static/fallback.xml"] = b"<Response/>"
    [(level, message)] = good.results(check_fallback)
    assert level == "problem"
    assert message.startswith(
        "https://hotline.test/static/fallback.xml is not the current one: run `flask fallback "
    )


def test_a_fallback_that_is_not_there_is_a_problem(good: Good) -> None:
    good.front.files.clear()
    [(level, message)] = good.results(check_fallback)
    assert level == "problem"
    assert (
        "/static/fallback.xml cannot be fetched, the host answers 404 NOT FOUND: run `flask "
        "fallback" in message
    )
