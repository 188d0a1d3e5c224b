"""A folder of human recordings: a good one becomes a master, a bad one is named with the reason.

espeak speaks in place of a person.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from pydub import AudioSegment

from audio.mastering import active_level
from audio.masters import HUMAN, Masters
from audio.recordings import Imported, import_recordings
from audio.text import Text
from tests.audio import studio
from tests.audio.studio import FORMATS, GOODBYE, TODAY, WELCOME, speech

TEXTS = {"main.welcome": WELCOME, "goodbye": GOODBYE}
NAME = ("nl", "main.welcome")


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    """The folder that a speaker sends."""
    folder = tmp_path / "sent"
    folder.mkdir()
    return folder


@pytest.fixture
def masters(tmp_path: Path) -> Masters:
    return Masters(tmp_path / "masters")


def taken(masters: Masters, folder: Path, texts: dict[str, Text] = TEXTS) -> list[Imported]:
    return list(import_recordings(masters, folder, texts, "A.B.", TODAY))


def only_fault(masters: Masters, folder: Path) -> str:
    """The one fault of the one file of a folder."""
    (one,) = taken(masters, folder)
    (fault,) = one.faults
    return fault


def holds_nothing(masters: Masters) -> bool:
    return masters.all == {} and not masters.folder.exists()


@pytest.mark.parametrize("ending", FORMATS)
def test_a_recording_of_any_common_format_becomes_a_master(
    ending: str, sent: Path, masters: Masters
) -> None:
    studio.record(sent / f"main.welcome.{ending}", speech())
    assert taken(masters, sent) == [Imported("main.welcome")]
    one = masters.all[NAME]
    assert (one.engine, one.voice, one.date, one.spoken) == (HUMAN, "A.B.", TODAY, "")
    assert masters.of(WELCOME) == one
    assert active_level(masters.read(WELCOME)) == pytest.approx(-20, abs=1.5)


def test_a_recording_in_stereo_at_44_khz_becomes_a_master(sent: Path, masters: Masters) -> None:
    studio.record(sent / "main.welcome.wav", speech().set_frame_rate(44_100).set_channels(2))
    assert taken(masters, sent) == [Imported("main.welcome")]
    assert masters.read(WELCOME).channels == 1
    assert len(masters.read(WELCOME)) == pytest.approx(len(speech()) - 800, abs=150)


def test_a_wav_that_never_learned_its_own_length_becomes_a_master(
    sent: Path, masters: Masters
) -> None:
    """A program that was stopped, or that wrote into a pipe, leaves such a file."""
    path = studio.record(sent / "main.welcome.wav", speech())
    content = bytearray(path.read_bytes())
    for size in (4, content.find(b"data") + 4):
        content[size : size + 4] = b"\xff" * 4
    path.write_bytes(content)
    assert taken(masters, sent) == [Imported("main.welcome")]


def test_every_file_is_answered_in_order_and_a_bad_one_stops_no_other(
    sent: Path, masters: Masters
) -> None:
    studio.record(sent / "main.welcome.WAV", speech())
    studio.record(sent / "goodbye.flac", speech(GOODBYE)[:800])
    studio.record(sent / "welcome.mp3", speech())
    bad, good, unknown = taken(masters, sent)
    assert (bad.name, good, unknown.name) == ("goodbye", Imported("main.welcome"), "welcome")
    assert "too short" in bad.faults[0]
    assert "no prompt has this name" in unknown.faults[0]
    assert masters.all.keys() == {NAME}
    assert len(list(masters.folder.glob("*/*"))) == 2


SPOILT: dict[str, tuple[Callable[[AudioSegment], AudioSegment], str]] = {
    "silent": (lambda said: AudioSegment.silent(3000), "no speech"),
    "cut short": (lambda said: said[:900], "too short"),
    "three takes": (lambda said: said * 3, "too long"),
    "too loud": (lambda said: said.apply_gain(18), "distorted"),
    "too quiet": (lambda said: said.apply_gain(-30), "too quiet"),
}


@pytest.mark.parametrize(("spoil", "fault"), SPOILT.values(), ids=SPOILT)
@pytest.mark.parametrize("ending", ["wav", "opus"])
def test_nothing_is_kept_of_a_bad_recording(
    ending: str,
    spoil: Callable[[AudioSegment], AudioSegment],
    fault: str,
    sent: Path,
    masters: Masters,
) -> None:
    studio.record(sent / f"main.welcome.{ending}", spoil(speech()))
    assert fault in only_fault(masters, sent)
    assert holds_nothing(masters)


def hole(content: bytes) -> bytes:
    """The content with two hundred bytes lost in the middle."""
    middle = len(content) // 2
    return content[:middle] + bytes(200) + content[middle + 200 :]


@pytest.mark.parametrize("ending", ["flac", "mp3", "m4a", "opus"])
def test_a_damaged_recording_is_refused(ending: str, sent: Path, masters: Masters) -> None:
    """ffmpeg would leave the lost words out and go on."""
    path = studio.record(sent / f"main.welcome.{ending}", speech())
    path.write_bytes(hole(path.read_bytes()))
    fault = only_fault(masters, sent)
    assert fault.startswith(f"main.welcome.{ending} cannot be read: ")
    assert "0x" not in fault
    assert holds_nothing(masters)


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize(
    "content", [b"", b"RIFF\x00\x00\x00\x00WAVE", b"<html>not found</html>" * 99]
)
def test_a_file_that_is_no_recording_is_refused(
    content: bytes, ending: str, sent: Path, masters: Masters
) -> None:
    (sent / f"main.welcome.{ending}").write_bytes(content)
    assert only_fault(masters, sent).startswith(f"main.welcome.{ending} cannot be read: ")
    assert holds_nothing(masters)


def test_a_bad_recording_leaves_the_good_one_that_was_there(sent: Path, masters: Masters) -> None:
    studio.keep_human(masters.folder, "main.welcome", WELCOME)
    former = Masters(masters.folder)
    studio.record(sent / "main.welcome.wav", speech()[:900])
    assert "too short" in only_fault(former, sent)
    assert former.is_whole(NAME)
    assert former.all == Masters(masters.folder).all


def test_a_recording_takes_the_place_of_an_engines_master(sent: Path, masters: Masters) -> None:
    studio.keep(masters.folder, "main.welcome", WELCOME)
    studio.record(sent / "main.welcome.flac", speech())
    there = Masters(masters.folder)
    assert taken(there, sent) == [Imported("main.welcome")]
    assert [one.engine for one in there.all.values()] == [HUMAN]


@pytest.mark.parametrize(
    "name", ["._main.welcome.wav", ".DS_Store", "Thumbs.db", "notes.txt", "main.welcome"]
)
def test_what_a_computer_leaves_in_a_folder_is_no_recording(
    name: str, sent: Path, masters: Masters
) -> None:
    (sent / name).write_bytes(b"Mac OS X")
    assert taken(masters, sent) == []


def test_an_empty_folder_holds_no_recording(sent: Path, masters: Masters) -> None:
    assert taken(masters, sent) == []
