"""Recording with a speech engine: each master is kept at once, and a person's voice stays."""

from collections.abc import Mapping
from itertools import islice
from pathlib import Path

import pytest

from audio.engines import EMBEDDED, ENGINES
from audio.mastering import active_level
from audio.masters import Masters
from audio.provenance import HUMAN, RecordingName
from audio.record import TriedRecording, engine_of, record, to_record
from audio.text import Text
from prompts.languages import Language
from tests.audio import studio
from tests.audio.studio import GOODBYE, TODAY, WELCOME

ENGLISH = Text("en", "Goodbye.")
TEXTS: dict[RecordingName, Text] = {
    ("nl", "main.welcome"): WELCOME,
    ("nl", "goodbye"): GOODBYE,
    ("en", "goodbye"): ENGLISH,
}
LANGUAGES = {
    tag: Language(name=tag, status="draft", voices={"espeak": tag}) for tag in ("nl", "en")
}
CHANGED: dict[RecordingName, Text] = {
    **TEXTS,
    ("nl", "goodbye"): Text("nl", "Bel ons gerust. Dag."),
}


def spoken(
    masters: Masters,
    texts: Mapping[RecordingName, Text],
    languages: Mapping[str, Language] = LANGUAGES,
) -> list[TriedRecording]:
    """Record with espeak, in place of a better engine."""
    return list(record(masters, texts, "espeak", languages, TODAY))


def wanted(
    masters: Masters,
    texts: Mapping[RecordingName, Text],
    languages: Mapping[str, Language] = LANGUAGES,
    *,
    only_stale: bool = False,
) -> list[RecordingName]:
    return to_record(masters, texts, "espeak", languages, only_stale=only_stale)


def language(**voices: str) -> Language:
    return Language(name="Nederlands", status="draft", voices=voices)


def with_voice(tag: str, voice: str) -> Mapping[str, Language]:
    return {**LANGUAGES, tag: language(espeak=voice)}


def test_every_text_is_recorded_with_who_spoke_and_when(tmp_path: Path) -> None:
    masters = Masters(tmp_path)
    assert wanted(masters, TEXTS) == list(TEXTS)
    assert spoken(masters, TEXTS) == [TriedRecording(place) for place in TEXTS]
    assert Masters(tmp_path).all == masters.all
    for place, text in TEXTS.items():
        one = masters.all[place]
        assert (one.engine, one.release, one.voice) == (
            "espeak",
            ENGINES["espeak"]().release,
            place[0],
        )
        assert (one.date, one.is_of(text)) == (TODAY, True)


def test_masters_are_as_loud_as_each_other_with_little_silence_around(tmp_path: Path) -> None:
    masters = Masters(tmp_path)
    spoken(masters, TEXTS)
    for text in TEXTS.values():
        master = masters.read(text)
        assert active_level(master) == pytest.approx(-20, abs=1.5)
        assert len(master) < len(studio.speech(text)) - 700


def test_a_second_time_there_is_nothing_to_record(tmp_path: Path) -> None:
    spoken(Masters(tmp_path), TEXTS)
    assert wanted(Masters(tmp_path), TEXTS) == []
    assert wanted(Masters(tmp_path), TEXTS, only_stale=True) == []


def test_a_recording_that_was_cut_short_goes_on_where_it_was(tmp_path: Path) -> None:
    assert len(list(islice(record(Masters(tmp_path), TEXTS, "espeak", LANGUAGES, TODAY), 2))) == 2
    assert wanted(Masters(tmp_path), TEXTS) == [("en", "goodbye")]


def test_a_changed_text_is_recorded_anew_and_no_other(tmp_path: Path) -> None:
    masters = Masters(tmp_path)
    spoken(masters, TEXTS)
    assert wanted(masters, CHANGED) == [("nl", "goodbye")]
    spoken(masters, {("nl", "goodbye"): CHANGED["nl", "goodbye"]})
    assert wanted(masters, CHANGED) == []
    assert masters.of(GOODBYE) is None


def test_a_changed_english_text_leaves_the_recordings_of_its_translations(tmp_path: Path) -> None:
    """A recording stays in the history for good, and a translation is spoken until it changes."""
    masters = Masters(tmp_path)
    spoken(masters, TEXTS)
    english = {
        **TEXTS,
        ("en", "goodbye"): Text("en", "Goodbye, and call again."),
    }
    assert wanted(masters, english) == [("en", "goodbye")]


def test_a_newer_release_of_the_engine_leaves_the_recordings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoken(Masters(tmp_path), TEXTS)
    monkeypatch.setattr(ENGINES["espeak"], "release", "99.0")
    assert wanted(Masters(tmp_path), TEXTS) == []


def test_only_the_stale_can_be_asked_for(tmp_path: Path) -> None:
    masters = studio.keep(tmp_path, "goodbye", GOODBYE)
    assert wanted(masters, CHANGED, only_stale=True) == [("nl", "goodbye")]
    assert wanted(masters, CHANGED) == list(TEXTS)


def test_a_text_that_fails_is_reported_and_the_others_are_recorded(tmp_path: Path) -> None:
    mute = Text("nl", "…")
    masters = Masters(tmp_path)
    done = spoken(masters, {("nl", "mute"): mute, **TEXTS}, with_voice("en", "no-such-voice"))
    problems = {one.recording: one.problem for one in done}
    assert "silent" in problems["nl", "mute"]
    assert "'no-such-voice'" in problems["en", "goodbye"]
    assert [problems["nl", name] for name in ("main.welcome", "goodbye")] == ["", ""]
    assert masters.all.keys() == {("nl", "main.welcome"), ("nl", "goodbye")}
    assert len(list(tmp_path.glob("*/*"))) == 3


def test_a_text_that_fails_keeps_the_master_that_it_had(tmp_path: Path) -> None:
    former = studio.keep(tmp_path, "goodbye", GOODBYE).all
    spoken(
        Masters(tmp_path),
        {("nl", "goodbye"): CHANGED["nl", "goodbye"]},
        with_voice("nl", "no-such-voice"),
    )
    assert Masters(tmp_path).all == former
    assert Masters(tmp_path).is_whole(("nl", "goodbye"))


def test_provenance_that_cannot_be_read_is_reported_for_every_text_of_its_language(
    tmp_path: Path,
) -> None:
    (tmp_path / "nl").mkdir()
    (tmp_path / "nl" / "provenance.json").write_text("{")
    problems = {one.recording: one.problem for one in spoken(Masters(tmp_path), TEXTS)}
    assert "provenance.json cannot be read" in problems["nl", "main.welcome"]
    assert problems["en", "goodbye"] == ""


def test_what_a_person_has_spoken_is_not_recorded_over(tmp_path: Path) -> None:
    masters = studio.keep_human(tmp_path, "goodbye", GOODBYE)
    assert ("nl", "goodbye") not in wanted(masters, TEXTS)
    masters.path(GOODBYE).write_bytes(b"damaged: to be had from the repository")
    assert ("nl", "goodbye") not in wanted(masters, TEXTS)


@pytest.mark.parametrize("only_stale", [True, False])
def test_what_a_person_has_spoken_is_recorded_over_once_its_text_has_changed(
    only_stale: bool, tmp_path: Path
) -> None:
    masters = studio.keep_human(tmp_path, "goodbye", GOODBYE)
    assert ("nl", "goodbye") in wanted(masters, CHANGED, only_stale=only_stale)


def test_another_engines_master_gives_way(tmp_path: Path) -> None:
    masters = studio.keep(tmp_path, "goodbye", GOODBYE, "gtts")
    assert ("nl", "goodbye") in wanted(masters, TEXTS)
    assert wanted(masters, TEXTS, only_stale=True) == []


def test_a_master_that_was_damaged_is_recorded_anew(tmp_path: Path) -> None:
    masters = studio.keep(tmp_path, "goodbye", GOODBYE)
    assert ("nl", "goodbye") not in wanted(masters, TEXTS)
    masters.path(GOODBYE).unlink()
    assert ("nl", "goodbye") in wanted(masters, TEXTS)


def test_the_best_engine_is_the_languages_first_that_is_installed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    both = language(kokoro="ff_siwis", gtts="nl", espeak="nl")
    monkeypatch.setattr(ENGINES["kokoro"], "available", staticmethod(lambda: True))
    assert engine_of(both) == "kokoro"
    monkeypatch.setattr(ENGINES["kokoro"], "available", staticmethod(lambda: False))
    assert engine_of(both) == "gtts"


def test_the_embedded_engine_is_no_studio() -> None:
    assert engine_of(language(**{EMBEDDED: "nl"})) is None
    assert engine_of(language(**{EMBEDDED: "nl", "gtts": "nl"})) == "gtts"


def test_an_engine_that_nobody_has_written_is_skipped() -> None:
    assert engine_of(language(festival="nl", gtts="nl")) == "gtts"
    assert engine_of(language(festival="nl", **{HUMAN: "A.B."})) is None
    assert engine_of(language()) is None
