"""What must be mended is found before the first call: all of it, by file and entry."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from ivr.step import Utterance
from prompts.catalogue import load_catalogues
from prompts.check import spoken_in_english
from prompts.glossary import broken_glossaries
from routes.call.hotline import Hotline
from routes.operations.opening import CannotStart, open_hotline
from tests.conftest import make_settings
from tests.small import hotline as small
from tests.small.hotline import SMALL

Edit = Callable[[str], str]


def unchanged(text: str) -> str:
    return text


def start_with(tmp_path: Path, edits: Mapping[str, Edit], **settings: object) -> Hotline:
    """Start a copy of the small hotline's files, edited by name."""
    files = [SMALL.tree, SMALL.destinations, SMALL.languages, *SMALL.catalogues.glob("*.po")]
    for path in files:
        text = edits.get(path.name, unchanged)(path.read_text("utf-8"))
        (tmp_path / path.name).write_text(text, "utf-8")
    copies = replace(
        SMALL,
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
            "destinations.toml": swap("tel:+3250000002", "tel:112"),
            "languages.toml": swap('status = "draft"', 'status = "perhaps"'),
            "nl.po": swap('msgid ""', '<<<<<<< theirs\nmsgid ""'),
        },
    )
    for expected in (
        "hotline.toml: nodes.main: key 1 leads to 'dangr'",
        "destinations.toml: north.lines.0.uri: '112' is a short code",
        "languages.toml: en.status",
        "nl.po is not a PO file",
    ):
        assert expected in found
    assert found.startswith("the hotline cannot start. Mend this, then start again:\n  - ")


def test_whatever_is_wrong_with_files_each_is_named_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    shutil.copytree(SMALL.tree.parent, folder)
    lexicons = Path(shutil.copytree(SMALL.lexicons, tmp_path / "lexicon"))
    (folder / "destinations.toml").unlink()
    (folder / "hotline.toml").write_bytes(b'undecided = ["\xff"]')
    (folder / "languages.toml").write_text("[nl", "utf-8")
    (folder / "hotline.pot").unlink()
    for language in ("nl", "fr"):
        (folder / "catalogues" / f"{language}.po").write_text("<<<<<<< ours\n", "utf-8")
    (folder / "reviewed").mkdir()
    (folder / "reviewed" / "nl.po").write_bytes(b"\xff")
    (lexicons / "fr.toml").write_bytes(b"\xff")
    (lexicons / "nl.toml").write_text("digits = 3", "utf-8")
    names = ("tree", "destinations", "languages", "template", "catalogues", "reviewed")
    places = {name: folder / getattr(SMALL, name).name for name in names}
    with pytest.raises(CannotStart) as caught:
        open_hotline(make_settings(), replace(SMALL, **places, lexicons=lexicons))
    found = [str(problem).split(": (the whole file): ") for problem in caught.value.problems]
    assert dict(found) == {
        "destinations.toml": "cannot be read: No such file or directory",
        "hotline.toml": "is not UTF-8: save it anew as UTF-8",
        "languages.toml": "cannot be read: it is not TOML: Expected ']' at the end of a table "
        "declaration (at end of document)",
        "hotline.pot": "cannot be read: No such file or directory",
        **{
            f"catalogues/{language}.po": f"cannot be read: {language}.po is not a PO file: line 1 "
            "is not written as a keyword and a text in quotes"
            for language in ("nl", "fr")
        },
        "reviewed/nl.po": "cannot be read: nl.po is not a PO file: it is not UTF-8: save it anew "
        "as UTF-8",
        "lexicon/fr.toml": "cannot be read: it is not UTF-8: save it anew as UTF-8",
        "lexicon/nl.toml": "cannot be read: 'digits' must be a list of ten words, from 0 to 9, or "
        "empty",
    }


def test_a_byte_order_mark_does_no_harm(tmp_path: Path, small_clips: Path) -> None:
    """Editors on Windows write one."""
    marked = {
        name: lambda text: f"\ufeff{text}"
        for name in ("hotline.toml", "destinations.toml", "languages.toml", "nl.po")
    }
    hotline = start_with(tmp_path, marked, clips_folder=small_clips)
    assert hotline.tree.offered == hotline.whole.offered


def test_a_broken_glossary_is_warned_of_and_does_not_stop_the_start(
    tmp_path: Path, small_clips: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "nl.toml").write_text("press = [", "utf-8")
    monkeypatch.setattr(broken_glossaries, "__defaults__", (tmp_path,))
    hotline = start_with(tmp_path, {}, clips_folder=small_clips)
    assert any(line.startswith("glossary/nl.toml: (the whole file): ") for line in hotline.warnings)


def test_a_prompt_that_does_not_exist_is_named_with_its_node(tmp_path: Path) -> None:
    found = problems(tmp_path, {"hotline.toml": swap('"signs.work"', '"signs.works"')})
    assert (
        "hotline.toml: nodes.signs: wants to say 'signs.works' in 'nl', but there is no "
        "'signs.works'" in found
    )


def test_in_production_a_translation_that_is_missing_is_named(tmp_path: Path) -> None:
    edits = {"ar.po": swap('msgstr "صفر"', 'msgstr ""')}
    production = {"environment": "production", "allow_draft_languages": "all"}
    with pytest.raises(CannotStart, match=r"ar\.po: key\.0: has no translation"):
        start_with(tmp_path, edits, **production)


def test_in_development_a_translation_that_is_missing_is_spoken_in_english(
    tmp_path: Path,
) -> None:
    missing = swap('msgstr "اتصل على {emergency} أو انتظر."', 'msgstr ""')
    hotline = start_with(tmp_path, {"ar.po": missing})
    assert any("danger.now" in line for line in spoken_in_english(hotline.catalogues, ["ar"])), (
        hotline.warnings
    )
    assert hotline.text(Utterance("danger.now", "ar")).words.startswith("Dial ")


def test_a_language_on_a_page_needs_an_entry_and_a_catalogue(tmp_path: Path) -> None:
    found = problems(tmp_path, {"hotline.toml": swap('"so"],', '"so"],\n    ["cs"],')})
    assert "languages.toml: cs: is on a language page but has no entry here" in found
    assert "catalogues: cs.po: is missing" in found
    assert found.count("\n") == 2, "each of its texts is not told as well"


def test_a_called_number_cannot_belong_to_a_language_that_is_not_there() -> None:
    with pytest.raises(CannotStart, match="LANGUAGE_NUMBERS: 'cs' is on no language page"):
        small.create_small_app(make_settings(language_numbers="+3222345679=cs"))


def without_say(text: str) -> str:
    """Ukrainian without a voice of the carrier, as Arabic is."""
    return "\n".join(line for line in text.splitlines() if "uk-UA" not in line)


def test_a_language_that_nobody_could_hear_is_not_offered(tmp_path: Path) -> None:
    edits = {"languages.toml": without_say}
    hotline = start_with(tmp_path, edits, clips_folder=tmp_path / "none")
    assert hotline.tree.offered == {"en", "nl", "fr"}
    assert any(warning.startswith("uk is NOT offered") for warning in hotline.warnings)


def test_with_its_clips_the_same_language_is_offered(tmp_path: Path, small_clips: Path) -> None:
    hotline = start_with(tmp_path, {"languages.toml": without_say}, clips_folder=small_clips)
    assert "uk" in hotline.tree.offered


def test_a_text_without_a_clip_is_said_by_the_carrier_and_warned_about(tmp_path: Path) -> None:
    hotline = small.small_hotline(make_settings(clips_folder=tmp_path))
    assert hotline.tree.offered == {one for one, about in hotline.languages.items() if about.say}
    texts = {(text.language, line.prompt) for _, line, text in hotline.script()}
    said = {one for one in texts if one[0] in hotline.tree.offered}
    assert [one.split()[0] for one in hotline.warnings if "carrier's own voice" in one] == [
        str(len(said))
    ]


def test_a_translation_of_former_english_is_stale_and_still_spoken(small_hotline: Hotline) -> None:
    source = dict(small_hotline.catalogues.template)
    source["goodbye"] = replace(source["goodbye"], text="Farewell.")
    stale = load_catalogues(SMALL.catalogues, source)
    assert "goodbye" in stale.languages["nl"].stale
    assert stale.text("goodbye", "nl") == small_hotline.catalogues.text("goodbye", "nl")


def test_a_text_that_changed_since_it_was_recorded_is_warned_about(
    tmp_path: Path, small_clips: Path
) -> None:
    edits = {"nl.po": swap("Welkom bij de kleine hotline.", "Welkom bij de hotline.")}
    hotline = start_with(tmp_path, edits, clips_folder=small_clips)
    assert any(
        "their recordings are not played: " in warning and "nl/main.welcome" in warning
        for warning in hotline.warnings
    )
