"""Clips, as a carrier's cache fetches them."""

import re
from pathlib import Path

import pytest
from flask import Flask
from gunicorn.http.wsgi import FileWrapper
from werkzeug.http import http_date
from werkzeug.test import create_environ

from audio.clip import decode, seconds
from routes.call.hotline import Hotline
from routes.simulator.handset import Handset
from tests.conftest import PUBLIC_URL, make_settings
from tests.routes.operations.kept import Cache, calls
from tests.small.hotline import create_small_app

YEAR = 365 * 24 * 3600


@pytest.fixture
def clip(hotline: Hotline) -> str:
    return next(iter(hotline.texts_of_clips))


def test_a_clip_never_changes_and_may_be_kept_for_a_year(app: Flask, clip: str) -> None:
    with app.test_client().get(f"/clips/{clip}") as response:
        assert response.mimetype == "audio/wav"
        assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert response.headers["ETag"] == f'"{clip.removesuffix(".wav")}"'


def test_a_clip_that_is_known_is_not_sent_again(app: Flask, clip: str) -> None:
    headers = {"If-None-Match": f'"{clip.removesuffix(".wav")}"'}
    with app.test_client().get(f"/clips/{clip}", headers=headers) as response:
        assert response.status_code == 304
        assert response.data == b""


def test_a_clip_can_be_checked_by_its_time_alone(app: Flask, clip: str, clips: Path) -> None:
    """Twilio's cache knows ETag and Last-Modified (Twilio, How can I change the cache behavior of
    audio files).
    """
    made = http_date((clips / clip).stat().st_mtime)
    with app.test_client().get(f"/clips/{clip}") as first:
        headers = {"If-Modified-Since": first.headers["Last-Modified"]}
    assert headers == {"If-Modified-Since": made}
    with app.test_client().get(f"/clips/{clip}", headers=headers) as response:
        assert (response.status_code, response.data) == (304, b"")
        assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_the_head_of_a_clip_is_that_of_the_clip_without_its_bytes(
    app: Flask, clip: str, clips: Path
) -> None:
    with (
        app.test_client().head(f"/clips/{clip}") as head,
        app.test_client().get(f"/clips/{clip}") as whole,
    ):
        assert head.data == b""
        assert head.headers["Content-Length"] == str((clips / clip).stat().st_size)
        assert {**head.headers, "Expires": ""} == {**whole.headers, "Expires": ""}


def test_a_part_of_a_clip_can_be_fetched(app: Flask, clip: str) -> None:
    with app.test_client().get(f"/clips/{clip}", headers={"Range": "bytes=0-3"}) as response:
        assert response.status_code == 206
        assert response.data == b"RIFF"


def test_gunicorn_sends_the_file_without_reading_it(app: Flask, clip: str, clips: Path) -> None:
    """gunicorn calls sendfile(2) when it gets its own file wrapper back unchanged (PEP 3333)."""
    environ = create_environ(f"/clips/{clip}") | {"wsgi.file_wrapper": FileWrapper}
    answer = app(environ, lambda status, headers, trace=None: lambda _: None)
    assert isinstance(answer, FileWrapper)
    assert (answer.filelike.tell(), answer.filelike.name) == (0, str((clips / clip).resolve()))
    answer.close()


@pytest.mark.parametrize("keys", ["221", "-221"], ids=["first page", "second page"])
def test_the_second_call_fetches_nothing_at_all(app: Flask, keys: str) -> None:
    cache = Cache()
    played = calls(app, cache, keys)
    assert cache.sent == len(played) > 20, "no clip is fetched twice within a call"
    sent = cache.sent
    fetched = cache.bytes
    assert calls(app, cache, keys) == played
    assert (cache.sent, cache.bytes) == (sent, fetched)


@pytest.mark.parametrize("validator", ["ETag", "Last-Modified"])
def test_after_a_year_a_cache_asks_again_and_no_clip_is_sent(app: Flask, validator: str) -> None:
    cache = Cache(validates_by=(validator,))
    played = calls(app, cache, "221")
    fetched = cache.bytes
    cache.now = cache.now + YEAR
    assert calls(app, cache, "221") == played
    assert (cache.bytes, cache.unchanged) == (fetched, len(played))


def test_a_call_in_another_language_fetches_only_what_is_said_in_it(
    app: Flask, hotline: Hotline
) -> None:
    cache = Cache()
    dutch = calls(app, cache, "221")
    before = cache.sent
    french = calls(app, cache, "321")
    assert cache.sent - before == len(french - dutch) < len(french)
    assert {hotline.texts_of_clips[clip].language for clip in french - dutch} == {"fr", "nl"}, (
        "nl: the whisper"
    )


def test_the_address_and_the_answer_of_a_clip_are_the_same_for_every_caller(
    app: Flask, handset: Handset
) -> None:
    """Neither tells who fetches it or which keys were pressed, and nothing makes the carrier send
    more the next time.
    """
    handset.call()
    handset.press("241**248421")
    addresses = {
        place
        for one in handset.carrier.exchanges
        for place in re.findall(r"<Play>([^<]*)<", one.twiml)
    }
    assert len(addresses) > 20
    for address in addresses:
        assert re.fullmatch(rf"{PUBLIC_URL}/clips/[0-9a-f]{{32}}\.wav", address)
    with app.test_client().get(addresses.pop()) as response:
        assert {"Set-Cookie", "Vary", "Accept-CH"}.isdisjoint(response.headers.keys())


def test_in_place_of_a_clip_that_was_deleted_there_is_silence_and_the_call_goes_on(
    tmp_path: Path, clips: Path
) -> None:
    """What a carrier does about a clip that cannot be fetched is not documented."""
    name = next(clips.glob("*.wav")).name
    (tmp_path / name).write_bytes((clips / name).read_bytes())
    app = create_small_app(make_settings(clips_folder=tmp_path))
    (tmp_path / name).unlink()
    response = app.test_client().get(f"/clips/{name}")
    assert (response.status_code, response.mimetype) == (200, "audio/wav")
    assert response.headers["Cache-Control"] == "no-store", "the clip may come back"
    (tmp_path / "silence.wav").write_bytes(response.data)
    assert decode(tmp_path / "silence.wav").rms == 0
    assert seconds(tmp_path / "silence.wav") == 0.5


def test_a_clip_that_is_only_half_made_is_not_served(tmp_path: Path) -> None:
    (tmp_path / "half.part").write_bytes(b"RIFF")
    app = create_small_app(make_settings(clips_folder=tmp_path))
    assert app.test_client().get("/clips/half.part").status_code == 404


@pytest.mark.parametrize("name", ["nothing.wav", "..%2f..%2fapp.py", "%2e%2e/app.py", "clip.mp3"])
def test_nothing_else_is_served(app: Flask, name: str) -> None:
    assert app.test_client().get(f"/clips/{name}").status_code == 404
