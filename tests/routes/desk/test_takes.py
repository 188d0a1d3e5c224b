"""What is told of a recording at once: whether it is this text, where a recogniser can say so."""

from importlib.util import find_spec
from pathlib import Path

import pytest
from flask import Flask
from pydub import AudioSegment

from audio.engines.espeak import Espeak
from audio.recognition import recognised
from audio.text import Text
from routes.call.hotline import Hotline
from routes.desk.review.takes import Inspected, Inspection
from tests.audio.studio import TODAY, record

ANOTHER = "Is this the right text? It sounds like another one."
TEXTS = [
    "I can read and write in English.",
    "The centre is closed on Sundays.",
    "To hear this again, press the hash key.",
]


def said(words: str) -> AudioSegment:
    speech = Espeak().speak(words, "en", "en")
    around = AudioSegment.silent(400, speech.frame_rate)
    return around + speech.apply_gain(-24 - speech.dBFS) + around


def test_a_language_without_a_recogniser_is_not_recognised() -> None:
    assert recognised(said(TEXTS[0]), "so", TEXTS, 0) is None


@pytest.mark.skipif(not find_spec("pocketsphinx"), reason="no wheel for this Python")
class TestInEnglish:
    def test_a_recording_is_found_among_all_texts(self) -> None:
        for place, words in enumerate(TEXTS):
            assert recognised(said(words), "en", TEXTS, expected=0) == place

    def test_nothing_is_said_of_a_text_with_a_name_that_it_does_not_know(self) -> None:
        texts = [*TEXTS, "We call the centre in Wallonia."]
        assert recognised(said(texts[3]), "en", texts, expected=3) is None

    def test_two_texts_of_one_length_that_were_swapped_are_told(
        self, small_app: Flask, small_hotline: Hotline, tmp_path: Path
    ) -> None:
        texts = {("en", str(place)): Text("en", words) for place, words in enumerate(TEXTS)}
        prompts = dict.fromkeys(texts, "goodbye")

        def inspected(name: str, words: str) -> Inspected:
            inspection = Inspection(small_hotline, "en", texts, prompts, None, "A. B.", TODAY)
            sent = record(tmp_path / "take.webm", said(words)).read_bytes()
            with small_app.test_request_context():
                return inspection.inspect(name, sent)

        assert inspected("0", TEXTS[0]).told == ()
        swapped = inspected("0", TEXTS[1])
        assert swapped.told == (ANOTHER, f"Perhaps it is this one: {TEXTS[1]}")
        assert swapped.take
        assert swapped.take.problems == ("other",)
