"""Which clip says a text: the best that is there, and never one that says something else."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.engines import EMBEDDED, ENGINES
from audio.library import Library, Text, clip_name
from prompts.languages import Language, load_languages

HELLO = Text("nl", "Dag.")
LANGUAGES = {
    "nl": Language(name="Nederlands", status="draft", voices={"gtts": "nl", "espeak": "nl"}),
    "en": Language(name="English", status="draft", voices={"espeak": "en", "gtts": "en"}),
    "so": Language(name="Soomaali", status="draft"),
}


def library(folder: Path, *clips: str) -> Library:
    """A library whose folder has these clips."""
    for clip in clips:
        (folder / clip).write_bytes(b"")
    return Library(LANGUAGES, folder)


def test_the_clip_of_the_best_engine_is_taken(tmp_path: Path) -> None:
    best, other = clip_name(HELLO, "gtts", "nl"), clip_name(HELLO, "espeak", "nl")
    assert library(tmp_path, best, other).clip(HELLO) == best


def test_the_order_of_the_engines_is_the_languages_own(tmp_path: Path) -> None:
    text = Text("en", "Hello.")
    best, other = clip_name(text, "espeak", "en"), clip_name(text, "gtts", "en")
    assert library(tmp_path, best, other).clip(text) == best


def test_the_next_engine_helps_out_where_the_best_has_no_clip(tmp_path: Path) -> None:
    clip = clip_name(HELLO, "espeak", "nl")
    assert library(tmp_path, clip).clip(HELLO) == clip


def test_a_clip_that_is_not_there_is_none(tmp_path: Path) -> None:
    shelf = library(tmp_path, clip_name(Text("nl", "Tot ziens."), "gtts", "nl"))
    assert shelf.clip(HELLO) is None


def test_a_folder_that_is_not_there_has_no_clips(tmp_path: Path) -> None:
    assert Library(LANGUAGES, tmp_path / "none").clip(HELLO) is None


def test_a_clip_that_is_only_half_written_is_none(tmp_path: Path) -> None:
    assert library(tmp_path, clip_name(HELLO, "gtts", "nl") + ".part").clip(HELLO) is None


def test_a_language_without_voices_has_no_clip(tmp_path: Path) -> None:
    assert library(tmp_path).clip(Text("so", "Nabad.")) is None


def test_missing_are_the_texts_that_this_engine_has_not_said_once_each(tmp_path: Path) -> None:
    other = Text("nl", "Tot ziens.")
    shelf = library(tmp_path, clip_name(HELLO, "gtts", "nl"))
    assert list(shelf.missing([HELLO, other, other], "gtts")) == [other]
    assert list(shelf.missing([HELLO, other, HELLO], "espeak")) == [HELLO, other]


def test_nothing_is_missing_where_the_engine_has_no_voice(tmp_path: Path) -> None:
    assert list(library(tmp_path).missing([Text("so", "Nabad."), HELLO], "gtts")) == [HELLO]


def test_the_voice_is_the_languages_and_no_other(tmp_path: Path) -> None:
    shelf = library(tmp_path)
    assert shelf.voice(HELLO, "espeak") == "nl"
    with pytest.raises(KeyError):
        shelf.voice(Text("so", "Nabad."), "espeak")


def test_a_name_changes_with_all_that_makes_the_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    """Clips are served as immutable: whoever has one never asks for it again."""
    names = [
        clip_name(HELLO, "espeak", "nl"),
        clip_name(Text("nl", "Dag!"), "espeak", "nl"),
        clip_name(Text("en", "Dag."), "espeak", "nl"),
        clip_name(HELLO, "espeak", "nl-be"),
        clip_name(HELLO, "gtts", "nl"),
    ]
    monkeypatch.setattr("audio.library.RECIPE", "another way of mastering")
    names.append(clip_name(HELLO, "espeak", "nl"))
    assert len(set(names)) == len(names)


def test_a_name_is_the_same_every_time() -> None:
    assert clip_name(HELLO, "espeak", "nl") == clip_name(Text("nl", "Dag."), "espeak", "nl")


def test_texts_that_sound_the_same_share_a_clip() -> None:
    """The lexicon decides what is said: changing it changes the name, spelling it out does not."""
    assert clip_name(Text("fr", "Le 112."), "espeak", "fr") == clip_name(Text("fr", "Le cent douze."), "espeak", "fr")


@given(words=st.text(), language=st.sampled_from(sorted(load_languages())), engine=st.sampled_from(sorted(ENGINES)))
def test_a_name_is_safe_in_a_folder_and_in_an_address(words: str, language: str, engine: str) -> None:
    name = clip_name(Text(language, words), engine, "voice")
    assert name.endswith(".wav")
    assert name.removesuffix(".wav").isalnum()
    assert name.isascii()


@pytest.mark.parametrize("language", load_languages().values(), ids=load_languages())
def test_every_shipped_language_can_be_made_without_a_network(language: Language) -> None:
    assert EMBEDDED in language.voices
    assert language.voices.keys() <= ENGINES.keys()
