"""The library finds the best clip that is there, and never one that says something else."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.engines import EMBEDDED, ENGINES
from audio.library import ClipSource, Library
from audio.masters import Masters
from audio.provenance import HUMAN
from audio.text import Text
from ivr.loading import load_tree
from prompts.languages import Language, load_languages
from tests.audio import studio

HELLO = Text("nl", "Dag.")
BYE = Text("nl", "Tot ziens.")
HELLO_IN_SOMALI = Text("so", "Nabad.")
LANGUAGES = {
    "nl": Language(name="Nederlands", status="draft", voices={"gtts": "nl", "espeak": "nl"}),
    "en": Language(name="English", status="draft", voices={"espeak": "en", "gtts": "en"}),
    "so": Language(name="Soomaali", status="draft"),
}

WHOLE = b"RIFF\x04\x00\x00\x00WAVE"


def spoken_by(engine: str) -> set[str]:
    """The shipped languages that an engine speaks."""
    return {tag for tag, language in load_languages().items() if engine in language.voices}


def library(
    folder: Path,
    masters: Mapping[str, Text] | None = None,
    engine: str = HUMAN,
    languages: Mapping[str, Language] = LANGUAGES,
) -> Library:
    """A library with these masters: name -> text."""
    texts = {(text.language, name): text for name, text in (masters or {}).items()}
    return Library(languages, folder, studio.claim(folder / "masters", texts, engine))


def best(shelf: Library, text: Text = HELLO) -> str:
    source = shelf.best(text)
    assert source
    return source.clip


def embedded(folder: Path, text: Text = HELLO) -> str:
    """The name of a clip that the embedded engine speaks."""
    return best(Library(LANGUAGES, folder, Masters(folder / "none")), text)


def put(folder: Path, *clips: str) -> None:
    for clip in clips:
        (folder / clip).write_bytes(WHOLE)


@pytest.mark.parametrize("engine", [HUMAN, "gtts"])
def test_the_clip_of_the_master_is_taken(engine: str, tmp_path: Path) -> None:
    masters = {"hello": HELLO}
    put(tmp_path, best(library(tmp_path, masters, engine)), embedded(tmp_path))
    assert library(tmp_path, masters, engine).clip(HELLO) == best(
        library(tmp_path, masters, engine)
    )
    assert best(library(tmp_path, masters, engine)) != embedded(tmp_path)


def test_the_embedded_engine_helps_out_where_the_master_has_no_clip(tmp_path: Path) -> None:
    put(tmp_path, embedded(tmp_path))
    assert library(tmp_path, {"hello": HELLO}).clip(HELLO) == embedded(tmp_path)


def test_the_embedded_engine_speaks_a_text_that_has_changed(tmp_path: Path) -> None:
    changed = Text("nl", "Hallo.")
    shelf = library(tmp_path, {"hello": HELLO})
    assert shelf.best(changed) == ClipSource(embedded(tmp_path, changed), None, "nl")


def test_the_sources_of_a_text_come_best_first(tmp_path: Path) -> None:
    first, second = library(tmp_path, {"hello": HELLO}).sources(HELLO)
    assert first.master == tmp_path / "masters" / "nl" / "hello.opus"
    assert (second.master, second.voice) == (None, "nl")


def test_a_clip_that_is_not_there_is_none(tmp_path: Path) -> None:
    put(tmp_path, embedded(tmp_path, BYE))
    assert library(tmp_path).clip(HELLO) is None


def test_a_folder_that_is_not_there_has_no_clips(tmp_path: Path) -> None:
    assert Library(LANGUAGES, tmp_path / "none", Masters(tmp_path)).clip(HELLO) is None


@pytest.mark.parametrize("half", [b"", b"RIFF", WHOLE[:-1], WHOLE + b"x"])
def test_a_clip_that_is_not_whole_is_none(half: bytes, tmp_path: Path) -> None:
    (tmp_path / embedded(tmp_path)).write_bytes(half)
    assert library(tmp_path).clip(HELLO) is None
    assert library(tmp_path).missing([HELLO]) == [HELLO]


def test_a_clip_that_is_only_half_written_is_none(tmp_path: Path) -> None:
    put(tmp_path, embedded(tmp_path) + ".part")
    assert library(tmp_path).clip(HELLO) is None


def test_a_clip_that_has_just_been_made_is_heard_at_once(tmp_path: Path) -> None:
    shelf = library(tmp_path, {"hello": HELLO})
    assert shelf.clip(HELLO) is None
    put(tmp_path, embedded(tmp_path))
    shelf.made(embedded(tmp_path))
    assert shelf.clip(HELLO) == embedded(tmp_path)
    put(tmp_path, best(shelf))
    shelf.made(best(shelf))
    assert shelf.clip(HELLO) == best(shelf)
    assert shelf.missing([HELLO]) == []


def test_a_clip_that_was_deleted_is_not_named_and_the_next_best_is(tmp_path: Path) -> None:
    masters = {"hello": HELLO}
    first = best(library(tmp_path, masters))
    second = embedded(tmp_path)
    put(tmp_path, first, second)
    shelf = library(tmp_path, masters)
    (tmp_path / first).unlink()
    assert shelf.clip(HELLO) == second
    (tmp_path / second).unlink()
    assert shelf.clip(HELLO) is None
    put(tmp_path, first)
    assert shelf.clip(HELLO) == first


def test_a_language_without_voices_has_no_clip(tmp_path: Path) -> None:
    assert library(tmp_path).clip(HELLO_IN_SOMALI) is None
    assert library(tmp_path).best(HELLO_IN_SOMALI) is None


def test_a_language_without_voices_is_heard_through_its_masters(tmp_path: Path) -> None:
    masters = {"hello": HELLO_IN_SOMALI}
    put(tmp_path, best(library(tmp_path, masters), HELLO_IN_SOMALI))
    assert library(tmp_path, masters).clip(HELLO_IN_SOMALI)


def test_missing_are_the_texts_whose_best_clip_is_not_there_once_each(tmp_path: Path) -> None:
    put(tmp_path, embedded(tmp_path))
    assert library(tmp_path).missing([HELLO, BYE, BYE]) == [BYE]
    assert library(tmp_path, {"hello": HELLO}).missing([HELLO, BYE, HELLO]) == [HELLO, BYE]


def test_nothing_is_missing_where_nobody_can_speak(tmp_path: Path) -> None:
    assert library(tmp_path).missing([HELLO_IN_SOMALI, HELLO]) == [HELLO]


def test_a_name_changes_with_all_that_makes_the_sound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Clips are served as immutable: a carrier that has one never asks for it again."""
    flemish = {"nl": Language(name="Vlaams", status="draft", voices={"espeak": "nl-be"})}
    shelf = library(tmp_path)
    names = [
        best(shelf),
        best(shelf, Text("nl", "Dag!")),
        best(shelf, Text("en", "Dag.")),
        best(library(tmp_path, languages=flemish)),
        best(library(tmp_path, {"hello": HELLO})),
        best(library(tmp_path, {"hello": BYE}), BYE),
    ]
    monkeypatch.setattr("audio.library.RECIPE", "another way of mastering")
    names += [best(shelf), best(library(tmp_path, {"hello": HELLO}))]
    monkeypatch.setattr(ENGINES[EMBEDDED], "release", "another release")
    names.append(best(shelf))
    assert len(set(names)) == len(names)


def test_a_name_is_the_same_every_time(tmp_path: Path) -> None:
    assert embedded(tmp_path) == embedded(tmp_path, Text("nl", "Dag."))


def test_texts_that_sound_the_same_share_a_clip(tmp_path: Path) -> None:
    """The lexicon decides what is said: changing it changes the name, spelling it out does not."""
    shelf = Library(load_languages(), tmp_path, Masters(tmp_path))
    assert best(shelf, Text("fr", "Le 112.")) == best(shelf, Text("fr", "Le cent douze."))


@given(words=st.text(), language=st.sampled_from(sorted(spoken_by(EMBEDDED))))
def test_a_name_is_safe_in_a_folder_and_in_an_address(words: str, language: str) -> None:
    name = best(
        Library(load_languages(), Path("none"), Masters(Path("none"))), Text(language, words)
    )
    assert name.endswith(".wav")
    assert name.removesuffix(".wav").isalnum()
    assert name.isascii()


def test_only_languages_that_no_engine_here_speaks_cannot_be_made_without_a_network() -> None:
    assert load_languages().keys() - spoken_by(EMBEDDED) == {*load_tree().short, "bn", "tl"}


@pytest.mark.parametrize("language", load_languages().values(), ids=load_languages())
def test_every_voice_of_a_shipped_language_is_that_of_an_engine(language: Language) -> None:
    assert language.voices.keys() <= ENGINES.keys()
