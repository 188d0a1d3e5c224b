"""Between the database and the files in git, and at a terminal."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from ivr.destinations import Line
from prompts.template import load_template
from routes.call.hotline import HOTLINE
from routes.operations.last_good import content_of
from routes.operations.opening import open_hotline
from routes.releases import rows
from routes.releases.exporting import export
from routes.releases.kept import with_kept_release
from routes.releases.overlay import overlay
from routes.releases.rows import State
from tests.conftest import make_settings
from tests.routes.releases.desk_of_small import ANNA, BEN, Instance
from tests.small.followed import copied_to
from tests.small.hotline import SMALL, small_clips

OFFICE = "Mo-Fr 09:00-17:00; PH off"


@pytest.fixture
def here(clips: object, tmp_path: Path) -> Instance:
    return Instance(f"sqlite:///{tmp_path / 'statistics.sqlite'}", tmp_path / "state")


def entity(here: Instance, destination: str, field: str) -> str:
    return f"destinations.{destination}.lines.{here.line(destination)}.{field}"


def test_a_fresh_start_from_exported_files_speaks_the_same(here: Instance, tmp_path: Path) -> None:
    publishing = here.publishing
    drafts = [
        here.change(entity(here, "middle", "hours"), OFFICE),
        here.change(entity(here, "north", "uri"), "tel:+3232011690"),
        here.change("texts.nl.danger.now", "Bel {emergency}. Of blijf aan de lijn."),
        here.change("texts.en.goodbye", "Goodbye. Call again."),
        here.change("english.nl.goodbye", "Goodbye. Call again."),
    ]
    release = publishing.agree(here.publish(*drafts), BEN, rung_otherwise=True)
    assert here.look() == release.id
    folder = tmp_path / "git"
    shutil.copytree(SMALL.tree.parent, folder)
    shutil.copytree(SMALL.masters, folder / "masters")
    files = copied_to(folder)
    _, changes = publishing.store.do(rows.live_changes)
    laid = overlay(publishing.base, changes)
    wrote = [place.name for place in export(publishing.base, laid, files)]
    assert sorted(wrote) == ["destinations.toml", "hotline.pot", "nl.po"]
    before, after = (load_template(one.template) for one in (SMALL, files))
    changed = replace(before["goodbye"], text="Goodbye. Call again.")
    assert after == {**before, "goodbye": changed}
    assert "# Invented." in files.destinations.read_text("utf-8")
    fresh = open_hotline(make_settings(clips_folder=small_clips()), files)
    heard = HOTLINE.of(here.app)
    assert fresh.tree == heard.tree
    assert fresh.catalogues.languages["nl"].texts == heard.catalogues.languages["nl"].texts
    stale = {tag for tag, one in fresh.catalogues.languages.items() if "goodbye" in one.stale}
    assert "fr" in stale
    assert "nl" not in stale
    again = overlay(dict(content_of(files)), changes)
    assert (again.conflicts, len(again.absorbed)) == ((), 5)


def test_a_release_is_there_after_a_restart_without_a_database(here: Instance) -> None:
    release = here.publish(here.change(entity(here, "middle", "hours"), OFFICE))
    assert here.look() == release.id
    settings = HOTLINE.of(here.app).settings
    plain = open_hotline(settings, SMALL)
    base = here.follower.base
    restarted = with_kept_release(plain, base)
    assert restarted.release == release.id
    assert restarted.tree.destinations["middle"].lines[0].hours == OFFICE
    path = "destinations/destinations.toml"
    newer = base[path].replace(b'"tel:+3210000001"', b'{ uri = "tel:+3210000001", hours = "24/7" }')
    assert newer != base[path]
    kept = with_kept_release(plain, {**base, path: newer})
    assert kept.tree.destinations["middle"].lines[0].hours == OFFICE
    assert 'and is "24/7" now' in kept.release_problem


def test_a_terminal_publishes_agrees_takes_back_and_lists(here: Instance) -> None:
    def run(*words: str) -> str:
        return here.app.test_cli_runner().invoke(args=["desk", *words]).output

    assert "There are no drafts." in run("releases")
    here.change(entity(here, "north", "uri"), "tel:+3232011690")
    assert "waits for a second person: `flask desk agree 1 --by NAME`" in run(
        "publish", "--by", ANNA
    )
    assert "Anna cannot agree" in run("agree", "1", "--by", ANNA)
    assert "Release 1 is live" in run("agree", "1", "--by", BEN, "--rung")
    assert here.look() == 1
    assert "Release 2 is live" in run("undo", "--by", BEN)
    assert here.look() == 2
    assert HOTLINE.of(here.app).tree.destinations["north"].lines == (Line(uri="tel:+3250000002"),)
    listed = run("releases")
    assert "1  " in listed
    assert "replaced  by Anna, agreed by Ben" in listed
    assert "nothing is taken" in run("import")
    assert "no draft has the number 7" in run("publish", "7")


def test_import_takes_what_the_files_say(here: Instance) -> None:
    release = here.publish(here.change(entity(here, "middle", "hours"), OFFICE))
    path = "destinations/destinations.toml"
    other = b'{ uri = "tel:+3210000001", hours = "24/7" }'
    here.follower.base[path] = here.follower.base[path].replace(b'"tel:+3210000001"', other)
    said = here.app.test_cli_runner().invoke(args=["desk", "import", "--by", BEN]).output
    assert "the files say something else: destinations.middle.lines" in said
    taken = here.look()
    assert taken > release.id
    assert HOTLINE.of(here.app).tree.destinations["middle"].lines[0].hours == "24/7"
    assert here.publishing.release(taken).state is State.LIVE
