"""Sounds that come from the desk travel with a release, and go when they are withdrawn."""

import shutil
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from audio.clip import decode
from audio.engines.espeak import Espeak
from audio.ffmpeg import write_opus
from audio.library import clips_of_master
from audio.mastering import level_master
from audio.masters import Masters
from audio.provenance import HUMAN, Provenance, spoken_digest
from audio.text import Text
from ivr.step import Utterance
from routes.call.hotline import HOTLINE, Speech
from routes.operations.last_good import content_of
from routes.operations.opening import open_hotline
from routes.releases import rows, sounds
from routes.releases.exporting import export, export_sounds
from routes.releases.kept import WITHDRAWN, with_kept_release
from routes.releases.overlay import overlay
from routes.releases.rows import State
from routes.releases.sounds import SpokenSound
from tests.audio.studio import TODAY
from tests.conftest import make_settings
from tests.routes.releases.desk_of_small import ANNA, BEN, Instance
from tests.small.followed import copied_to
from tests.small.hotline import SMALL, small_clips

GOODBYE = "Tot ziens. Bel gerust opnieuw."
NOW = 1_800_000_000


@pytest.fixture
def here(clips: object, tmp_path: Path) -> Instance:
    return Instance(f"sqlite:///{tmp_path / 'statistics.sqlite'}", tmp_path / "state")


def spoken(folder: Path, words: str, engine: str = HUMAN, language: str = "nl") -> SpokenSound:
    """A master of the goodbye, said a little differently by each engine."""
    text = Text(language, words)
    folder.mkdir(exist_ok=True)
    path = folder / "spoken.opus"
    said = Espeak().speak(words if engine == HUMAN else f"{words} Hm.", "nl", "nl")
    write_opus(level_master(said), path)
    about = Provenance(
        text=text.digest,
        spoken=spoken_digest(text, engine),
        engine=engine,
        voice="AB",
        date=TODAY,
        sha256=sha256(path.read_bytes()).hexdigest(),
    )
    return SpokenSound("goodbye", "goodbye", text, about, path.read_bytes())


def propose(here: Instance, sound: SpokenSound) -> int:
    return here.follower.store.do(lambda of: sounds.propose(of, sound, None, ANNA, NOW))


def heard(here: Instance, prompt: str = "goodbye", language: str = "nl") -> Speech:
    return HOTLINE.of(here.app).speech(Utterance(prompt, language))


def test_a_text_goes_live_with_its_sound_and_both_are_taken_back(
    here: Instance, tmp_path: Path
) -> None:
    before, sound = heard(here), spoken(tmp_path / "said", GOODBYE)
    release = here.publish(here.change("texts.nl.goodbye", GOODBYE), propose(here, sound))
    assert (release.state, release.problems) == (State.LIVE, ())
    assert here.look() == release.id
    after = heard(here)
    assert after.text.words == GOODBYE
    assert after.clip in clips_of_master(sound.provenance.sha256)
    assert after.clip
    with here.app.test_client().get(f"/clips/{after.clip}") as answer:
        assert answer.status_code == 200
    assert len(decode(HOTLINE.of(here.app).library.path(after.clip))) > 500
    undone = here.publishing.check(here.publishing.undo(release.id, BEN))
    assert here.look() == undone.id
    assert heard(here) == before


def test_every_instance_fetches_a_sound_before_the_release_is_live(
    here: Instance, tmp_path: Path
) -> None:
    other = Instance(f"sqlite:///{tmp_path / 'statistics.sqlite'}", tmp_path / "elsewhere")
    sound = spoken(tmp_path / "said", "Dag.", engine="kokoro")
    release = here.publishing.begin(
        [here.change("texts.nl.goodbye", "Dag."), propose(here, sound)], ANNA
    )
    other.look()
    clip = tmp_path / "elsewhere" / "clips" / clips_of_master(sound.provenance.sha256)[0]
    assert clip.exists()
    assert here.publishing.check(release).state is State.LIVE
    other.look()
    assert heard(other).clip == clip.name


def test_a_release_whose_sound_is_lost_is_not_taken(here: Instance, tmp_path: Path) -> None:
    sound = spoken(tmp_path / "said", GOODBYE)
    broken = replace(sound, master=b"no recording")
    release = here.publish(here.change("texts.nl.goodbye", GOODBYE), propose(here, broken))
    assert release.state is State.FAILED
    assert "is not in the desk's database, or broken" in release.problems[0].message
    assert here.look() == 0


def test_sounds_are_heard_after_a_restart_without_a_database(
    here: Instance, tmp_path: Path
) -> None:
    sound = spoken(tmp_path / "said", GOODBYE)
    release = here.publish(here.change("texts.nl.goodbye", GOODBYE), propose(here, sound))
    assert here.look() == release.id
    plain = open_hotline(HOTLINE.of(here.app).settings, SMALL)
    again = with_kept_release(plain, here.follower.base)
    assert again.release_problem == ""
    assert again.speech(Utterance("goodbye", "nl")) == heard(here)


def test_a_withdrawn_voice_is_gone_everywhere_and_another_one_speaks(
    here: Instance, tmp_path: Path
) -> None:
    sound = spoken(tmp_path / "said", GOODBYE)
    here.look()
    release = here.publish(here.change("texts.nl.goodbye", GOODBYE), propose(here, sound))
    here.look()
    clip = heard(here).clip
    store = here.follower.store
    assert store.do(lambda of: sounds.withdraw_voice(of, "AB", NOW, "nl")) == 1
    assert here.look() == release.id
    after = heard(here)
    assert after.text.words == GOODBYE
    assert after.clip not in (None, clip)
    checksum = sound.provenance.sha256
    assert store.do(lambda of: sounds.masters(of, [checksum])) == {}
    left = [path.name for path in (tmp_path / "state").rglob("*") if path.is_file()]
    assert not {f"{checksum}.opus", *clips_of_master(checksum)} & {*left}


def test_a_voice_is_withdrawn_and_releases_go_on_while_a_disk_is_full(
    here: Instance, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    sound = spoken(tmp_path / "said", GOODBYE)
    here.publish(here.change("texts.nl.goodbye", GOODBYE), propose(here, sound))
    here.look()
    clip = heard(here).clip
    note = here.follower.folder.parent / WITHDRAWN
    note.mkdir()  # nothing can be written in its place
    assert here.follower.store.do(lambda of: sounds.withdraw_voice(of, "AB", NOW, "nl")) == 1
    here.look()
    assert heard(here).clip != clip
    release = here.publish(here.change("texts.nl.goodbye", "Dag."))
    assert here.look() == release.id
    assert "a withdrawn voice cannot be noted on this machine: Is a directory" in caplog.messages
    note.rmdir()
    here.look()
    assert sound.provenance.sha256 in note.read_text("utf-8")


def test_a_person_is_heard_before_an_engine(here: Instance, tmp_path: Path) -> None:
    words = HOTLINE.of(here.app).text(Utterance("goodbye", "nl")).words
    before = heard(here)
    release = here.publish(propose(here, spoken(tmp_path / "said", words, engine="kokoro")))
    assert here.look() == release.id
    assert heard(here) == before
    person = spoken(tmp_path / "said", words)
    here.publish(propose(here, person))
    here.look()
    assert heard(here).clip in clips_of_master(person.provenance.sha256)


def test_what_is_said_in_danger_waits_for_a_second_person(here: Instance, tmp_path: Path) -> None:
    sound = replace(spoken(tmp_path / "said", GOODBYE), prompt="danger.now", name="danger.now")
    assert here.publish(propose(here, sound)).state is State.WAITING


def test_a_text_that_nothing_says_leaves_the_former_one_audible(here: Instance) -> None:
    """Somali has no engine: a person must record it. The robot says what has changed in Arabic."""
    before, arabic = heard(here, language="so"), "مع السلامة الآن"
    somali = here.change("texts.so.goodbye", "Nabad gelyo, mar kale soo wac.")
    release = here.publish(somali, here.change("texts.ar.goodbye", arabic))
    assert (release.state, release.problems) == (State.LIVE, ())
    here.look()
    hotline = HOTLINE.of(here.app)
    assert hotline.former == {("so", "goodbye")}
    assert heard(here, language="so") == before
    assert {"so", "ar"} <= hotline.tree.offered
    after = heard(here, language="ar")
    assert (after.text.words, after.clip is None) == (arabic, False)


def test_exported_masters_say_the_same_in_a_fresh_start(here: Instance, tmp_path: Path) -> None:
    sound = spoken(tmp_path / "said", GOODBYE)
    here.publish(here.change("texts.nl.goodbye", GOODBYE), propose(here, sound))
    publishing = here.publishing
    folder = tmp_path / "git"
    shutil.copytree(SMALL.tree.parent, folder)
    shutil.copytree(SMALL.masters, folder / "masters")
    files = copied_to(folder)
    _, changes = publishing.store.do(rows.live_changes)
    laid = overlay(publishing.base, changes)
    list(export(publishing.base, laid, files))
    wrote = list(export_sounds(publishing.store, changes, laid, files))
    assert [path.name for path in wrote] == ["goodbye.opus"]
    masters = Masters(files.masters)
    assert masters.of(sound.text) == sound.provenance
    assert masters.is_whole(("nl", "goodbye"))
    fresh = open_hotline(make_settings(clips_folder=small_clips()), files)
    assert fresh.text(Utterance("goodbye", "nl")).words == GOODBYE
    again = overlay(dict(content_of(files)), changes)
    assert (again.conflicts, len(again.absorbed)) == ((), 2)
