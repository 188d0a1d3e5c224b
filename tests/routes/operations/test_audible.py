"""A text without a clip: something else says it, no language goes, and the advice helps."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import application
from ivr.loading import offer
from ivr.step import Step, Utterance
from routes.call.hotline import Hotline
from routes.carriers.twiml import render
from routes.operations.opening import Files, open_hotline
from tests.conftest import make_settings
from tests.ivr.walk import every_step
from tests.routes.command_line import run
from tests.routes.requests import post
from tests.small.hotline import SMALL, files_with, small_clips, small_hotline

WHY = "since there is no clip, and the carrier has no voice for the language"
"""Of Arabic, in tests/small/languages.toml."""
TWO = frozenset({"ar", "uk"})
NAMES = sorted(name for tag, name in small_hotline(make_settings()).recordings if tag == "ar")


def opened(clips: Path, files: Files = SMALL, **changes: object) -> Hotline:
    return open_hotline(make_settings(clips_folder=clips, **changes), files)


def lose(folder: Path, *names: str) -> Hotline:
    """The small hotline without the clips of these Arabic recordings."""
    whole = opened(small_clips())
    lost = {whole.library.clip(whole.recordings["ar", name]) for name in names}
    clips = folder / "clips"
    clips.mkdir()
    for clip in small_clips().glob("*.wav"):
        if clip.name not in lost:
            (clips / clip.name).symlink_to(clip)
    return opened(clips)


@pytest.mark.parametrize(
    "setting",
    [
        {"emergency_trunk": "trunk.example"},
        {"language_numbers": "+3222345679=ar"},
        {"twilio_account_sid": "AC" + "0" * 32},
        {"environment": "production", "allow_draft_languages": "ar"},
    ],
)
def test_no_setting_makes_the_hotline_say_what_has_no_clip(setting: dict[str, str]) -> None:
    """The clips were made without the setting."""
    before, after = opened(small_clips()), opened(small_clips(), SMALL, **setting)
    assert [line for line in after.warnings if "clip" in line] == []
    assert after.tree.offered >= {"ar"}
    assert after.texts_of_clips_to_make() == before.texts_of_clips_to_make()


def test_a_line_of_the_police_needs_no_further_clip(tmp_path: Path) -> None:
    files = files_with(tmp_path, destinations=("lines = []", 'lines = ["tel:+3222345679"]'))
    texts = opened(small_clips(), files).texts_of_clips_to_make()
    assert texts == opened(small_clips()).texts_of_clips_to_make()


def test_a_text_without_a_clip_is_said_in_english_and_its_language_stays(tmp_path: Path) -> None:
    hotline = lose(tmp_path, "main.welcome")
    assert hotline.tree.offered == hotline.whole.offered
    english = hotline.speech(Utterance("main.welcome", "en"))
    assert hotline.speech(Utterance("main.welcome", "ar")) == english
    assert english.clip
    [told] = [line for line in hotline.warnings if "ar: " in line]
    folder = hotline.library.folder
    assert told == (
        f"ar: main.welcome: said by English, {WHY}: "
        f"run `CLIPS_FOLDER={folder} flask audio build`, and reload the server"
    )


def test_a_language_that_cannot_name_itself_keeps_its_key(tmp_path: Path) -> None:
    """Its English announcement would give its key to English."""
    hotline = lose(tmp_path, "language.announce")
    assert hotline.tree.offered == hotline.whole.offered
    assert any(f"ar: language.announce: said by nobody, {WHY}" in one for one in hotline.warnings)
    app = application(hotline)
    page = post(app, "/voice/und/languages?part=2", Digits="").text
    assert page.count("<Play>") == len(hotline.tree.language_page.pages[0])
    turned = post(app, "/voice/und/languages?part=1", Digits="").text
    assert turned.count("<Play>") == 2, "Ukrainian and Somali"
    chosen = post(app, "/voice/und/languages?part=2", Digits="2").text
    assert "/voice/ar/main" in chosen


def test_what_a_caller_hears_who_is_overheard_is_said_in_no_other_language(
    tmp_path: Path,
) -> None:
    assert not lose(tmp_path, "quiet").speech(Utterance("quiet", "ar")).is_heard


def test_the_command_that_is_advised_helps(tmp_path: Path) -> None:
    hotline = lose(tmp_path, "main.welcome", "danger.now", "language.announce")
    assert run(application(hotline), "audio", "build", "--language", "ar")[0] == 0
    again = opened(hotline.library.folder)
    assert [line for line in again.warnings if "clip" in line] == []


def test_a_language_of_which_most_is_mute_is_not_offered(tmp_path: Path) -> None:
    hotline = lose(tmp_path, *NAMES[: len(NAMES) * 2 // 3])
    assert hotline.tree.offered == hotline.whole.offered - {"ar"}
    assert any(line.startswith("ar is NOT offered to callers: ") for line in hotline.warnings)


@cache
def steps_in_two_languages() -> tuple[Step, ...]:
    """Some ten thousand: they are found once."""
    return tuple(every_step(offer(opened(small_clips()).tree, TWO)))


@settings(max_examples=3)
@given(st.sets(st.sampled_from(NAMES), min_size=1, max_size=len(NAMES) // 3))
def test_whatever_is_lost_every_step_of_a_call_says_something(lost: set[str]) -> None:
    with TemporaryDirectory() as folder:
        hotline = lose(Path(folder), *lost)
        assert hotline.tree.offered == hotline.whole.offered
        for step in steps_in_two_languages():
            quiet = {line.prompt for line in step.prompts} == {"quiet"}
            if not quiet:
                render(step, hotline.speech, hotline.outgoing)


def test_a_text_that_waits_for_its_signature_has_its_clip_already(small_hotline: Hotline) -> None:
    """Callers hear the signed text. Once the new one is signed, they must hear that."""
    dutch = small_hotline.latest.languages["nl"]
    waiting = replace(dutch, texts={**dutch.texts, "goodbye": "Tot ziens."})
    languages = {**small_hotline.latest.languages, "nl": waiting}
    hotline = replace(small_hotline, latest=replace(small_hotline.latest, languages=languages))
    new = {text.words for text in hotline.texts_of_clips_to_make("nl")}
    assert new >= {"Tot ziens.", dutch.texts["goodbye"]}
