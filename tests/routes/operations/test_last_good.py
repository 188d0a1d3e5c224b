"""Files break, and callers are answered all the same: from the last good ones."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app import application
from audio.lexicon import use_lexicons
from ivr.step import Utterance
from routes.call.hotline import Hotline
from routes.operations.last_good import FOLDER, keep, open_or_last_good
from routes.operations.opening import SHIPPED, CannotStart, Files
from tests.conftest import make_settings
from tests.small.hotline import SMALL, small_clips

Break = Callable[[Files], object]


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """A copy of the small hotline's files, to be broken."""
    folder = tmp_path / "files"
    shutil.copytree(SMALL.tree.parent, folder)
    lexicons = shutil.copytree(SMALL.lexicons, tmp_path / "lexicon")
    return replace(
        Files(
            **{
                name: folder / getattr(SMALL, name).name
                for name in (
                    "tree",
                    "destinations",
                    "languages",
                    "template",
                    "catalogues",
                    "reviewed",
                    "masters",
                )
            }
        ),
        lexicons=lexicons,
    )


@pytest.fixture(autouse=True)
def shipped_lexicons() -> Iterator[None]:
    """A worker reads the kept lexicons to its end. The other tests of this process do not."""
    yield
    use_lexicons(SHIPPED.lexicons)


@pytest.fixture
def start(files: Files, tmp_path: Path) -> Callable[[], Hotline]:
    """A worker starts, as after a kill, a reload or a restart of the machine."""
    settings = make_settings(clips_folder=small_clips(), state_directory=tmp_path / "state")
    return lambda: open_or_last_good(settings, files)


BREAKS: dict[str, Break] = {
    "a typing error in destinations.toml": lambda files: files.destinations.write_text(
        "broken = ["
    ),
    "a typing error in hotline.toml": lambda files: files.tree.write_text("[keys"),
    "a catalogue is deleted": lambda files: (files.catalogues / "ar.po").unlink(),
    "all catalogues are deleted": lambda files: shutil.rmtree(files.catalogues),
    "the English is deleted": lambda files: files.template.unlink(),
    "half a git pull": lambda files: files.tree.write_text(
        files.tree.read_text("utf-8").replace('"danger.now"', '"danger.newer"'), "utf-8"
    ),
    "a merge conflict": lambda files: files.languages.write_text("<<<<<<< HEAD\n"),
    "another encoding": lambda files: files.destinations.write_bytes(b"\xff\xfe\x00"),
    "a broken lexicon": lambda files: (files.lexicons / "fr.toml").write_text("digits = 3"),
}


@pytest.mark.parametrize("what", BREAKS)
def test_callers_hear_the_last_good_files_when_the_current_ones_break(
    what: str, files: Files, start: Callable[[], Hotline], caplog: pytest.LogCaptureFixture
) -> None:
    good = start()
    BREAKS[what](files)
    for _ in range(2):
        hotline = start()
        assert hotline.tree == good.tree
        assert {one.language: one for one in map(hotline.text, _said(hotline))} == {
            one.language: one for one in map(good.text, _said(good))
        }
        assert hotline.broken
    assert "the files are broken, so callers hear the last good ones" in caplog.text
    assert hotline.kept_on is not None
    client = application(hotline).test_client()
    assert client.get("/healthz").json == {
        "status": "ok",
        "languages": sorted(good.tree.offered),
        "files": "last good",
        "release": 0,
    }


def _said(hotline: Hotline) -> list[Utterance]:
    return [utterance for _, utterance in hotline.tree.script()]


def test_files_that_are_mended_are_taken_at_the_next_start(
    files: Files, start: Callable[[], Hotline]
) -> None:
    start()
    text = files.tree.read_text("utf-8")
    files.tree.write_text("[keys")
    assert start().broken
    files.tree.write_text(text.replace('again = "#"', 'again = "#"  # mended'), "utf-8")
    mended = start()
    assert mended.broken == ()


def test_a_first_start_with_broken_files_names_every_problem(
    files: Files, start: Callable[[], Hotline]
) -> None:
    files.tree.write_text("[keys")
    (files.lexicons / "fr.toml").write_text("digits = 3")
    with pytest.raises(CannotStart) as caught:
        start()
    assert "hotline.toml" in str(caught.value)
    assert "lexicon/fr.toml: (the whole file): cannot be read: 'digits' must be" in str(
        caught.value
    )


def test_without_a_state_directory_nothing_is_kept(files: Files, tmp_path: Path) -> None:
    settings = make_settings(clips_folder=small_clips())
    open_or_last_good(settings, files)
    files.tree.write_text("[keys")
    with pytest.raises(CannotStart):
        open_or_last_good(settings, files)
    assert not list(tmp_path.rglob(FOLDER))


def test_a_state_directory_that_cannot_be_written_stops_no_start(
    files: Files, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "state").write_text("a file, where a folder should be")
    settings = make_settings(clips_folder=small_clips(), state_directory=tmp_path / "state")
    assert not open_or_last_good(settings, files).broken
    assert "cannot be kept" in caplog.text


def test_only_the_newest_state_is_kept_and_the_same_one_is_not_written_again(
    files: Files, tmp_path: Path
) -> None:
    folder = tmp_path / "kept"
    keep(files, folder)
    (first,) = [path for path in folder.iterdir() if path.is_dir()]
    written = first.stat().st_mtime_ns
    keep(files, folder)
    assert first.stat().st_mtime_ns == written
    files.tree.write_text(files.tree.read_text("utf-8") + "\n# another\n", "utf-8")
    keep(files, folder)
    assert len([path for path in folder.iterdir() if path.is_dir()]) == 1
    assert not first.exists()
