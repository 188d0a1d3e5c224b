"""Clips, as a carrier's cache fetches them."""

from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from audio.clip import decode, seconds
from routes.hotline import Hotline
from tests.conftest import make_settings


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


def test_a_part_of_a_clip_can_be_fetched(app: Flask, clip: str) -> None:
    with app.test_client().get(f"/clips/{clip}", headers={"Range": "bytes=0-3"}) as response:
        assert response.status_code == 206
        assert response.data == b"RIFF"


def test_in_place_of_a_clip_that_was_deleted_there_is_silence_and_the_call_goes_on(tmp_path: Path, clips: Path) -> None:
    """What a carrier does about a clip that cannot be fetched is not documented."""
    name = next(clips.glob("*.wav")).name
    (tmp_path / name).write_bytes((clips / name).read_bytes())
    app = create_app(make_settings(clips_folder=tmp_path))
    (tmp_path / name).unlink()
    response = app.test_client().get(f"/clips/{name}")
    assert (response.status_code, response.mimetype) == (200, "audio/wav")
    assert response.headers["Cache-Control"] == "no-store", "the clip may come back"
    (tmp_path / "silence.wav").write_bytes(response.data)
    assert decode(tmp_path / "silence.wav").rms == 0
    assert seconds(tmp_path / "silence.wav") == 0.5


@pytest.mark.parametrize("name", ["nothing.wav", "..%2f..%2fapp.py", "%2e%2e/app.py", "clip.mp3"])
def test_nothing_else_is_served(app: Flask, name: str) -> None:
    assert app.test_client().get(f"/clips/{name}").status_code == 404
