"""Clips from masters, and what callers hear when a master or ffmpeg is missing or broken."""

import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from audio.build import Made, build
from audio.library import Library
from audio.masters import Masters
from prompts.languages import load_languages
from routes.operations.opening import open_hotline
from tests.audio import sound, studio
from tests.audio.elsewhere import elsewhere
from tests.audio.studio import GOODBYE, WELCOME
from tests.conftest import make_settings

NOWHERE = "/no/such/ffmpeg"
CALL = """
import sys
from pathlib import Path
from app import create_app
from tests.conftest import make_settings
app = create_app(make_settings(twilio_auth_token=(), clips_folder=Path(sys.argv[1])))
answer = app.test_client().post("/voice")
print(answer.status_code, answer.text.count("<Say"), answer.text.count("<Play"))
"""
BUILD = """
result = app.test_cli_runner().invoke(args=["audio", "build", "--language", "nl"])
print(result.exit_code)
print(result.output)
"""
SERVE = """
print(app.test_cli_runner().invoke(args=["serve", "--port", "{port}"]).output)
"""


def library(folder: Path) -> Library:
    return Library(load_languages(), folder / "clips", Masters(folder / "masters"))


def seconds(folder: Path, clip: str | None) -> float:
    return len(sound.samples((folder / "clips" / str(clip)).read_bytes())) / sound.RATE


def spoken_by_espeak(folder: Path) -> str:
    """The clip of the welcome in the voice of the embedded engine."""
    *_, last = library(folder).sources(WELCOME)
    assert last.master is None
    return last.clip


def test_a_clip_is_made_from_its_master_and_not_from_the_embedded_engine(tmp_path: Path) -> None:
    masters = studio.keep(tmp_path / "masters", "main.welcome", WELCOME)
    masters.add("main.welcome", WELCOME, studio.speech() * 2, studio.origin(WELCOME))
    assert list(build(library(tmp_path), [WELCOME])) == [Made(WELCOME)]
    assert len(list((tmp_path / "clips").iterdir())) == 1
    assert seconds(tmp_path, library(tmp_path).clip(WELCOME)) > 1.5 * len(studio.speech()) / 1000


def test_a_new_master_makes_exactly_one_clip(tmp_path: Path) -> None:
    studio.keep(tmp_path / "masters", "main.welcome", WELCOME)
    assert len(list(build(library(tmp_path), [WELCOME, GOODBYE]))) == 2
    former = library(tmp_path).clip(WELCOME)
    studio.keep_human(tmp_path / "masters", "goodbye", GOODBYE)
    assert library(tmp_path).missing([WELCOME, GOODBYE]) == [GOODBYE]
    assert list(build(library(tmp_path), [GOODBYE])) == [Made(GOODBYE)]
    assert library(tmp_path).clip(WELCOME) == former
    assert len(list((tmp_path / "clips").iterdir())) == 3


def test_a_text_that_was_edited_is_heard_at_once_in_the_embedded_voice(tmp_path: Path) -> None:
    studio.keep(tmp_path / "masters", "main.welcome", GOODBYE)
    assert list(build(library(tmp_path), [WELCOME])) == [Made(WELCOME)]
    assert library(tmp_path).clip(WELCOME) == spoken_by_espeak(tmp_path)


DAMAGES = [
    pytest.param(Path.unlink, "missing", id="missing"),
    pytest.param(lambda path: path.write_bytes(b""), "damaged", id="empty"),
    pytest.param(lambda path: path.write_bytes(b"not Opus" * 99), "damaged", id="corrupt"),
    pytest.param(lambda path: path.write_bytes(path.read_bytes()[:-1000]), "damaged", id="cut off"),
]


@pytest.mark.parametrize(("damage", "state"), DAMAGES)
def test_a_master_that_cannot_be_used_is_reported_and_its_gap_is_filled(
    damage: Callable[[Path], object], state: str, tmp_path: Path
) -> None:
    masters = studio.keep(tmp_path / "masters", "main.welcome", WELCOME)
    studio.keep(tmp_path / "masters", "goodbye", GOODBYE)
    damage(masters.path(WELCOME))
    problems = {made.text: made.problem for made in build(library(tmp_path), [WELCOME, GOODBYE])}
    assert problems[WELCOME].startswith(
        f"masters/nl/main.welcome.opus is {state}: get it from the repository or record"
    )
    assert problems[GOODBYE] == ""
    assert library(tmp_path).clip(WELCOME) == spoken_by_espeak(tmp_path)
    assert seconds(tmp_path, spoken_by_espeak(tmp_path)) > 1
    assert len(list((tmp_path / "clips").iterdir())) == 2


def test_a_master_that_was_mended_takes_its_place_again(tmp_path: Path) -> None:
    path = studio.keep(tmp_path / "masters", "main.welcome", WELCOME).path(WELCOME)
    good = path.read_bytes()
    path.write_bytes(good[:-1000])
    assert [bool(made.problem) for made in build(library(tmp_path), [WELCOME])] == [True]
    path.write_bytes(good)
    assert library(tmp_path).missing([WELCOME]) == [WELCOME]
    assert list(build(library(tmp_path), [WELCOME])) == [Made(WELCOME)]
    assert library(tmp_path).clip(WELCOME) != spoken_by_espeak(tmp_path)


def test_without_ffmpeg_the_hotline_starts_and_speaks_in_the_carriers_voice(tmp_path: Path) -> None:
    """The reason is printed once, not once for every clip."""
    called, code, *said = elsewhere(CALL + BUILD, tmp_path / "clips", IMAGEIO_FFMPEG_EXE=NOWHERE)
    status, says, plays = map(int, called.split())
    assert (status, plays) == (200, 0)
    assert says > 3
    assert code == "1"
    assert (
        len(
            [
                line
                for line in said
                if f"ffmpeg is missing: IMAGEIO_FFMPEG_EXE is {NOWHERE!r}" in line
            ]
        )
        == 1
    )
    assert list((tmp_path / "clips").iterdir()) == []


def test_without_ffmpeg_the_development_server_comes_up(tmp_path: Path) -> None:
    """`make run` goes on without clips. Here it stops at its port, which is taken."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        serve = SERVE.format(port=taken.getsockname()[1])
        said = elsewhere(CALL + serve, tmp_path / "clips", IMAGEIO_FFMPEG_EXE=NOWHERE)
    assert [line for line in said if "ffmpeg is missing" in line]
    assert [line for line in said if "is taken" in line]


def test_without_ffmpeg_the_clips_that_are_there_are_played(tmp_path: Path) -> None:
    folder = tmp_path / "clips"
    folder.mkdir()
    clip = studio.record(tmp_path / "any.wav", studio.speech()).read_bytes()
    hotline = open_hotline(make_settings(clips_folder=folder))
    for _, _, text in hotline.script():
        for source in hotline.library.sources(text):
            (folder / source.clip).write_bytes(clip)
    status, says, plays = map(int, elsewhere(CALL, folder, IMAGEIO_FFMPEG_EXE=NOWHERE)[0].split())
    assert (status, says) == (200, 0)
    assert plays > 3
