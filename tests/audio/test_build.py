"""Clips are made whole or not at all, and what fails stops nothing else."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from audio.build import Made, build
from audio.library import Library, Text, clip_name
from prompts.languages import Language, load_languages
from tests.audio import sound

ROOT = Path(__file__).parents[2]
TEXTS = [Text("en", "Hello."), Text("nl", "Dag."), Text("uk", "Добрий день.")]
OPEN = """
import resource, sys
from pathlib import Path
from audio.build import _write, build
from audio.library import Library, Text
from prompts.languages import load_languages
folder = Path(sys.argv[1])
texts = [Text("en", "Hello."), Text("nl", "Dag.")]
"""
MAKE = """
for made in build(Library(load_languages(), folder), texts, "espeak"):
    print(made.text.language, bool(made.problem))
"""
FULL = "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))"
FULL_AT_THE_VERY_END = """
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
for limit in (0, 4096, 8192, 15000, 19999):
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        _write(folder / f"{limit}.wav", bytes(20000))
    except OSError as error:
        print(error.strerror)
"""


def library(folder: Path) -> Library:
    return Library(load_languages(), folder)


def elsewhere(script: str, folder: Path, **environ: str) -> list[str]:
    """What a script prints in a process of its own, where a limit or a fault troubles nobody else."""
    command = [sys.executable, "-c", OPEN + script, str(folder)]
    here = {**os.environ, "TMPDIR": str(folder.parent), **environ}
    done = subprocess.run(command, cwd=ROOT, env=here, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_every_text_gets_its_clip_and_nothing_else_is_left(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "clips"
    made = list(build(library(folder), TEXTS, "espeak"))
    assert {one.text for one in made if not one.problem} == set(TEXTS)
    assert {path.name for path in folder.iterdir()} == {library(folder).clip(text) for text in TEXTS}


def test_every_clip_is_whole_and_can_be_read_by_the_web_server(tmp_path: Path) -> None:
    assert len(list(build(library(tmp_path), TEXTS, "espeak"))) == 3
    for path in tmp_path.iterdir():
        assert len(sound.chunk(path.read_bytes(), b"data")) > 0.3 * sound.RATE
        assert path.stat().st_mode & 0o777 == 0o644


def test_a_second_build_makes_nothing(tmp_path: Path) -> None:
    assert list(library(tmp_path).missing(TEXTS, "espeak")) == TEXTS
    assert len(list(build(library(tmp_path), TEXTS, "espeak"))) == 3
    assert list(library(tmp_path).missing(TEXTS, "espeak")) == []


def test_a_build_that_was_cut_short_goes_on_where_it_was(tmp_path: Path) -> None:
    assert list(build(library(tmp_path), TEXTS[:1], "espeak")) == [Made(TEXTS[0])]
    assert list(library(tmp_path).missing(TEXTS, "espeak")) == TEXTS[1:]


def test_a_text_that_fails_is_reported_and_does_not_stop_the_others(tmp_path: Path) -> None:
    voices = {"en": "no-such-voice", "nl": "nl", "uk": "uk"}
    languages = {tag: Language(name=tag, status="draft", voices={"espeak": voice}) for tag, voice in voices.items()}
    mute = Text("nl", "…")
    problems = {one.text: one.problem for one in build(Library(languages, tmp_path), [*TEXTS, mute], "espeak")}
    assert "'no-such-voice'" in problems[TEXTS[0]]
    assert "silent" in problems[mute]
    assert [problems[text] for text in TEXTS[1:]] == ["", ""]
    assert len(list(tmp_path.iterdir())) == 2


def test_two_builds_at_once_leave_one_good_clip_each(tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(lambda _: list(build(library(tmp_path), TEXTS, "espeak")), range(2)))
    assert [one.problem for made in both for one in made] == [""] * 6
    assert {path.name for path in tmp_path.iterdir()} == {library(tmp_path).clip(text) for text in TEXTS}
    assert all(sound.chunk(path.read_bytes(), b"data") for path in tmp_path.iterdir())


def test_a_clip_is_replaced_not_written_into(tmp_path: Path) -> None:
    """Somebody may be hearing it: the former file stays whole for who has it open."""
    path = tmp_path / clip_name(TEXTS[0], "espeak", "en")
    path.write_bytes(b"the former clip")
    with path.open("rb") as former:
        assert list(build(library(tmp_path), TEXTS[:1], "espeak")) == [Made(TEXTS[0])]
        assert former.read() == b"the former clip"
    assert path.read_bytes().startswith(b"RIFF")


def test_a_full_disk_is_reported_for_every_text_and_leaves_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "clips"
    assert sorted(elsewhere(FULL + MAKE, folder)) == ["en True", "nl True"]
    assert list(folder.iterdir()) == []


def test_a_disk_that_is_full_at_any_byte_of_a_clip_leaves_nothing(tmp_path: Path) -> None:
    """The last bytes of a file wait in a buffer: they may fail as late as when it is closed."""
    folder = tmp_path / "clips"
    folder.mkdir()
    assert elsewhere(FULL_AT_THE_VERY_END, folder) == ["File too large"] * 5
    assert [path.name for path in folder.iterdir()] == []


def test_an_ffmpeg_that_fails_is_reported_for_every_text(tmp_path: Path) -> None:
    folder = tmp_path / "clips"
    assert sorted(elsewhere(MAKE, folder, IMAGEIO_FFMPEG_EXE="false")) == ["en True", "nl True"]
    assert list(folder.iterdir()) == []
