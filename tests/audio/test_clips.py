"""Every clip that a caller can hear, as it is shipped."""

from pathlib import Path

import pytest

from routes.hotline import Hotline
from tests.audio import sound

LANGUAGES = ("en", "nl", "fr", "de", "uk")
LONGEST = 25
"""Seconds. A caller who was distracted has to be able to hear it again."""


def clips_of(language: str, hotline: Hotline, folder: Path) -> dict[str, bytes]:
    """What is said -> its clip, for all that is said in a language."""
    texts = {text for _, _, text in hotline.script() if text.language == language}
    names = {text.words: hotline.library.clip(text) for text in texts}
    assert names
    assert [words for words, name in names.items() if name is None] == []
    return {words: (folder / str(name)).read_bytes() for words, name in names.items()}


def is_level(clip: bytes) -> bool:
    """At -20 dBov, or as near to it as its peaks allow."""
    heard = sound.samples(clip)
    level = sound.active_level(heard)
    return abs(level + 20) <= 1.5 or (level < -20 and sound.peak(heard) > -3.5)


def test_these_are_the_languages_that_callers_are_offered(hotline: Hotline) -> None:
    assert hotline.tree.offered == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_has_a_clip_that_a_telephone_can_play(language: str, hotline: Hotline, clips: Path) -> None:
    said = clips_of(language, hotline, clips)
    assert {sound.chunk(clip, b"fmt ")[:16] for clip in said.values()} == {sound.FORMAT}
    assert [words for words, clip in said.items() if len(sound.chunk(clip, b"data")) > LONGEST * sound.RATE] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_clip_is_as_loud_as_every_other(language: str, hotline: Hotline, clips: Path) -> None:
    said = clips_of(language, hotline, clips)
    assert [words for words, clip in said.items() if not is_level(clip)] == []
