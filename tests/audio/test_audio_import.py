"""`flask audio booklet` and `flask audio import`: a person records the texts of a language."""

import html
from pathlib import Path

import pytest
from flask import Flask

from audio.provenance import HUMAN
from tests.audio import studio
from tests.audio.coordinator import GOODBYE, WELCOME, Make, dutch, hotline_of, run


def test_import_takes_in_what_is_good_and_says_what_to_record_again(
    hotline_with: Make, tmp_path: Path
) -> None:
    app = hotline_with()
    texts = dutch(hotline_of(app))
    folder = tmp_path / "sent"
    folder.mkdir()
    studio.record(folder / "main.welcome.m4a", studio.speech(texts[WELCOME]))
    studio.record(folder / "goodbye.wav", studio.speech(texts[GOODBYE])[:700])
    studio.record(folder / "farewell.wav", studio.speech(texts[GOODBYE]))
    code, output = run(app, "import", folder, "--language", "nl", "--speaker", "A.B.")
    assert code == 0
    assert output.startswith("Imported 1 recording. Still without one: ")
    assert "  not taken: goodbye: 0." in output
    assert (
        "  not taken: farewell.wav: no prompt has this name: the booklet says which there are"
        in output
    )
    assert "Making 3 clips" in output
    master = hotline_of(app).library.masters.of(texts[WELCOME])
    assert master
    assert (master.engine, master.voice) == (HUMAN, "A.B.")
    assert run(app, "build", "--language", "nl")[1].endswith("clips are there.\n")


def test_import_counts_what_was_taken_in_before(hotline_with: Make, tmp_path: Path) -> None:
    """Two Dutch texts are not recorded yet, and one of them is imported."""
    app = hotline_with()
    folder = tmp_path / "sent"
    folder.mkdir()
    studio.record(folder / "main.welcome.flac", studio.speech(dutch(hotline_of(app))[WELCOME]))
    number = len(dutch(hotline_of(app)))
    output = run(app, "import", folder, "--language", "nl", "--speaker", "A.B.")[1]
    assert output.startswith(f"Imported 1 recording. Still without one: 1 of {number} texts.")


def test_import_asks_for_a_folder_that_is_there(hotline_with: Make, tmp_path: Path) -> None:
    code, output = run(
        hotline_with(), "import", tmp_path / "none", "--language", "nl", "--speaker", "A.B."
    )
    assert code == 2
    assert "does not exist" in output


@pytest.mark.parametrize("language", ["nl", "fr", "uk"])
def test_the_booklet_has_every_text_once_in_recording_order(language: str, app: Flask) -> None:
    page = html.unescape(run(app, "booklet", "--language", language)[1])
    texts = {
        name: text.words
        for (tag, name), text in hotline_of(app).recordings.items()
        if tag == language
    }
    place = 0
    for number, (name, words) in enumerate(texts.items(), 1):
        place = page.index(f'<p class="name">{number} of {len(texts)} · {name}', place)
        place = page.index(f'<p class="words">{words}</p>', place)
    assert f'<html lang="{language}" dir="ltr">' in page
    assert page.count("<article>") == len(texts)


def test_the_booklet_tells_how_names_sound_and_how_it_comes_back(app: Flask) -> None:
    page = html.unescape(run(app, "booklet", "--language", "nl")[1])
    assert 'Wayout as "' in page
    assert "flask audio import FOLDER --language nl --speaker INITIALS" in page
    assert 'class="note"' in page


def test_the_booklet_can_be_a_file(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "booklet.html"
    assert run(app, "booklet", "--language", "nl", "--output", path) == (
        0,
        f"{path} is ready: open it in a browser and print it.\n",
    )
    assert path.read_text("utf-8").startswith("<!doctype html>")
