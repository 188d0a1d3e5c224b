"""What must be mended is found before the first call: all of it, by file and entry."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from app import CannotStart, Files, create_app, open_hotline
from ivr.loading import HERE as IVR
from prompts.catalogue import CATALOGUES, load_catalogues
from prompts.languages import LANGUAGES
from routes.call.hotline import Hotline
from tests.conftest import make_settings

Edit = Callable[[str], str]


def unchanged(text: str) -> str:
    return text


def start_with(tmp_path: Path, edits: Mapping[str, Edit], **settings: object) -> Hotline:
    """Start a copy of the shipped files, edited by name."""
    files = [IVR / "hotline.toml", IVR / "destinations.toml", LANGUAGES, *CATALOGUES.glob("*.po")]
    for path in files:
        copy = tmp_path / path.name
        shutil.copy(path, copy)
        copy.write_text(edits.get(path.name, unchanged)(copy.read_text("utf-8")), "utf-8")
    copies = Files(
        tree=tmp_path / "hotline.toml",
        destinations=tmp_path / "destinations.toml",
        languages=tmp_path / "languages.toml",
        catalogues=tmp_path,
    )
    return open_hotline(make_settings(**settings), copies)


def problems(tmp_path: Path, edits: Mapping[str, Edit]) -> str:
    with pytest.raises(CannotStart) as caught:
        start_with(tmp_path, edits)
    return str(caught.value)


def swap(old: str, new: str) -> Edit:
    def edit(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return edit


def test_every_file_is_read_before_anything_is_reported(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        {
            "hotline.toml": swap('goes = "danger"', 'goes = "dangr"'),
            "destinations.toml": swap("tel:+3232011690", "tel:112"),
            "languages.toml": swap('status = "draft"', 'status = "perhaps"'),
            "nl.po": swap("# Dutch", "<<<<<<< theirs\n# Dutch"),
        },
    )
    for expected in (
        "hotline.toml: nodes.main: key 1 leads to 'dangr'",
        "destinations.toml: payoke.lines.0.uri: '112' is a short code",
        "languages.toml: en.status",
        "nl.po is not a PO file",
    ):
        assert expected in found
    assert found.startswith("the hotline cannot start. Mend this, then start again:\n  - ")


def test_a_prompt_that_does_not_exist_is_named_with_its_node(tmp_path: Path) -> None:
    found = problems(tmp_path, {"hotline.toml": swap('"signs.job"', '"signs.jobs"')})
    assert (
        "hotline.toml: nodes.signs: wants to say 'signs.jobs' in 'nl', but there is no 'signs.jobs'"
        in found
    )


def test_a_translation_that_is_missing_is_named(tmp_path: Path) -> None:
    found = problems(tmp_path, {"uk.po": swap('msgstr "нуль"', 'msgstr ""')})
    assert "uk.po: key.0: has no translation" in found


def test_a_language_on_a_page_needs_an_entry_and_a_catalogue(tmp_path: Path) -> None:
    found = problems(tmp_path, {"hotline.toml": swap('"hu"],', '"hu"],\n    ["cs"],')})
    assert "languages.toml: cs: is on a language page but has no entry here" in found
    assert "catalogues: cs.po: is missing" in found


def test_a_called_number_cannot_belong_to_a_language_that_is_not_there() -> None:
    with pytest.raises(CannotStart, match="LANGUAGE_NUMBERS: 'cs' is on no language page"):
        create_app(make_settings(language_numbers="+3222345679=cs"))


def without_say(text: str) -> str:
    """Ukrainian without a voice of the carrier, as Albanian or Somali are."""
    return "\n".join(line for line in text.splitlines() if "uk-UA" not in line)


def test_a_language_that_nobody_could_hear_is_not_offered(tmp_path: Path) -> None:
    edits = {"languages.toml": without_say}
    hotline = start_with(tmp_path, edits, clips_folder=tmp_path / "none")
    assert "uk" not in hotline.tree.offered
    assert {"en", "nl", "fr", "de"} <= hotline.tree.offered
    assert any(warning.startswith("uk is NOT offered") for warning in hotline.warnings)


def test_with_its_clips_the_same_language_is_offered(tmp_path: Path, clips: Path) -> None:
    hotline = start_with(tmp_path, {"languages.toml": without_say}, clips_folder=clips)
    assert "uk" in hotline.tree.offered


def test_a_text_without_a_clip_is_said_by_the_carrier_and_warned_about(tmp_path: Path) -> None:
    hotline = open_hotline(make_settings(clips_folder=tmp_path))
    assert hotline.tree.offered == {one for one, about in hotline.languages.items() if about.say}
    texts = {text for _, _, text in hotline.script()}
    assert [one.split()[0] for one in hotline.warnings if "have no clip" in one] == [
        str(len(texts))
    ]


def test_changed_english_is_warned_about_and_the_former_translation_spoken(clips: Path) -> None:
    hotline = open_hotline(make_settings(clips_folder=clips))
    source = dict(hotline.catalogues.template)
    source["goodbye"] = replace(source["goodbye"], text="Farewell.")
    stale = load_catalogues(CATALOGUES, source)
    assert "goodbye" in stale.languages["nl"].stale
    assert stale.text("goodbye", "nl") == hotline.catalogues.text("goodbye", "nl")


def test_a_text_that_changed_since_it_was_recorded_is_warned_about(
    tmp_path: Path, clips: Path
) -> None:
    edits = {"nl.po": swap("Hier kunt u hulp krijgen.", "Hier is hulp.")}
    hotline = start_with(tmp_path, edits, clips_folder=clips)
    assert any(
        "a robot says them: " in warning and "nl/main.welcome" in warning
        for warning in hotline.warnings
    )
