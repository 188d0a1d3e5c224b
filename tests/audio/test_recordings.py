"""A folder of human recordings: a good one becomes a master, a bad one is named with the reason.

espeak speaks in place of a person.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from pydub import AudioSegment

from audio.duration import usual_seconds
from audio.mastering import active_level
from audio.masters import Masters
from audio.provenance import HUMAN
from audio.recordings import Imported, import_recordings
from audio.text import Text
from tests.audio import studio
from tests.audio.studio import FORMATS, GOODBYE, TODAY, WELCOME, offset, speech

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
    lasts = partial(usual_seconds, voice="nl")
    return list(import_recordings(masters, folder, texts, "A.B.", TODAY, lasts))


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
    unknown, bad, good = taken(masters, sent)
    assert (bad.name, good, unknown.name) == ("goodbye", Imported("main.welcome"), "welcome.mp3")
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


@pytest.mark.parametrize("name", ["notes.txt", "welcome.wav", "main.welcome (1).wav", "all.zip"])
def test_a_file_that_names_no_prompt_is_named(name: str, sent: Path, masters: Masters) -> None:
    (sent / "more").mkdir()
    (sent / "more" / name).write_bytes(b"something")
    assert taken(masters, sent) == [
        Imported(f"more/{name}", ("no prompt has this name: the booklet says which there are",))
    ]


@pytest.mark.parametrize(
    "place", ["more/main.welcome.wav", "a/b/Main.Welcome.WAV", "main.welcome", "MAIN.WELCOME.wav"]
)
def test_a_recording_is_found_by_its_name_wherever_it_is(
    place: str, sent: Path, masters: Masters
) -> None:
    (sent / place).parent.mkdir(parents=True, exist_ok=True)
    studio.record(sent / "any.wav", speech()).rename(sent / place)
    assert taken(masters, sent) == [Imported("main.welcome")]


def test_two_recordings_of_one_text_are_named_and_neither_is_taken(
    sent: Path, masters: Masters
) -> None:
    (sent / "again").mkdir()
    studio.record(sent / "again" / "main.welcome.mp3", speech())
    studio.record(sent / "main.welcome.wav", speech())
    assert "keep one: again/main.welcome.mp3, sent/main.welcome.wav" in only_fault(masters, sent)
    assert holds_nothing(masters)


@pytest.mark.parametrize(
    "content",
    [
        b"ffconcat version 1.0\nfile other.wav\n",
        b"#EXTM3U\n#EXTINF:1,\nother.wav\n",
        b"1\n00:00:01,000 --> 00:00:02,000\nHallo.\n",
    ],
)
def test_a_file_that_names_others_is_not_followed(
    content: bytes, sent: Path, masters: Masters
) -> None:
    studio.record(sent / "other.wav", speech())
    (sent / "main.welcome.mp3").write_bytes(content)
    [fault] = [one.faults[0] for one in taken(masters, sent) if one.name == "main.welcome"]
    assert fault.startswith("main.welcome.mp3 cannot be read: ")


def silent(sound: AudioSegment) -> AudioSegment:
    return sound.apply_gain(-200)


CHANNELS: dict[str, Callable[[AudioSegment], list[AudioSegment]]] = {
    "one the wrong way round": lambda said: [said, said.invert_phase()],
    "the left one silent": lambda said: [silent(said), said],
    "the right one silent": lambda said: [said, silent(said)],
    "one with a constant voltage alone": lambda said: [offset(silent(said), 9000), said],
}


@pytest.mark.parametrize("channels", CHANNELS.values(), ids=CHANNELS)
def test_stereo_of_any_kind_becomes_a_master_that_is_heard(
    channels: Callable[[AudioSegment], list[AudioSegment]], sent: Path, masters: Masters
) -> None:
    studio.record(
        sent / "main.welcome.wav", AudioSegment.from_mono_audiosegments(*channels(speech()))
    )
    assert taken(masters, sent) == [Imported("main.welcome")]
    assert active_level(masters.read(WELCOME)) == pytest.approx(-20, abs=1.5)


def test_a_constant_voltage_does_not_reach_the_master(sent: Path, masters: Masters) -> None:
    shifted = offset(speech(), 4000)
    studio.record(sent / "main.welcome.wav", shifted)
    assert taken(masters, sent) == [Imported("main.welcome")]
    master = masters.read(WELCOME)
    assert abs(master.get_dc_offset()) < 0.002
    assert len(master) == pytest.approx(len(speech()) - 800, abs=150), "its silence is cut off"


def test_a_recording_of_another_text_is_noticed_by_the_pace_of_its_speaker(
    sent: Path, masters: Masters
) -> None:
    """Alone it might be that of a slow speaker."""
    said = [f"{WELCOME.words} {GOODBYE.words} Dit is nummer {one}." for one in "abcdef"]
    texts = {f"text.{number}": Text("nl", words) for number, words in enumerate(said)}
    other = Text("nl", f"{said[0]} {WELCOME.words} Bel ons nog.")
    for name, text in texts.items():
        spoken = speech(other) if name == "text.3" else speech(text)
        studio.record(sent / f"{name}.wav", spoken)
    found = {one.name: one.faults for one in taken(masters, sent, texts)}
    assert [name for name, told in found.items() if told] == ["text.3"]
    assert "is too long for this text: is it the right one" in found["text.3"][0]


@pytest.mark.parametrize(
    "name", ["._main.welcome.wav", ".DS_Store", "Thumbs.db", "desktop.ini", "__MACOSX/x.wav"]
)
def test_what_a_computer_leaves_in_a_folder_is_no_recording(
    name: str, sent: Path, masters: Masters
) -> None:
    (sent / name).parent.mkdir(exist_ok=True)
    (sent / name).write_bytes(b"Mac OS X")
    assert taken(masters, sent) == []


def test_an_empty_folder_holds_no_recording(sent: Path, masters: Masters) -> None:
    assert taken(masters, sent) == []
