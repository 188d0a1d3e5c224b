"""A clip on the disk: how long it lasts, what a telephone hears of it, and whether it is whole."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pydub import AudioSegment

from audio.clip import PADDED, decode, encode, fault, is_whole, seconds, seconds_in, silence
from audio.ffmpeg import read
from audio.mastering import master_to_clip
from tests.audio import sound


@cache
def clip() -> bytes:
    return master_to_clip(sound.babble())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "clip.wav"
    place.write_bytes(clip())
    return place


def test_a_clip_lasts_as_long_as_its_samples(path: Path) -> None:
    assert seconds(path) == len(sound.samples(clip())) / 8000
    assert seconds(path) == pytest.approx(2.0, abs=0.1)


def test_a_telephone_hears_every_sample(path: Path) -> None:
    """By ITU-T G.711."""
    heard = decode(path)
    assert (heard.frame_rate, heard.channels) == (8000, 1)
    assert [sample / 32768 for sample in heard.get_array_of_samples()] == sound.samples(clip())


@given(samples=st.integers(0, 3 * PADDED))
@example(samples=PADDED - 70)
def test_lengths_tell_little(samples: int) -> None:
    """An observer of the wire sees the lengths of encrypted answers."""
    content = encode(AudioSegment(b"\1\2" * samples, sample_width=2, frame_rate=8000, channels=1))
    assert len(content) % PADDED == 0
    assert len(content) < samples + 100 + PADDED
    assert seconds_in(content) == samples / 8000


def test_other_programs_read_no_sound_behind_the_words(path: Path) -> None:
    """ffmpeg, as carriers and browsers read a WAV file."""
    assert len(read(path)) == pytest.approx(1000 * seconds(path), abs=1)


def test_a_fault_is_named_and_a_good_clip_has_none(path: Path) -> None:
    assert fault(path) == ""
    for content, what in (
        (clip()[:-2], "cut off, or no WAV file"),
        (silence(0), "empty"),
        (silence(0.1), ""),
    ):
        path.write_bytes(content)
        assert fault(path) == what
    path.unlink()
    assert fault(path) == "missing"
    path.mkdir()
    assert fault(path) == "not readable"


def test_a_whole_clip_is_whole_and_one_that_is_gone_is_not(path: Path) -> None:
    assert is_whole(path)
    path.unlink()
    assert not is_whole(path)


@given(size=st.integers(0, 10_000) | st.integers(0, 100))
@example(size=-1)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_clip_that_is_cut_off_at_any_byte_is_refused(path: Path, size: int) -> None:
    path.write_bytes(clip()[:size])
    assert not is_whole(path)
    with pytest.raises(ValueError, match=r"clip\.wav is (cut off|not a clip)"):
        seconds(path)
    with pytest.raises(ValueError, match=r"clip\.wav is (cut off|not a clip)"):
        decode(path)


@pytest.mark.parametrize("content", [b"", b"ID3", b"data\x00\x00\x00\x00", b"<html>" * 99])
def test_what_is_no_clip_is_refused(content: bytes, path: Path) -> None:
    path.write_bytes(content)
    assert not is_whole(path)
    with pytest.raises(ValueError, match="is not a clip"):
        decode(path)
