"""A master is recorded anew when its engine would prepare it otherwise, and no other master is."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from audio.engines import ENGINES
from audio.engines.error import EngineError
from audio.masters import Masters
from audio.preparation import preparation, prepared_otherwise
from audio.provenance import HUMAN, RecordingName
from audio.record import record, to_record
from audio.text import Text
from prompts.languages import Language
from tests.audio import studio
from tests.audio.studio import GOODBYE, TODAY, WELCOME

TEXTS: dict[RecordingName, Text] = {("nl", "main.welcome"): WELCOME, ("nl", "goodbye"): GOODBYE}


def dutch(voice: str = "nl", **voices_for: Mapping[str, str]) -> Mapping[str, Language]:
    language = {"name": "Nederlands", "status": "draft", "voices": {"espeak": voice}}
    return {"nl": Language.model_validate({**language, "voices_for": voices_for})}


@pytest.fixture
def masters(tmp_path: Path) -> Masters:
    """Both texts, as espeak says them today."""
    kept = Masters(tmp_path)
    list(record(kept, TEXTS, "espeak", dutch(), TODAY))
    return Masters(tmp_path)


def prepares(monkeypatch: pytest.MonkeyPatch, old: str, new: str) -> None:
    """From now on espeak is given something else for the words that contain `old`."""
    monkeypatch.setattr(
        ENGINES["espeak"], "prepared", lambda _self, text, _language: text.replace(old, new)
    )


def test_nothing_is_recorded_anew_while_nothing_changes(masters: Masters) -> None:
    assert prepared_otherwise(masters, TEXTS, dutch()) == []


def test_another_rule_records_only_the_texts_that_it_changes(
    masters: Masters, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepares(monkeypatch, "hulp", "HULP")
    assert prepared_otherwise(masters, TEXTS, dutch()) == [("nl", "main.welcome")]
    for only_stale in (True, False):
        wanted = to_record(masters, TEXTS, "espeak", dutch(), only_stale=only_stale)
        assert wanted == [("nl", "main.welcome")]


def test_it_is_still_played_meanwhile_since_it_says_the_right_words(
    masters: Masters, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepares(monkeypatch, "hulp", "HULP")
    assert masters.of(WELCOME)
    assert masters.stale(TEXTS) == []


def test_another_voice_or_speed_records_all_that_it_speaks(masters: Masters) -> None:
    assert prepared_otherwise(masters, TEXTS, dutch("nl-be")) == list(TEXTS)
    slower = dutch(goodbye={"espeak": "nl@0.8"})
    assert prepared_otherwise(masters, TEXTS, slower) == [("nl", "goodbye")]


def test_a_voice_for_one_prompt_speaks_that_prompt(tmp_path: Path) -> None:
    masters = Masters(tmp_path)
    list(record(masters, TEXTS, "espeak", dutch(goodbye={"espeak": "de"}), TODAY))
    assert [masters.all["nl", name].voice for name in ("main.welcome", "goodbye")] == ["nl", "de"]


def test_a_person_and_masters_from_before_are_left_alone(tmp_path: Path) -> None:
    studio.keep_human(tmp_path, "main.welcome", WELCOME)
    masters = studio.keep(tmp_path, "goodbye", GOODBYE)
    assert masters.all["nl", "main.welcome"].engine == HUMAN
    assert prepared_otherwise(masters, TEXTS, dutch("de")) == []


def test_what_cannot_be_known_here_is_left_alone(
    masters: Masters, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_self: object, _text: str, _language: str) -> str:
        raise EngineError("no model here")

    monkeypatch.setattr(ENGINES["espeak"], "prepared", fail)
    assert prepared_otherwise(masters, TEXTS, dutch()) == []


def test_the_preparation_of_kokoro_is_its_symbols(monkeypatch: pytest.MonkeyPatch) -> None:
    before = preparation(WELCOME, "kokoro", "ef_dora")
    assert preparation(WELCOME, "kokoro", "ef_dora@0.9") != before
    monkeypatch.setattr("audio.engines.kokoro.phonemes", lambda _text, _language: "hɑlˈoː")
    assert preparation(WELCOME, "kokoro", "ef_dora") != before
