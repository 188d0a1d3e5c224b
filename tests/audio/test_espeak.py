"""The embedded engine speaks every shipped language, also from several threads at once."""

from concurrent.futures import ThreadPoolExecutor
from itertools import repeat

import pytest

from audio.engines import EMBEDDED
from audio.engines.error import EngineError
from audio.engines.espeak import Espeak
from prompts.catalogue import load_catalogues
from prompts.languages import load_languages

VOICES = {
    tag: language.voices[EMBEDDED]
    for tag, language in load_languages().items()
    if EMBEDDED in language.voices
}
WELCOMES = {
    tag: catalogue.texts["main.welcome"] for tag, catalogue in load_catalogues().languages.items()
}
LONGER = ((1, "en"), (2, "uk"), (4, "de"), (8, "fr"))
"""How often a welcome is said, and in which language, so that the lengths differ clearly."""


def milliseconds(times: int, language: str) -> int:
    return len(
        Espeak().speak(" ".join(repeat(WELCOMES[language], times)), language, VOICES[language])
    )


@pytest.mark.parametrize("language", VOICES)
def test_it_speaks_every_language_that_is_shipped(language: str) -> None:
    speech = Espeak().speak(WELCOMES[language], language, VOICES[language])
    assert speech.channels == 1
    assert 1500 < len(speech) < 6000
    assert speech.dBFS > -35


def test_it_says_more_when_there_is_more_to_say() -> None:
    assert milliseconds(4, "en") > 3 * milliseconds(1, "en")


@pytest.mark.parametrize("voice", ["no-such-voice", "", "xx"])
def test_a_voice_that_it_does_not_have_is_named_with_what_to_do(voice: str) -> None:
    with pytest.raises(EngineError, match=r"languages\.toml") as caught:
        Espeak().speak("Hello", "en", voice)
    assert repr(voice) in str(caught.value)


def test_it_still_speaks_after_an_unknown_voice() -> None:
    with pytest.raises(EngineError):
        Espeak().speak("Hello", "en", "no-such-voice")
    assert milliseconds(1, "nl") > 1500


def test_eight_threads_hear_the_same_as_one() -> None:
    """No voice and no piece of speech gets into another thread's text. The lengths may differ by
    some milliseconds: espeak never says a text twice in exactly the same way.
    """
    alone = [milliseconds(*what) for what in LONGER]
    with ThreadPoolExecutor(8) as pool:
        crowded = list(pool.map(milliseconds, *zip(*LONGER * 8, strict=True)))
    for length, expected in zip(crowded, alone * 8, strict=True):
        assert length == pytest.approx(expected, rel=0.03)
