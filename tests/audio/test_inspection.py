"""Whether a recording is good enough. espeak speaks in place of a person."""

from collections.abc import Callable

import pytest
from pydub import AudioSegment
from pydub.generators import Sine, WhiteNoise

from audio.duration import usual_seconds
from audio.engines import EMBEDDED
from audio.inspection import Kept, faults
from audio.text import Text
from prompts.catalogue import load_catalogues
from prompts.languages import load_languages
from tests.audio.studio import WELCOME, offset, speech

WELCOMES = [
    Text(tag, catalogue.texts["main.welcome"])
    for tag, catalogue in load_catalogues().languages.items()
    if load_languages()[tag].voices.get(EMBEDDED, "").startswith(tag)
]
"""In the languages that the embedded engine speaks under their own names."""
BEYOND = Text("nl", f"{WELCOME.words} {WELCOME.words} Kies één. {WELCOME.words} {WELCOME.words}")


def found(recording: AudioSegment, text: Text) -> list[str]:
    """Its faults, as a recording of this text."""
    expected = usual_seconds(text, text.language)
    return list(faults(recording, Kept.of(recording), expected))


def noisy(sound: AudioSegment, level: float) -> AudioSegment:
    hiss = WhiteNoise(sound.frame_rate).to_audio_segment(len(sound), volume=level)
    return sound.overlay(hiss)


def hum(sound: AudioSegment) -> AudioSegment:
    return Sine(50).to_audio_segment(len(sound), volume=-35).set_frame_rate(sound.frame_rate)


def with_a_pause(sound: AudioSegment, milliseconds: int) -> AudioSegment:
    """In the middle of a sentence."""
    return sound[:1000] + AudioSegment.silent(milliseconds, sound.frame_rate) + sound[1000:]


BAD: dict[str, tuple[Callable[[AudioSegment], AudioSegment], str]] = {
    "silence": (
        lambda said: AudioSegment.silent(len(said), said.frame_rate),
        "there is no speech in it",
    ),
    "nothing": (lambda said: said[:0], "there is no speech in it"),
    "only the first word": (lambda said: said[:900], "is too short for this text"),
    "a click": (lambda said: said[1000:1004], "is too short for this text"),
    "three takes": (lambda said: said + said + said, "is too long for this text"),
    "too loud": (lambda said: said.apply_gain(18), "it is distorted"),
    "too quiet": (lambda said: said.apply_gain(-30), "it is too quiet"),
    "far too quiet": (lambda said: said.apply_gain(-42), "it is too quiet"),
    "a noisy room": (lambda said: noisy(said, said.dBFS - 8), "there is noise behind the voice"),
    "a long pause": (
        lambda said: with_a_pause(said, 1500),
        "there is a pause of 1.5 s in the middle",
    ),
}


@pytest.mark.parametrize("text", WELCOMES, ids=lambda text: text.language)
def test_a_good_recording_has_no_fault(text: Text) -> None:
    assert found(speech(text), text) == []


@pytest.mark.parametrize("rate", [16_000, 24_000, 44_100, 48_000])
def test_a_good_recording_of_any_quality_has_no_fault(rate: int) -> None:
    assert found(speech().set_frame_rate(rate).set_sample_width(4), WELCOME) == []


@pytest.mark.parametrize(("spoil", "fault"), BAD.values(), ids=BAD)
def test_a_fault_is_said_so_that_the_speaker_knows_what_to_do(
    spoil: Callable[[AudioSegment], AudioSegment], fault: str
) -> None:
    told = found(spoil(speech()), WELCOME)
    assert [fault in one for one in told] == [True], told


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda said: said.apply_gain(-15), id="rather quiet"),
        pytest.param(lambda said: said.apply_gain(-1 - said.max_dBFS), id="loud"),
        pytest.param(lambda said: noisy(said, -55), id="a quiet room"),
        pytest.param(lambda said: with_a_pause(said, 700), id="a breath"),
        pytest.param(lambda said: with_a_pause(said[:-400], 0), id="little silence at the end"),
        pytest.param(lambda said: offset(said, 3000), id="a constant voltage"),
        pytest.param(lambda said: said.overlay(hum(said)), id="the hum of the mains"),
        pytest.param(lambda said: said.speedup(1.25), id="a fast speaker"),
        pytest.param(
            lambda said: said + AudioSegment.silent(2000, said.frame_rate),
            id="much silence at the end",
        ),
        pytest.param(
            lambda said: AudioSegment.silent(2000, said.frame_rate) + said, id="much silence before"
        ),
    ],
)
def test_what_mastering_can_mend_is_no_fault(spoil: Callable[[AudioSegment], AudioSegment]) -> None:
    assert found(spoil(speech()), WELCOME) == []


def test_another_text_is_noticed_by_its_length() -> None:
    assert ["too short" in fault for fault in found(speech(), BEYOND)] == [True]
    assert ["too long" in fault for fault in found(speech(BEYOND), WELCOME)] == [True]


def test_one_word_may_take_its_time() -> None:
    one = Text("nl", "Ja.")
    assert found(speech(one), one) == []


def test_every_fault_of_a_recording_is_said_at_once() -> None:
    spoilt = noisy(speech()[:900], -30)
    assert len(found(spoilt, WELCOME)) == 2
