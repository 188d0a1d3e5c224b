"""The command line: what a coordinator, a translator or an engineer types, and what it answers."""

from pathlib import Path

import pytest
from flask import Flask

from audio.masters import Masters
from routes.call.hotline import HOTLINE
from routes.commands.audio import make_missing
from tests.conftest import make_settings
from tests.routes.command_line import run
from tests.small.hotline import create_small_app


def test_the_tree_is_printed_in_a_language(app: Flask) -> None:
    code, output = run(app, "tree", "--language", "nl")
    assert code == 0
    assert "2  Een mens is twee.  -> speak" in output


def test_a_tree_in_an_unknown_language_says_which_there_are(app: Flask) -> None:
    code, output = run(app, "tree", "--language", "xx")
    assert code == 2
    assert "there are: ar, en, fr, nl, so, uk" in output


def test_the_tree_is_drawn(app: Flask) -> None:
    assert run(app, "tree", "--mermaid")[1].startswith("flowchart LR\n")


def test_a_good_hotline_passes_its_check(app: Flask) -> None:
    code, output = run(app, "check")
    assert code == 0
    assert output.startswith("Good: ")


def test_a_call_in_the_terminal_reaches_a_person_and_comes_back(app: Flask) -> None:
    code, output = run(app, "call", typed="2\n2\nx\n1\nn\na\n\nq\n")
    assert code == 0
    for words in (
        "[2] Nederlands",
        "Keys are 0 to 9",
        "Ringing Centre Middle",
        "Ringing Small helpline",
        "(whispered)",
    ):
        assert words in output
    assert "You are talking" in output
    assert output.endswith("The line is closed.\n")


def test_a_call_in_the_terminal_can_be_all_silence(app: Flask) -> None:
    output = run(app, "call", typed="\n\n\n\nv\nd\nb\nf\nq\n")[1]
    assert "Nobody is there. In danger, dial 112." in output


@pytest.mark.parametrize("typed", ["q\n", "2\n2\n1\nq\n", "2\n2\n1\na\nq\n"])
def test_a_terminal_call_is_hung_up_at_every_moment(app: Flask, typed: str) -> None:
    """While a menu is heard, while the centre rings, and while the two talk."""
    code, output = run(app, "call", typed=typed)
    assert (code, output.splitlines()[-1].strip()) == (0, "The line is closed.")


def test_a_postcode_can_be_typed_in_one_go_or_left_unfinished(app: Flask) -> None:
    output = run(app, "call", typed="1\n2\n4\n12\n9000\nq\n" + "f\n" * 4 + "q\n")[1]
    assert "No such postcode." in output
    assert "Ringing Centre North" in output


def test_nobody_calls_as_anybody_in_production(clips: object) -> None:
    app = create_small_app(make_settings(environment="production", allow_draft_languages="all"))
    for command in ("call", "serve"):
        code, output = run(app, command)
        assert code == 1
        assert "development" in output


def test_there_is_nothing_to_do_when_every_clip_is_there(app: Flask) -> None:
    assert "clips are there." in run(app, "audio", "build")[1]


def test_missing_clips_of_one_language_are_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    app = create_small_app(make_settings(clips_folder=tmp_path))
    make_missing(HOTLINE.of(app), language="nl")
    made = len(list(tmp_path.glob("*.wav")))
    assert made > 50
    assert f"Making {made} clips" in capsys.readouterr().out


def test_clips_that_cannot_be_made_are_counted_with_the_reason(tmp_path: Path) -> None:
    folder = tmp_path / "clips"
    app = create_small_app(make_settings(clips_folder=folder))
    hotline = HOTLINE.of(app)
    hotline.languages["nl"].voices["espeak"] = "no-such-voice"
    hotline.library.masters = Masters(tmp_path / "none")
    code, output = run(app, "audio", "build", "--language", "nl")
    assert code == 1
    assert "Problems with" in output
    assert "correct it in languages.toml" in output
