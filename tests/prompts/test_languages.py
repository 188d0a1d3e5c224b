"""languages.toml: what is known of each language, and nothing else."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from ivr.tree import Tree
from prompts.language_file import change_entry
from prompts.languages import direction, load_languages

GOOD = '[nl]\nname = "Nederlands"\nstatus = "draft"\n'


def write(folder: Path, text: str) -> Path:
    path = folder / "languages.toml"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize(
    ("tag", "expected"),
    [(tag, "rtl") for tag in ("ar", "fa", "ur", "ps", "pa-Arab")]
    + [(tag, "ltr") for tag in ("en", "nl", "fr", "de", "uk", "pa", "ti", "zh-Hant")],
)
def test_text_runs_as_its_script_does(tag: str, expected: str) -> None:
    assert direction(tag) == expected


def test_every_language_that_is_offered_is_known(tree: Tree) -> None:
    assert tree.offered <= load_languages().keys()


def test_every_shipped_language_is_named_in_itself() -> None:
    names = {tag: language.name for tag, language in load_languages().items()}
    assert names["uk"] == "Українська"
    assert names["de"] == "Deutsch"
    assert len(set(names.values())) == len(names)


def test_the_shipped_languages_say_that_no_native_speaker_has_signed_them() -> None:
    """A catalogue that was reviewed names its reviewer and the day."""
    for language in load_languages().values():
        signed = language.reviewer is not None and language.date is not None
        assert signed or language.status == "draft"


def test_the_best_engine_comes_first_as_it_is_written(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD + 'voices = { studio = "a", gtts = "b", espeak = "c" }\n')
    assert list(load_languages(path)["nl"].voices) == ["studio", "gtts", "espeak"]


def test_a_language_may_be_without_a_carriers_voice(tmp_path: Path) -> None:
    assert load_languages(write(tmp_path, GOOD))["nl"].say is None


@pytest.mark.parametrize(
    ("line", "entry"),
    [
        ('voice = { espeak = "nl" }', "nl.voice"),
        ('say = { lang = "nl-NL" }', "nl.say.lang"),
        ('date = "yesterday"', "nl.date"),
        ("voices = { espeak = 1 }", "nl.voices.espeak"),
    ],
)
def test_an_entry_that_means_nothing_is_refused_by_name(
    line: str, entry: str, tmp_path: Path
) -> None:
    with pytest.raises(ValidationError) as caught:
        load_languages(write(tmp_path, GOOD + line))
    assert entry in {".".join(map(str, error["loc"])) for error in caught.value.errors()}


@pytest.mark.parametrize(
    "text", ['[nl]\nname = "x"', '[nl]\nstatus = "draft"', GOOD.replace("draft", "perfect")]
)
def test_a_language_without_a_name_or_a_known_status_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(ValidationError):
        load_languages(write(tmp_path, text))


def test_a_file_that_is_no_toml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="it is not TOML"):
        load_languages(write(tmp_path, "[nl"))


def test_a_signature_stands_below_its_language_and_above_the_next_ones_comment(
    tmp_path: Path,
) -> None:
    path = write(tmp_path, f'{GOOD}\n# Of Persian.\n[fa]\nname = "فارسی"\nstatus = "draft"\n')
    change_entry("nl", {"reviewer": "A. B.", "status": "reviewed"}, path)
    assert path.read_text("utf-8") == (
        '[nl]\nname = "Nederlands"\nstatus = "reviewed"\nreviewer = "A. B."\n'
        '\n# Of Persian.\n[fa]\nname = "فارسی"\nstatus = "draft"\n'
    )
