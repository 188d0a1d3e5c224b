"""Whatever the master is like, the clip is what a telephone plays."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydub import AudioSegment

from audio.mastering import master_to_clip
from tests.audio import sound

RATES = (16000, 22050, 24000, 44100)
HALF_A_STEP = 0.2
"""dB. How far mu-law may round a sample up near -3 dBFS (ITU-T G.711)."""


def heard(master: AudioSegment) -> list[float]:
    return sound.samples(master_to_clip(master))


def test_a_clip_is_mono_mu_law_at_8_khz() -> None:
    """What the carrier's <Play> plays without converting it: audio/basic in a WAV file."""
    assert sound.chunk(master_to_clip(sound.babble()), b"fmt ").startswith(sound.FORMAT)


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("channels", [1, 2])
def test_a_master_of_any_rate_gives_the_same_clip_format_level_and_length(
    rate: int, channels: int
) -> None:
    clip = master_to_clip(sound.babble(rate).set_channels(channels))
    said = sound.samples(clip)
    assert sound.chunk(clip, b"fmt ").startswith(sound.FORMAT)
    assert sound.active_level(said) == pytest.approx(-20, abs=1.5)
    assert len(said) / sound.RATE == pytest.approx(2.0, abs=0.1)


@given(gain=st.floats(-35, 14), rate=st.sampled_from(RATES), channels=st.sampled_from([1, 2]))
@settings(max_examples=15, deadline=None)
def test_quiet_and_loud_masters_come_out_at_one_level(
    gain: float, rate: int, channels: int
) -> None:
    said = heard(sound.babble(rate).apply_gain(gain).set_channels(channels))
    assert sound.active_level(said) == pytest.approx(-20, abs=1.5)
    assert sound.peak(said) <= -3 + HALF_A_STEP


def test_a_clip_that_is_mastered_again_keeps_its_level() -> None:
    once = heard(sound.babble())
    master = AudioSegment.silent(0, sound.RATE)._spawn(b"".join(_pcm(sample) for sample in once))
    again = heard(master)
    assert sound.active_level(again) == pytest.approx(sound.active_level(once), abs=1)
    assert len(again) == pytest.approx(len(once), abs=0.1 * sound.RATE)


def test_a_peak_never_reaches_the_telephones_limit() -> None:
    """With a click in it a voice gets quieter, so that the click stays below the limit."""
    click = sound.tone(1000, milliseconds=3, level=-1.0)
    said = heard(sound.babble().apply_gain(-5).overlay(click, position=1000))
    assert -5 < sound.peak(said) <= -3 + HALF_A_STEP


def test_a_click_in_a_voice_does_not_make_the_voice_quiet() -> None:
    click = sound.tone(1000, milliseconds=3, level=-1.0)
    said = heard(sound.babble().apply_gain(-6).overlay(click, position=1000))
    assert sound.active_level(said) == pytest.approx(-20, abs=1.5)


def test_the_silence_around_the_words_is_cut_to_the_telephones_measure() -> None:
    said = heard(
        AudioSegment.silent(3000, 22050) + sound.babble() + AudioSegment.silent(3000, 22050)
    )
    assert 0.02 <= sound.silence(said) <= 0.100
    assert 0.05 <= sound.silence(said[::-1]) <= 0.250


def test_words_without_silence_around_them_get_some() -> None:
    said = heard(sound.tone(500))
    assert 0.02 <= sound.silence(said) <= 0.100
    assert 0.05 <= sound.silence(said[::-1]) <= 0.250


def test_a_pause_between_words_stays() -> None:
    word = sound.tone(500, milliseconds=300)
    said = heard(word + AudioSegment.silent(1000, 22050) + word)
    assert len(said) / sound.RATE == pytest.approx(1.75, abs=0.05)


@pytest.mark.parametrize("too_high", [5000, 6000, 7000])
def test_a_tone_that_a_telephone_cannot_carry_does_not_fold_back(too_high: int) -> None:
    """Sampled at 8 kHz without a filter (pydub's set_frame_rate), 5 kHz would sound as 3 kHz."""
    said = heard(sound.tone(700).overlay(sound.tone(too_high)))
    middle = said[1000:7000]
    assert sound.level_at(middle, 8000 - too_high) < sound.level_at(middle, 700) - 40


@pytest.mark.parametrize(
    "nothing",
    [
        pytest.param(AudioSegment.empty(), id="empty"),
        pytest.param(AudioSegment.silent(1000, 22050), id="silence"),
        pytest.param(AudioSegment.silent(1000, 44100).set_channels(2), id="stereo silence"),
        pytest.param(sound.tone(10000, level=-20.0), id="only what no telephone carries"),
    ],
)
def test_a_master_without_a_sound_is_refused(nothing: AudioSegment) -> None:
    with pytest.raises(ValueError, match="silent"):
        master_to_clip(nothing)


def _pcm(sample: float) -> bytes:
    return round(sample * 32768).to_bytes(2, "little", signed=True)
