"""A short language needs the texts that its callers hear, and no others."""

from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest

from audio.masters import Masters
from prompts.template import load_template
from routes.call.hotline import Hotline
from routes.operations.heard_texts import with_unheard
from routes.operations.opening import CannotStart, Files, open_hotline
from routes.operations.script.rows import rows
from tests.conftest import make_settings
from tests.small.hotline import SMALL, small_tree

PRODUCTION = {"environment": "production", "allow_draft_languages": "all"}


def files_without(folder: Path, old: str) -> Files:
    """The files of the small hotline in which a Somali text is empty."""
    catalogues = Path(copytree(SMALL.catalogues, folder / "catalogues"))
    somali = catalogues / "so.po"
    text = somali.read_text("utf-8")
    assert text.count(old) == 1
    somali.write_text(text.replace(old, ""), "utf-8")
    return replace(SMALL, catalogues=catalogues)


def test_a_text_is_needed_where_callers_come_to_it() -> None:
    found = with_unheard(load_template(SMALL.template), small_tree())
    unheard = {prompt for prompt, source in found.items() if not source.is_heard_in("so")}
    assert {"signs.papers", "main.signs", "speak.postcode", "postcode.ask"} <= unheard
    assert unheard.isdisjoint({"main.danger", "privacy.list", "again.wrong", "key.8", "apology"})
    assert {language for source in found.values() for language in source.unheard_in} == {"so"}


def test_in_production_nothing_else_has_to_be_translated(small_clips: Path) -> None:
    """The Somali catalogue of the small hotline has no other texts."""
    hotline = open_hotline(make_settings(clips_folder=small_clips, **PRODUCTION), SMALL)
    assert "so" in hotline.tree.offered
    assert not any("English" in warning for warning in hotline.warnings)


def test_in_production_a_text_that_is_needed_is_named(tmp_path: Path, small_clips: Path) -> None:
    files = files_without(tmp_path, "Garan maayo waa {key}.")
    with pytest.raises(CannotStart) as stopped:
        open_hotline(make_settings(clips_folder=small_clips, **PRODUCTION), files)
    named = [str(problem) for problem in stopped.value.problems]
    assert named == ["so.po: speak.unknown: has no translation"]


def test_a_native_speaker_is_sent_what_callers_hear(hotline: Hotline) -> None:
    sent = [row.prompt for row in rows(hotline, "so")]
    assert [one for one in sent if not one.startswith("key.")] == [
        prompt
        for prompt in hotline.catalogues.template
        if prompt in {line.prompt for _, line in hotline.tree.script() if line.language == "so"}
    ]
    assert len(sent) < len(list(rows(hotline, "uk")))


def test_what_is_to_be_recorded_is_what_callers_hear(hotline: Hotline) -> None:
    names = {name for language, name in hotline.recordings if language == "so"}
    assert "danger.now" in names
    assert names.isdisjoint({"main.signs", "signs.papers", "speak.postcode", "postcode.ask"})


def test_it_is_offered_as_soon_as_a_person_has_recorded_it(
    tmp_path: Path, small_clips: Path, hotline: Hotline
) -> None:
    """Until then no page names it, and the advice is not to build what nothing can speak."""
    files = replace(SMALL, masters=tmp_path / "masters")
    settings = make_settings(clips_folder=small_clips)
    before = open_hotline(settings, files)
    assert hotline.tree.language_page.shown(hotline.tree)[1]["3"] == "so"
    assert "so" in before.whole.offered - before.tree.offered
    assert "3" not in before.tree.language_page.shown(before.tree)[1]
    [told] = [line for line in before.warnings if line.startswith("NOT offered to callers: so")]
    assert told.endswith(
        "let a person record them (`flask audio booklet --language so`, then `flask audio "
        "import`), and reload the server"
    )
    recorded = replace(files, masters=SMALL.masters)
    assert Masters(SMALL.masters).all
    assert "so" in open_hotline(settings, recorded).tree.offered
