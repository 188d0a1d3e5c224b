"""How many seconds each language keeps a caller listening before a person rings, by the length of
its clips.
"""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from audio.clip import seconds
from ivr.nodes.languages import Languages
from ivr.tree import Tree
from routes.call.hotline import Hotline
from routes.operations.first_time_caller import listening_times
from routes.operations.listening_time import CallPath, ListeningTime
from routes.simulator.handset import Handset
from tests.conftest import make_settings
from tests.small.hotline import create_small_app

NOON = datetime(2026, 3, 10, 11, tzinfo=UTC)


@pytest.fixture(scope="module")
def found(hotline: Hotline) -> dict[str, ListeningTime]:
    """The listening time of every language."""
    return {one.language: one for one in listening_times(hotline, NOON)}


def test_every_centre_is_three_keys_away(found: dict[str, ListeningTime]) -> None:
    for one in found.values():
        assert {one.rings[centre].keys for centre in ("middle", "north", "south")} == {3}
        assert one.danger.keys == 2


def test_the_seconds_are_those_of_a_call(
    found: dict[str, ListeningTime], hotline: Hotline, handset: Handset
) -> None:
    """Dutch, to Centre Middle: all that is heard before each key is pressed, played by the
    telephone.
    """
    heard = 0.0
    handset.call()
    for key, last in (("2", "language.announce"), ("2", "main.speak"), ("1", "speak.brussels")):
        lines = [
            line
            for _, line in hotline.tree.script()
            if line.prompt == last and line.language == "nl"
        ]
        clips = {hotline.speech(line).clip for line in lines if dict(line.values).get("key") == key}
        sounds = [sound.file for sound in handset.sounds]
        end = next(place for place, clip in enumerate(sounds) if clip in clips)
        heard += sum(seconds(hotline.library.folder / clip) for clip in sounds[: end + 1])
        handset.press(key)
    heard += sum(seconds(hotline.library.folder / sound.file) for sound in handset.sounds)
    assert handset.ringing is not None
    assert found["nl"].rings["middle"].listened == pytest.approx(heard)


def test_0_reaches_the_helpline_without_any_listening(handset: Handset) -> None:
    handset.call()
    handset.press("0")
    assert handset.ringing is not None
    assert handset.ringing.uri == "tel:+3271000004"


def test_a_second_page_is_waited_for(found: dict[str, ListeningTime], tree: Tree) -> None:
    page = tree.nodes[tree.goes.start]
    assert isinstance(page, Languages)
    assert (found["fr"].page, found["ar"].page) == (1, 2)
    assert found["ar"].announced - found["fr"].announced >= page.seconds


def test_a_short_language_is_measured_on_what_its_callers_hear(
    found: dict[str, ListeningTime],
) -> None:
    assert found["uk"].menus.keys() - found["so"].menus.keys() == {"safety"}
    assert found["uk"].rings.keys() == found["so"].rings.keys()


SLOW = {"north": CallPath(keys=3, listened=50.0, chosen=2.7, calling=26.1)}
"""A path to Centre North that takes too long before its choice and after it."""


def test_what_takes_too_long_is_named(found: dict[str, ListeningTime], hotline: Hotline) -> None:
    longest = ("signs.job", 20.1)
    danger = found["nl"].danger
    slow = ListeningTime("nl", 1, 16.2, danger, 12.1, SLOW, {"main": 16.1}, longest, 10.1)
    assert list(slow.complaints(hotline)) == [
        "its announcement 16.2 s, at most 16 s",
        "before the ringing in danger is said 12.1 s, at most 12 s",
        "before north rings is said 26.1 s, at most 26 s",
        "north is chosen after 21.2 s, at most 21 s",
        "the menu 'main' lasts 16.1 s, at most 16 s",
        "the prompt 'signs.job' lasts 20.1 s, at most 20 s",
        "a notice lasts 10.1 s, at most 10 s",
    ]


def test_the_command_prints_a_row_a_language_and_each_whisper(app: Flask, hotline: Hotline) -> None:
    result = app.test_cli_runner().invoke(args=["budget"])
    assert result.exit_code == 0
    title, *rows = result.output.splitlines()
    assert title.split()[:6] == ["language", "page", "announced", "danger", "stays", "middle"]
    assert [row.split()[0] for row in rows[:2]] == ["en", "nl"]
    assert {row.split()[0] for row in rows if row.startswith("  ")} == set(
        hotline.tree.destinations
    )
    assert rows[-1].startswith(
        f"Good: all {len(hotline.tree.offered)} languages keep within their limits"
    )


def test_without_clips_nobody_knows(tmp_path: Path) -> None:
    result = (
        create_small_app(make_settings(clips_folder=tmp_path))
        .test_cli_runner()
        .invoke(args=["budget"])
    )
    assert result.exit_code == 1
    assert "has no clip in en: run `flask audio build`" in result.output
