"""Whatever happens to the files of masters, no wrong text is played and no good file is lost."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from audio.masters import Masters
from audio.provenance import read_provenance
from audio.text import Text
from routes.operations.opening import Files, open_hotline
from tests.audio import studio
from tests.audio.studio import GOODBYE, WELCOME
from tests.conftest import make_settings

ROOT = Path(__file__).parents[2]
ENGLISH = Text("en", "Hello.")
UNREADABLE = {
    "empty": (b"", "EOF"),
    "cut off": (b'{"main.welcome": {"text"', "EOF"),
    "a merge that was left undone": (b"<<<<<<< ours\n{}", "Invalid JSON"),
    "not a table": (b"[]", "object"),
    "without an engine": (
        b'{"main.welcome": {"text": "x", "date": "2026-11-22", "sha256": ""}}',
        "engine: Field",
    ),
    "with a strange entry": (
        b'{"a": {"text": "x", "engine": "y", "date": "2026-11-22", "sha256": "", "z": 1}}',
        "a: z: Extra inputs",
    ),
    "a date that is none": (
        b'{"a": {"text": "x", "engine": "y", "date": "soon", "sha256": ""}}',
        "a: date: ",
    ),
    "no text": (b"\xff\xfe", "Invalid JSON"),
}
unreadable = pytest.mark.parametrize(("content", "reason"), UNREADABLE.values(), ids=UNREADABLE)

STOPPED = """
import resource, signal, sys
from pathlib import Path
from tests.audio.studio import GOODBYE, WELCOME, keep
folder, limit = Path(sys.argv[1]), int(sys.argv[2])
killed = len(sys.argv) > 3
signal.signal(signal.SIGXFSZ, signal.SIG_DFL if killed else signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
keep(folder, "main.welcome", GOODBYE)
"""
"""Replace a master where no file may be longer than a limit, as on a full disk."""


def provenance(folder: Path) -> Path:
    return folder / "nl" / "provenance.json"


def everything(folder: Path) -> dict[str, bytes]:
    """Name -> content of every file but temporary ones."""
    return {path.name: path.read_bytes() for path in folder.glob("nl/*") if path.suffix != ".part"}


def stopped_while_adding(
    folder: Path, limit: int, *killed: str
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", STOPPED, str(folder), str(limit), *killed]
    here = {**os.environ, "TMPDIR": str(folder)}
    return subprocess.run(command, cwd=ROOT, env=here, capture_output=True, text=True, check=False)


def with_a_long_provenance(folder: Path) -> dict[str, bytes]:
    """A master with a provenance file that is longer than any sound file here."""
    one = studio.keep(folder, "main.welcome", WELCOME).all["nl", "main.welcome"].model_dump_json()
    others = (f'"other.{number}": {one}' for number in range(2000))
    provenance(folder).write_text(f'{{"main.welcome": {one}, {", ".join(others)}}}', "utf-8")
    return everything(folder)


@unreadable
def test_a_provenance_file_that_cannot_be_read_is_named_with_the_reason(
    content: bytes, reason: str, tmp_path: Path
) -> None:
    provenance(tmp_path).parent.mkdir()
    provenance(tmp_path).write_bytes(content)
    with pytest.raises(ValueError, match=r"^masters/nl/provenance\.json cannot be read") as caught:
        read_provenance(provenance(tmp_path))
    assert reason in str(caught.value)


def test_a_provenance_file_that_is_a_folder_is_named_with_the_reason(tmp_path: Path) -> None:
    provenance(tmp_path).mkdir(parents=True)
    with pytest.raises(ValueError, match="Is a directory"):
        read_provenance(provenance(tmp_path))


def test_the_other_languages_keep_their_masters(tmp_path: Path) -> None:
    studio.keep(tmp_path, "main.welcome", ENGLISH)
    studio.keep(tmp_path, "main.welcome", WELCOME)
    provenance(tmp_path).write_text("{")
    masters = Masters(tmp_path)
    assert masters.all.keys() == {("en", "main.welcome")}
    assert masters.unreadable.keys() == {"nl"}
    assert masters.of(WELCOME) is None


def test_a_provenance_file_that_cannot_be_read_is_never_written_over(tmp_path: Path) -> None:
    """A coordinator can still correct it, and the masters are still there."""
    studio.keep(tmp_path, "main.welcome", WELCOME)
    provenance(tmp_path).write_text("{")
    former = everything(tmp_path)
    with pytest.raises(ValueError, match="cannot be read"):
        studio.keep(tmp_path, "goodbye", GOODBYE)
    assert everything(tmp_path) == former


@unreadable
def test_the_hotline_starts_without_them_and_warns(
    content: bytes, reason: str, tmp_path: Path
) -> None:
    provenance(tmp_path).parent.mkdir()
    provenance(tmp_path).write_bytes(content)
    hotline = open_hotline(make_settings(clips_folder=tmp_path), Files(masters=tmp_path))
    assert "nl" in hotline.tree.offered
    warnings = [
        one for one in hotline.warnings if "masters/nl/provenance.json cannot be read" in one
    ]
    assert len(warnings) == 1
    assert reason in warnings[0]


@pytest.mark.parametrize(
    ("damage", "state"),
    [
        pytest.param(Path.unlink, "missing", id="missing"),
        pytest.param(lambda path: path.write_bytes(b""), "damaged", id="empty"),
        pytest.param(
            lambda path: path.write_bytes(path.read_bytes()[:-1000]), "damaged", id="cut off"
        ),
        pytest.param(
            lambda path: path.write_bytes(path.read_bytes() + b"x"), "damaged", id="longer"
        ),
        pytest.param(
            lambda path: studio.record(path, studio.speech(GOODBYE)), "damaged", id="another one"
        ),
    ],
)
def test_a_master_that_is_not_as_it_was_kept_is_not_read(
    damage: Callable[[Path], object], state: str, tmp_path: Path
) -> None:
    """ffmpeg would read the first half of a file that is cut off, without an error."""
    masters = studio.keep(tmp_path, "main.welcome", WELCOME)
    damage(masters.path(WELCOME))
    assert not masters.is_whole(("nl", "main.welcome"))
    with pytest.raises(ValueError, match=rf"^masters/nl/main\.welcome\.opus is {state}: "):
        masters.read(WELCOME)


@pytest.mark.parametrize("limit", [0, 1000, 200_000])
def test_a_full_disk_leaves_the_former_master_and_its_provenance(
    limit: int, tmp_path: Path
) -> None:
    """The disk is full at once, within the sound file, or within the provenance file after it."""
    former = with_a_long_provenance(tmp_path)
    done = stopped_while_adding(tmp_path, limit)
    assert "Error: [Errno " in done.stderr.splitlines()[-1]
    assert everything(tmp_path) == former
    assert list(tmp_path.glob("nl/*.part")) == []


def test_being_killed_while_provenance_is_written_leaves_the_former(tmp_path: Path) -> None:
    former = with_a_long_provenance(tmp_path)
    assert stopped_while_adding(tmp_path, 200_000, "killed").returncode == -signal.SIGXFSZ
    assert everything(tmp_path) == former
    assert Masters(tmp_path).read(WELCOME)
