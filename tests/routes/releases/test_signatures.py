"""A language is signed and put on air at the desk, and the files say so after an export."""

from pathlib import Path

from prompts.review import load_signed, to_sign
from routes.operations.last_good import content_of
from routes.operations.opening import open_hotline
from routes.releases.change import Change
from routes.releases.exporting import export
from routes.releases.overlay import overlay, value_in
from routes.releases.second_person import needs_second
from routes.releases.signatures import signature
from routes.settings.settings import Settings
from tests.conftest import make_settings
from tests.small.followed import copied_to, copy_files
from tests.small.hotline import small_clips, small_hotline

ENTITY = "signatures.ar"


def production() -> Settings:
    return make_settings(
        environment="production", allow_draft_languages="en,nl,fr", clips_folder=small_clips()
    )


def signed(by: str = "Anna") -> Change:
    """Arabic as Rita and Sam signed it."""
    texts = dict(to_sign(small_hotline(production()).latest, "ar").texts)
    return Change(1, ENTITY, None, signature("Rita, Sam", "2026-11-27", texts), by)


def test_an_exported_signature_puts_the_language_on_air_in_a_fresh_clone(tmp_path: Path) -> None:
    files = copied_to(copy_files(tmp_path / "files"))
    base, change = dict(content_of(files)), signed()
    assert "ar" not in open_hotline(production(), files).tree.offered
    laid = overlay(base, [change])
    assert not laid.conflicts
    assert not files.reviewed.exists()
    written = {place.name for place in export(base, laid, files)}
    assert written == {"languages.toml", "ar.po"}
    hotline = open_hotline(production(), files)
    assert "ar" in hotline.tree.offered
    assert hotline.languages["ar"].reviewer == "Rita, Sam"
    assert load_signed(files.reviewed)["ar"].digest == hotline.languages["ar"].signed
    assert overlay(dict(content_of(files)), [change]).absorbed == (change,)


def test_a_signature_is_taken_back_as_if_nobody_had_signed(tmp_path: Path) -> None:
    files = copied_to(copy_files(tmp_path / "files"))
    first = signed()
    back = Change(2, ENTITY, first.after, None)
    taken = overlay(dict(content_of(files)), [first, back])
    assert not taken.conflicts
    assert value_in(taken.content, ENTITY) is None
    assert b'status = "live"' not in taken.content["languages/languages.toml"]


def test_who_signed_a_language_does_not_put_it_on_air_alone(clips: object) -> None:
    hotline = small_hotline(production())
    assert needs_second([signed(by="Anna")], hotline) == []
    assert [change.by for change in needs_second([signed(by="Sam")], hotline)] == ["Sam"]
