"""Is a recording another text? The offline listener says so only where it is sure."""

import re
import sys
from pathlib import Path

import pytest
from pydub import AudioSegment

from audio import recognition
from audio.listening.letters import nearest
from audio.masters import FOLDER as MASTERS
from audio.recognition import LISTENER, recognised
from routes.call.hotline import Hotline

SHORT = 100
"""Letters: long texts take long to compare, and are mistaken least."""
ROMANIAN = [
    "Ca să vorbiți cu cineva, apăsați doi.",
    "Apelul rămâne în lista din telefon. Îl puteți șterge mai târziu.",
    "Sunăm la centrul specializat din Flandra: Payoke.",
    "Centrul din Bruxelles este închis în acest moment.",
    "Centrul din Flandra este închis în acest moment.",
]
LISTENS = """\
#!{python}
import os, signal, sys, wave
*_, module, language, path, expected = sys.argv
texts = sys.stdin.read().splitlines()
open({log!r}, "a").write(path + "\\n")
assert (module, language, os.environ["OMP_NUM_THREADS"]) == ("audio.listening", "ro", "1")
with wave.open(path) as sound:
    assert (sound.getframerate(), sound.getnchannels(), sound.getnframes()) == (16000, 1, 16000)
{then}
"""
"""Stands in for the listener's Python."""


class TestTheListener:
    """A small script stands in for it."""

    @pytest.fixture
    def log(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        (tmp_path / "bin").mkdir()
        (tmp_path / "installed").touch()
        monkeypatch.setattr(recognition, "LISTENER", tmp_path)
        return tmp_path / "log"

    def heard(self, log: Path, then: str, language: str = "ro") -> int | None:
        script = log.with_name("bin") / "python"
        script.write_text(LISTENS.format(python=sys.executable, log=str(log), then=then), "utf-8")
        script.chmod(0o755)
        return recognised(AudioSegment.silent(1000, 24_000), language, ROMANIAN, expected=3)

    def test_it_names_a_text_and_leaves_nothing_behind(self, log: Path) -> None:
        assert self.heard(log, 'print(texts.index("Ca să vorbiți cu cineva, apăsați doi."))') == 0
        assert not Path(log.read_text("utf-8").strip()).parent.exists()

    def test_what_it_cannot_say_is_not_known_and_a_failure_is_logged(
        self, log: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        assert self.heard(log, "print()") is None
        assert not caplog.messages
        assert self.heard(log, "print(0); sys.exit('could not create a primitive')") is None
        monkeypatch.setattr(recognition, "LONGEST", 1)
        assert self.heard(log, "signal.pause()") is None
        assert len(log.read_text("utf-8").splitlines()) == 3
        (log.with_name("bin") / "python").unlink()
        assert recognised(AudioSegment.silent(1000), "ro", ROMANIAN, expected=0) is None
        assert caplog.messages == [
            "a recogniser failed: could not create a primitive",
            "a recogniser had no answer after 1 seconds",
            "a recogniser cannot be started: No such file or directory",
        ]

    def test_while_one_listens_another_recording_is_not_waited_for(self, log: Path) -> None:
        with recognition._at_work:
            assert self.heard(log, "print(0)") is None
        assert not log.exists()
        assert self.heard(log, "print(0)") == 0

    @pytest.mark.parametrize("language", ["ar", "hi", "so"])
    def test_a_language_that_it_hears_badly_or_nobody_measured_is_left_out(
        self, log: Path, language: str
    ) -> None:
        assert self.heard(log, "print(0)", language) is None
        assert not log.exists()

    def test_without_it_nothing_is_known(self, log: Path) -> None:
        log.with_name("installed").unlink()
        assert self.heard(log, "print(0)") is None
        assert not log.exists()


@pytest.mark.parametrize(
    ("understood", "expected", "named"),
    [
        ("ca se vorbiti cu cineva, apăsati doi.", 0, 0),
        ("ca se vorbiti cu cineva, apăsati doi.", 1, 0),
        ("Apelul remunei în lista din telefon. El puteți si șterge m-ai te urziu.", 0, 1),
        ("Sunăm la centrul specializat din flandra, payoche.", 0, 2),
        ("Centrul din Brusel, este închisă în acest moment.", 3, 3),
        ("Centrul din Brusel, este închisă în acest moment.", 2, 3),
        ("Centrul din Brusel, este închisă în acest moment.", 4, None),  # too like each other
        ("Ne cele-mi scuse, avem o probleme tehnică.", 0, None),  # none of these
        ("nununununununununununununununununununu", 0, None),
        ("", 0, None),
    ],
)
def test_another_text_is_named_only_when_it_is_much_nearer(
    understood: str, expected: int, named: int | None
) -> None:
    """What Whisper wrote of recordings."""
    assert nearest(understood, ROMANIAN, expected, "ro") == named


def test_the_worst_that_it_ever_understood_is_taken_for_no_other_text() -> None:
    heard: dict[str, list[tuple[str, str]]] = {}
    language = ""
    for line in (MASTERS / "HEARD.md").read_text("utf-8").splitlines():
        if title := re.match(r"## (\S+), ", line):
            language = title[1]
        elif language and re.match(r"\| \d", line):
            words, understood = line[2:-2].split(" | ")[2:4]
            if len(words) < SHORT:
                heard.setdefault(language, []).append((words, understood))
    assert len(heard) > 15
    for language, rows in heard.items():
        texts = list(dict.fromkeys(words for words, _ in rows))
        for words, understood in rows:
            place = texts.index(words)
            assert nearest(understood, texts, place, language) in (place, None), understood


@pytest.mark.skipif(not (LISTENER / "installed").exists(), reason="`make listener` was not run")
@pytest.mark.parametrize("language", ["nl", "vi"])
def test_two_recordings_that_were_swapped_are_found(hotline: Hotline, language: str) -> None:
    texts = [text for (tag, _), text in hotline.recordings.items() if tag == language]
    words = [text.words for text in texts]
    here, there = (
        texts.index(hotline.recordings[language, name]) for name in ("danger.now", "help.centres")
    )
    recording = hotline.library.masters.read(texts[there])
    assert recognised(recording, language, words, expected=there) == there
    assert recognised(recording, language, words, expected=here) == there
