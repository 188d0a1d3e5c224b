"""A text that a language lacks reaches its callers in English, with an English voice."""

from dataclasses import replace

import pytest

from ivr.step import Utterance
from prompts.check import fall_back_to_english
from routes.call.hotline import Hotline

GOODBYE = Utterance("goodbye", "nl")


@pytest.fixture
def lacking(hotline: Hotline) -> Hotline:
    """The hotline without the Dutch goodbye."""
    dutch = hotline.catalogues.languages["nl"]
    texts = {prompt: text for prompt, text in dutch.texts.items() if prompt != "goodbye"}
    languages = {**hotline.catalogues.languages, "nl": replace(dutch, texts=texts)}
    catalogues = replace(hotline.catalogues, languages=languages)
    return replace(hotline, catalogues=fall_back_to_english(catalogues, hotline.tree.offered))


def test_the_english_recording_is_played(lacking: Hotline, hotline: Hotline) -> None:
    speech = lacking.speech(GOODBYE)
    assert speech == hotline.speech(Utterance("goodbye", "en"))
    assert speech.clip
    assert (speech.text.language, speech.voice) == ("en", hotline.languages["en"].say)


def test_it_is_not_to_be_recorded_by_a_voice_of_the_language(
    lacking: Hotline, hotline: Hotline
) -> None:
    assert hotline.recordings.keys() - lacking.recordings.keys() == {("nl", "goodbye")}
    assert ("en", "goodbye") in lacking.recordings
