"""Every clip that a caller can hear, as it is shipped."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from audio.text import Text
from ivr.loading import load_tree
from prompts.languages import load_languages
from routes.call.hotline import Hotline
from tests.audio import sound
from tests.audio.sound import Measures

SPOKEN = {tag for tag, language in load_languages().items() if language.voices}
"""The others are there as soon as a person has recorded them."""
LANGUAGES = tuple(sorted(load_tree().offered & SPOKEN))
LONGEST = 20
"""Seconds. A caller who was distracted must be able to hear it again."""
LONGEST_OF_ESPEAK = 25
"""Seconds. espeak speaks only where there is no master."""
HALF_A_STEP = 0.2
"""dB. How far mu-law may round a sample up near -3 dBFS (ITU-T G.711)."""


@pytest.fixture(scope="module")
def heard(hotline: Hotline, clips: Path) -> dict[Text, Measures]:
    """Everything that can be said -> its clip, measured."""
    found = {text: hotline.library.clip(text) for text in hotline.texts_of_clips_to_make()}
    return {
        text: sound.measure((clips / clip).read_bytes()) for text, clip in found.items() if clip
    }


def words(texts: Iterable[Text]) -> list[tuple[str, str]]:
    """Languages and words, for a failure that can be read."""
    return [(text.language, text.words) for text in texts]


def test_these_are_the_languages_that_callers_are_offered(hotline: Hotline) -> None:
    assert hotline.tree.offered & SPOKEN == set(LANGUAGES)
    assert len(LANGUAGES) == 20


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_has_its_best_clip(language: str, hotline: Hotline) -> None:
    """From a master that is current where there is one, else from the embedded engine."""
    texts = [text for _, _, text in hotline.script() if text.language == language]
    assert texts
    assert hotline.library.missing(texts) == []
    for text in texts:
        source = hotline.library.best(text)
        assert source
        assert hotline.library.clip(text) == source.clip
        assert (source.master is None) == (hotline.library.masters.of(text) is None)


def test_every_clip_is_what_a_telephone_plays_without_converting_it(
    hotline: Hotline, clips: Path
) -> None:
    names = {clip for _, _, text in hotline.script() if (clip := hotline.library.clip(text))}
    assert {sound.chunk((clips / name).read_bytes(), b"fmt ")[:16] for name in names} == {
        sound.FORMAT
    }


def test_every_clip_is_as_loud_as_every_other(heard: dict[Text, Measures]) -> None:
    assert words(text for text, clip in heard.items() if abs(clip.level + 20) > 1.5) == []


def test_no_clip_is_louder_than_a_telephone_carries(heard: dict[Text, Measures]) -> None:
    assert words(text for text, clip in heard.items() if clip.peak > -3 + HALF_A_STEP) == []


def test_every_clip_begins_and_ends_with_little_silence(heard: dict[Text, Measures]) -> None:
    late = {text for text, clip in heard.items() if clip.lead > 0.100}
    assert late == {text for text in heard if text.opens_call}
    assert all(0.45 < heard[text].lead < 0.6 for text in late)
    assert words(text for text, clip in heard.items() if clip.tail > 0.250) == []


def test_no_clip_is_too_long_to_be_heard_again(
    heard: dict[Text, Measures], hotline: Hotline
) -> None:
    recorded = {text for text in heard if hotline.library.masters.of(text)}
    longest = {text: LONGEST if text in recorded else LONGEST_OF_ESPEAK for text in heard}
    assert words(text for text, clip in heard.items() if clip.seconds > longest[text]) == []


def test_no_clip_falls_silent_in_the_middle(heard: dict[Text, Measures]) -> None:
    """After a long silence a caller thinks that the line is dead."""
    assert words(text for text, clip in heard.items() if clip.pause > 1.2) == []


def test_no_recording_is_longer_than_its_note_allows(
    heard: dict[Text, Measures], hotline: Hotline
) -> None:
    """Half a second more is allowed: a speaker has no stop-watch."""
    template = hotline.catalogues.template
    prompts = hotline.prompts_of_recordings
    limits = {name: template[prompt].seconds for name, prompt in prompts.items()}
    recorded = {
        name: text for name, text in hotline.recordings.items() if hotline.library.masters.of(text)
    }
    assert len(recorded) > 900
    long = {
        name: heard[text].seconds
        for name, text in recorded.items()
        if heard[text].seconds > (limits[name] or 99) + 0.5
    }
    assert long == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_announced_in_about_two_seconds(
    language: str, heard: dict[Text, Measures], hotline: Hotline
) -> None:
    announced = hotline.recordings[language, "language.announce"]
    assert heard[announced].seconds < 2.1
