"""Clips are made whole or not at all, and one that fails does not stop the others."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from audio.build import Made, build
from audio.library import Library
from audio.masters import Masters
from audio.text import Text
from prompts.languages import Language, load_languages
from tests.audio import sound
from tests.audio.elsewhere import elsewhere

TEXTS = [Text("en", "Hello."), Text("nl", "Dag."), Text("uk", "Добрий день.")]
OPEN = """
import resource, sys
from pathlib import Path
from audio.build import build
from audio.files import write_whole
from audio.library import Library
from audio.masters import Masters
from audio.text import Text
from prompts.languages import load_languages
folder = Path(sys.argv[1])
texts = [Text("en", "Hello."), Text("nl", "Dag.")]
"""
MAKE = """
for made in build(Library(load_languages(), folder, Masters(folder)), texts):
    print(made.text.language, made.problem)
"""
FFMPEG_FAILED = "ffmpeg could not make the clip"
FULL = "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))"
FULL_AT_THE_VERY_END = """
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
for limit in (0, 4096, 8192, 15000, 19999):
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        write_whole(folder / f"{limit}.wav", bytes(20000))
    except OSError as error:
        print(error.strerror)
"""


def library(folder: Path) -> Library:
    """Without masters: the embedded engine speaks."""
    return Library(load_languages(), folder, Masters(folder))


def test_every_text_gets_its_clip_and_nothing_else_is_left(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "clips"
    made = list(build(library(folder), TEXTS))
    assert {one.text for one in made if not one.problem} == set(TEXTS)
    assert {path.name for path in folder.iterdir()} == {
        library(folder).clip(text) for text in TEXTS
    }


def test_every_clip_is_whole_and_can_be_read_by_the_web_server(tmp_path: Path) -> None:
    assert len(list(build(library(tmp_path), TEXTS))) == 3
    for path in tmp_path.iterdir():
        assert len(sound.chunk(path.read_bytes(), b"data")) > 0.3 * sound.RATE
        assert path.stat().st_mode & 0o777 == 0o644


def test_a_second_build_makes_nothing(tmp_path: Path) -> None:
    assert library(tmp_path).missing(TEXTS) == TEXTS
    assert len(list(build(library(tmp_path), TEXTS))) == 3
    assert library(tmp_path).missing(TEXTS) == []
    former = {path: path.stat().st_ino for path in tmp_path.iterdir()}
    assert len(list(build(library(tmp_path), TEXTS))) == 3
    assert {path: path.stat().st_ino for path in tmp_path.iterdir()} == former


def test_one_changed_text_makes_exactly_one_clip(tmp_path: Path) -> None:
    assert len(list(build(library(tmp_path), TEXTS))) == 3
    former = {path: path.stat().st_ino for path in tmp_path.iterdir()}
    texts = [Text("en", "Hello, hello."), *TEXTS[1:]]
    assert library(tmp_path).missing(texts) == texts[:1]
    assert len(list(build(library(tmp_path), texts))) == 3
    now = {path: path.stat().st_ino for path in tmp_path.iterdir()}
    assert former.items() < now.items()
    assert {path.name for path in now.keys() - former.keys()} == {library(tmp_path).clip(texts[0])}


def test_a_build_that_was_cut_short_goes_on_where_it_was(tmp_path: Path) -> None:
    assert list(build(library(tmp_path), TEXTS[:1])) == [Made(TEXTS[0])]
    assert library(tmp_path).missing(TEXTS) == TEXTS[1:]


@pytest.mark.parametrize("left", [0, 10, 60, -1])
def test_a_clip_that_was_cut_off_on_the_disk_is_not_played_but_made_anew(
    left: int, tmp_path: Path
) -> None:
    assert list(build(library(tmp_path), TEXTS[:1])) == [Made(TEXTS[0])]
    (clip,) = tmp_path.iterdir()
    clip.write_bytes(clip.read_bytes()[:left])
    assert library(tmp_path).clip(TEXTS[0]) is None
    assert library(tmp_path).missing(TEXTS[:1]) == TEXTS[:1]
    assert list(build(library(tmp_path), TEXTS[:1])) == [Made(TEXTS[0])]
    assert library(tmp_path).clip(TEXTS[0]) == clip.name
    assert sound.chunk(clip.read_bytes(), b"data")


def test_a_text_that_fails_is_reported_and_does_not_stop_the_others(tmp_path: Path) -> None:
    voices = {"en": "no-such-voice", "nl": "nl", "uk": "uk"}
    languages = {
        tag: Language(name=tag, status="draft", voices={"espeak": voice})
        for tag, voice in voices.items()
    }
    mute = Text("nl", "…")
    made = build(Library(languages, tmp_path, Masters(tmp_path)), [*TEXTS, mute])
    problems = {one.text: one.problem for one in made}
    assert "'no-such-voice'" in problems[TEXTS[0]]
    assert "silent" in problems[mute]
    assert [problems[text] for text in TEXTS[1:]] == ["", ""]
    assert len(list(tmp_path.iterdir())) == 2


def test_two_builds_at_once_leave_one_good_clip_each(tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(lambda _: list(build(library(tmp_path), TEXTS)), range(2)))
    assert [one.problem for made in both for one in made] == [""] * 6
    assert {path.name for path in tmp_path.iterdir()} == {
        library(tmp_path).clip(text) for text in TEXTS
    }
    assert all(sound.chunk(path.read_bytes(), b"data") for path in tmp_path.iterdir())


def test_a_clip_is_replaced_not_written_into(tmp_path: Path) -> None:
    """A server that is sending the former file can send all of it."""
    source = library(tmp_path).best(TEXTS[0])
    assert source
    path = tmp_path / source.clip
    path.write_bytes(b"the former clip")
    with path.open("rb") as former:
        assert list(build(library(tmp_path), TEXTS[:1])) == [Made(TEXTS[0])]
        assert former.read() == b"the former clip"
    assert path.read_bytes().startswith(b"RIFF")


def test_a_full_disk_is_reported_for_every_text_and_leaves_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "clips"
    problems = sorted(elsewhere(OPEN + FULL + MAKE, folder))
    assert problems == ["en [Errno 27] File too large", "nl [Errno 27] File too large"]
    assert list(folder.iterdir()) == []


def test_a_disk_that_is_full_at_any_byte_of_a_clip_leaves_nothing(tmp_path: Path) -> None:
    """The last bytes of a file wait in a buffer: writing them may fail when it is closed."""
    folder = tmp_path / "clips"
    folder.mkdir()
    assert elsewhere(OPEN + FULL_AT_THE_VERY_END, folder) == ["File too large"] * 5
    assert [path.name for path in folder.iterdir()] == []


def test_an_ffmpeg_that_fails_is_reported_for_every_text(tmp_path: Path) -> None:
    folder = tmp_path / "clips"
    problems = sorted(elsewhere(OPEN + MAKE, folder, IMAGEIO_FFMPEG_EXE="false"))
    assert [problem.split(":")[0] for problem in problems] == [
        f"{tag} {FFMPEG_FAILED}" for tag in ("en", "nl")
    ]
    assert list(folder.iterdir()) == []


def test_an_ffmpeg_that_is_not_there_is_reported_for_every_text(tmp_path: Path) -> None:
    folder = tmp_path / "clips"
    problems = sorted(elsewhere(OPEN + MAKE, folder, IMAGEIO_FFMPEG_EXE="/no/such/ffmpeg"))
    reason = "ffmpeg is missing: IMAGEIO_FFMPEG_EXE is '/no/such/ffmpeg'"
    assert problems == [f"{tag} {reason}" for tag in ("en", "nl")]
    assert list(folder.iterdir()) == []
