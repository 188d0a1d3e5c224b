"""`flask audio`: what a coordinator types, and what is printed."""

import json
from pathlib import Path

import pytest
from flask import Flask

from audio.text import Text
from tests.audio import studio
from tests.audio.coordinator import GOODBYE, WELCOME, Make, dutch, hotline_of, run


def test_build_makes_what_is_missing_and_the_next_time_says_that_all_is_there(
    hotline_with: Make,
) -> None:
    app = hotline_with()
    assert run(app, "build", "--language", "nl") == (0, "Making 3 clips\n")
    number = len(hotline_of(app).texts_of_clips_to_make("nl"))
    assert run(app, "build", "--language", "nl") == (0, f"All {number} clips are there.\n")


def test_build_names_a_master_that_cannot_be_used_and_fills_its_gap(hotline_with: Make) -> None:
    app = hotline_with(new=())
    code, output = run(app, "build", "--language", "nl")
    assert code == 0
    assert "Problems with 3 clips:\n  - 2 times: " in output
    assert "masters/nl/goodbye.opus is missing: get it from the repository or record it" in output
    assert all(hotline_of(app).library.clip(text) for text in dutch(hotline_of(app)).values())


def test_record_speaks_what_is_missing_and_the_next_time_says_that_all_is_there(
    hotline_with: Make, tmp_path: Path
) -> None:
    app = hotline_with()
    ask = ("record", "--language", "nl", "--engine", "espeak")
    number = len(hotline_of(app).texts_of_clips_to_make("nl"))
    every = f"All {number} clips are there.\n"
    assert run(app, *ask) == (0, "Recording 2 masters in nl (espeak)\nMaking 3 clips\n")
    assert {path.stem for path in tmp_path.glob("masters/nl/*.opus")} == {"goodbye", "main.welcome"}
    assert run(app, *ask) == (0, f"nl: every master is there.\n{every}")
    assert run(app, "build", "--language", "nl") == (0, every)


def test_record_can_be_asked_for_the_stale_alone(hotline_with: Make, tmp_path: Path) -> None:
    app = hotline_with()
    changed = studio.claim(tmp_path / "changed", {WELCOME: Text("nl", "Hallo.")}).all[WELCOME]
    hotline_of(app).library.masters.all[WELCOME] = changed
    assert run(app, "record", "--language", "nl", "--engine", "espeak", "--stale")[1] == (
        "Recording 1 master in nl (espeak)\nMaking 3 clips\n"
    )
    assert hotline_of(app).library.masters.of(dutch(hotline_of(app))[WELCOME])


def test_record_without_a_studio_engine_says_how_to_get_one(hotline_with: Make) -> None:
    app = hotline_with()
    voices = hotline_of(app).languages["nl"].voices
    for engine in voices.keys() - {"espeak"}:
        del voices[engine]
    for option in ((), ("--engine", "kokoro")):
        code, output = run(app, "record", "--language", "nl", *option)
        assert code == 1
        assert "no studio engine for nl is installed: run `make voices`, or name --engine" in output


def test_record_counts_what_failed_with_the_reason(hotline_with: Make) -> None:
    app = hotline_with()
    hotline_of(app).languages["nl"].voices["espeak"] = "no-such-voice"
    output = run(app, "record", "--language", "nl", "--engine", "espeak")[1]
    assert (
        "Not recorded: 2 masters:\n  - 2 times: espeak has no voice 'no-such-voice': correct it in"
        in output
    )


def test_status_is_a_row_a_language(
    hotline_with: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("audio.heard.HEARD", tmp_path / "heard.json")
    app = hotline_with()
    hotline = hotline_of(app)
    all_masters = hotline.library.masters.all
    texts = dutch(hotline)
    other = studio.claim(
        tmp_path / "other", {WELCOME: Text("nl", "Hallo."), GOODBYE: texts[GOODBYE]}, "espeak"
    ).all
    all_masters |= other
    titles, *rows = (line.split() for line in run(app, "status")[1].splitlines())
    cells = {row[0]: dict(zip(titles, row, strict=True)) for row in rows}
    assert cells.keys() == set(hotline.whole.offered)
    assert cells["nl"] == {
        "language": "nl",
        "prompts": str(len(texts)),
        "human": str(len(texts) - 2),
        "synthetic": "1",
        "stale": "1",
        "missing": "1",
        "seconds": f"{1.15 * (len(texts) - 2):.0f}",
        "level": "-20.0",
        "digits": "-",
    }
    assert [cells["uk"][title] for title in titles[2:]] == [
        "0",
        "0",
        "0",
        cells["uk"]["prompts"],
        "0",
        "-",
        "-",
    ]


def test_status_tells_what_the_offline_listener_understood(
    hotline_with: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "heard.json").write_text(json.dumps({"nl": {"digits": "9/10", "cer": "0.14"}}))
    monkeypatch.setattr("audio.heard.HEARD", tmp_path / "heard.json")
    output = run(hotline_with(), "status")[1]
    ends = {line.split()[0]: line.split()[-1] for line in output.splitlines()}
    assert ends["nl"] == "9/10"
    assert {end for language, end in ends.items() if language not in ("nl", "language")} == {"-"}


def test_languages_that_a_listener_did_not_understand_are_to_be_recorded_first(
    hotline_with: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures = {
        "nl": {"digits": "9/10", "cer": "0.14"},
        "fr": {"digits": "10/10", "cer": "0.31"},
        "en": {"digits": "10/10", "cer": "0.30"},
        "uk": {"digits": "", "cer": "0.50"},
        "ar": {"digits": "9/10", "cer": "1.01"},
    }
    (tmp_path / "heard.json").write_text(json.dumps(figures))
    monkeypatch.setattr("audio.heard.HEARD", tmp_path / "heard.json")
    output = hotline_with().test_cli_runner().invoke(args=["languages"]).output
    assert output.partition("record these first")[2].split("\n")[1:5] == [
        "  ar      9/10 keys, and 0% of the letters",
        "  fr      10/10 keys, and 69% of the letters",
        "  nl      9/10 keys, and 86% of the letters",
        "  uk      50% of the letters",
    ]


@pytest.mark.parametrize("content", ["[]", '{"nl": 3}', '{"nl": {"digits": "1/1"}}', "{"])
def test_figures_of_another_form_are_named(
    content: str, hotline_with: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "heard.json").write_text(content)
    monkeypatch.setattr("audio.heard.HEARD", tmp_path / "heard.json")
    code, output = run(hotline_with(), "status")
    assert code == 1
    assert "heard.json is not what `make listen` writes: run it again" in output


@pytest.mark.parametrize(
    "words",
    [
        ("build", "--language", "xx"),
        ("record", "--language", "xx"),
        ("booklet", "--language", "xx"),
        ("import", ".", "--language", "xx", "--speaker", "A.B."),
    ],
    ids=lambda words: words[0],
)
def test_an_unknown_language_is_refused_with_those_there_are(
    words: tuple[str, ...], app: Flask
) -> None:
    code, output = run(app, *words)
    assert code == 2
    assert "ar, ar-MA, bg, bn, ckb, de, en, " in output
