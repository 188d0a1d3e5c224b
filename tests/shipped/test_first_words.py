"""A carrier may swallow the first half second of a call: its first clip begins with silence."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from audio.text import Text
from ivr.engine import start
from ivr.step import Utterance
from ivr.tree import Tree
from routes.call.hotline import Hotline
from routes.operations.fallback import clips_played
from routes.simulator.handset import Handset
from tests.audio.sound import measure
from tests.conftest import make_settings
from tests.ivr.caller import NOON
from tests.routes.requests import post, verbs
from tests.small.hotline import small_clips, small_hotline


def opening(hotline: Hotline, clips: Iterable[str]) -> list[bool]:
    """Whether each clip begins with half a second of silence."""
    folder = hotline.library.folder
    return [measure((folder / clip).read_bytes()).lead > 0.45 for clip in clips]


def played(hotline: Hotline, handset: Handset) -> list[bool]:
    return opening(hotline, (sound.file for sound in handset.sounds if sound.clip))


def test_only_the_first_clip_of_a_call_has_the_silence(hotline: Hotline, handset: Handset) -> None:
    handset.call()
    first, *others = played(hotline, handset)
    assert first
    assert not any(others)
    for keys in ("#", "#", "1", "*"):
        handset.press(keys)
        assert not any(played(hotline, handset))


@pytest.mark.parametrize(
    ("caller", "language"),
    [("+380501234567", "uk"), ("+212612345678", "ar"), ("+33612345678", "fr")],
)
def test_whichever_language_comes_first(
    caller: str, language: str, app: Flask, hotline: Hotline
) -> None:
    gather, _ = verbs(post(app, "/voice", From=caller))
    clips = [(play.text or "").rpartition("/")[2] for play in gather]
    assert hotline.texts_of_clips[clips[0]].language == language
    assert opening(hotline, clips) == [True, *[False] * (len(clips) - 1)]


@pytest.mark.parametrize("language", ["en", "nl", "sq"])
def test_the_number_of_a_language_begins_with_its_welcome(language: str, tree: Tree) -> None:
    first, *others = start(tree, NOON, language).prompts
    assert (first.prompt, first.language, first.opens_call) == ("main.welcome", language, True)
    assert not any(line.opens_call for line in others)


def test_the_fallback_begins_with_it_too(hotline: Hotline) -> None:
    first, *others = opening(hotline, clips_played(hotline))
    assert first
    assert not any(others)


def test_while_such_a_clip_is_missing_the_ordinary_one_is_played(tmp_path: Path) -> None:
    welcome = Utterance("main.welcome", "nl")
    hotline = small_hotline(make_settings())
    opens, plain = (hotline.speech(one).clip for one in (welcome.opening, welcome))
    assert opens != plain
    for clip in small_clips().glob("*.wav"):
        if clip.name != opens:
            (tmp_path / clip.name).symlink_to(clip)
    hotline = small_hotline(make_settings(clips_folder=tmp_path))
    assert hotline.speech(welcome.opening).clip == plain


def test_the_silence_is_part_of_no_recording(hotline: Hotline) -> None:
    """A speaker records a text once."""
    assert not any(text.opens_call for text in hotline.recordings.values())
    text = next(iter(hotline.recordings.values()))
    assert replace(text, opens_call=True).digest == Text(text.language, text.words).digest
