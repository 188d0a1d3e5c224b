"""Fixtures for the tests of sound."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from audio.library import Library
from audio.masters import Masters
from audio.provenance import RecordingName
from routes.call.hotline import HOTLINE
from tests.audio import studio
from tests.audio.coordinator import NEW, Make, dutch, hotline_of, tone
from tests.conftest import make_settings


@pytest.fixture
def hotline_with(tmp_path: Path) -> Make:
    """Makes an application in which a person has recorded all Dutch texts but some.

    The clips of NEW are not made yet.
    """

    def make(new: tuple[RecordingName, ...] = NEW) -> Flask:
        clips = tmp_path / "clips"
        masters = tmp_path / "masters"
        clips.mkdir()
        app = create_app(make_settings(clips_folder=clips))
        hotline = hotline_of(app)
        texts = dutch(hotline)
        studio.claim(masters, {place: text for place, text in texts.items() if place not in new})
        library = Library(hotline.languages, clips, Masters(masters))
        not_made = {texts[place].words for place in NEW}
        for text in hotline.texts_of_clips_to_make("nl"):
            source = library.best(text)
            assert source
            if text.words in not_made:
                continue
            (clips / source.clip).write_bytes(tone())
        library = Library(hotline.languages, clips, Masters(masters))
        HOTLINE.put(app, replace(hotline, library=library))
        return app

    return make
