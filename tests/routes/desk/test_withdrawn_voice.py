"""A voice that its person withdraws is gone from every place, also where it is in the files by now,
and the robot speaks.
"""

import re
import shutil
from pathlib import Path

import pytest
from flask import Flask

from app import application
from audio.build import build
from audio.library import clips_of_master
from audio.text import Text
from routes.call.hotline import HOTLINE
from routes.desk.review import door
from routes.operations.last_good import content_of
from routes.operations.opening import Files, open_hotline
from routes.releases import rows
from routes.releases.following import FOLLOWER
from routes.releases.kept import with_kept_release
from routes.releases.publishing import Publishing, publishing_of
from tests.conftest import make_settings
from tests.routes.desk.conftest import Coordinator, desk_settings
from tests.routes.desk.recording import ARABIC, PAGE, joined, voice
from tests.routes.desk.reviewing import wait_for
from tests.small.followed import copied_to, copy_files
from tests.small.hotline import small_clips


@pytest.fixture(autouse=True)
def in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "page_language", lambda _tag: "en")


class Machine:
    """A machine with files, clips and a state of its own, which shares the desk with others."""

    def __init__(self, folder: Path, database: str, files: Path | None = None) -> None:
        self.folder, self.database = folder, database
        self.files: Files = copied_to(files or copy_files(folder / "files"))
        self.clips = folder / "clips"
        shutil.copytree(small_clips(), self.clips)
        self.starts()

    def starts(self) -> None:
        """Start, or start again."""
        settings = make_settings(
            **desk_settings(
                database_url=self.database,
                state_directory=self.folder / "state",
                clips_folder=self.clips,
            )
        )
        hotline = open_hotline(settings, self.files)
        made = build(hotline.library, hotline.library.missing([hotline.recordings[GOODBYE]]))
        assert not {one.problem for one in made} - {""}
        base = dict(content_of(self.files))
        self.app: Flask = application(with_kept_release(hotline, base), base)

    def looks(self) -> None:
        FOLLOWER.of(self.app).look()

    @property
    def publishing(self) -> Publishing:
        return publishing_of(FOLLOWER.of(self.app), self.app)

    @property
    def clip(self) -> str | None:
        """What callers hear."""
        hotline = HOTLINE.of(self.app)
        return hotline.library.clip(self.text)

    @property
    def text(self) -> Text:
        return HOTLINE.of(self.app).recordings[GOODBYE]

    def exports(self) -> str:
        """Write what is live into the files of this machine; what the command tells."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("routes.commands.desk.SHIPPED", self.files)
            return self.app.test_cli_runner().invoke(args=["desk", "export"]).output


GOODBYE = ("ar", "goodbye")


def test_a_withdrawn_voice_is_gone_from_every_place(
    clips: object, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """On two machines, of which one has it in its files; a release that is taken back, and older
    copies of the database and of the files, bring nothing back.
    """
    database = f"sqlite:///{tmp_path / 'statistics.sqlite'}"
    here = Machine(tmp_path / "here", database)
    anna = Coordinator(here.app)
    assert anna.log_in().status_code == 303
    sami, lina = joined(here.app, anna, "Sami", "record"), joined(here.app, anna, "Lina", "review")
    assert sami.post(f"{ARABIC}/consent", voice="S. A.", agree="yes").status_code == 303
    said = voice(sami.texts()["goodbye"])
    for take in (said.apply_gain(-3), said):
        assert sami.sends("goodbye", take, tmp_path)["kept"] is True
    (tmp_path / "take.webm").unlink()
    [sound] = re.findall(r'href="([^"]+)/sound"', lina.get(f"{ARABIC}/listen").text)
    assert lina.post(f"{sound}/verdict", verdict="good").status_code == 303
    assert anna.post(f"{PAGE}/voices").status_code == 303
    wait_for("publishing")

    assert "Wrote 1 master into" in here.exports()
    shutil.copytree(here.files.tree.parent, tmp_path / "git")
    there = Machine(tmp_path / "there", database, tmp_path / "git")
    there.looks()
    store = here.publishing.store
    release, [change] = store.do(rows.live_changes)
    checksum = change.after["sha256"]
    assert here.clip in clips_of_master(checksum)
    assert there.clip == here.clip
    master = (here.files.masters / "ar" / "goodbye.opus").read_bytes()
    assert len(places_of(tmp_path, checksum, master)) > 5
    copy = Path(
        shutil.copy(tmp_path / "desk.sqlite", tmp_path.with_name(f"{tmp_path.name}-copy.sqlite"))
    )
    shutil.copytree(there.files.masters, tmp_path.with_name(f"{tmp_path.name}-copy"))

    assert sami.post(f"{ARABIC}/withdrawal").status_code == 303
    for machine in (here, there):
        machine.looks()
        assert machine.clip not in (None, *clips_of_master(checksum))
        told = machine.exports()
        assert "Removed 1 master of voices that were withdrawn." in told
        assert "Wrote" not in told
    assert places_of(tmp_path, checksum, master) == []

    publishing = here.publishing
    undone = publishing.check(publishing.undo(release, "Anna"))
    publishing.check(publishing.undo(undone.id, "Anna"))
    here.looks()
    assert here.clip not in (None, *clips_of_master(checksum))

    copy.replace(tmp_path / "desk.sqlite")
    shutil.copytree(
        tmp_path.with_name(f"{tmp_path.name}-copy"), there.files.masters, dirs_exist_ok=True
    )
    for machine in (here, there):
        machine.starts()
        assert machine.clip not in (None, *clips_of_master(checksum))
        machine.looks()
        assert machine.clip not in (None, *clips_of_master(checksum))


def places_of(folder: Path, checksum: str, master: bytes) -> list[str]:
    """The files that have the sound of a master, are made of it, or count it among the masters."""
    names = {f"{checksum}.opus", *clips_of_master(checksum)}
    slices = {master[at : at + 64] for at in range(256, len(master) - 64, 512)}
    return [
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file()
        and "releases" not in path.parts  # what a release said, without sounds
        and (
            path.name in names
            or any(part in path.read_bytes() for part in slices)
            or (path.match("masters/*/provenance.json") and checksum in path.read_text("utf-8"))
        )
    ]
