"""A coordinator at a command line, with Dutch masters and clips to spoil."""

from collections.abc import Callable
from functools import cache

from flask import Flask

from audio.mastering import master_to_clip
from audio.provenance import RecordingName
from audio.text import Text
from routes.call.hotline import HOTLINE, Hotline
from tests.audio import sound

WELCOME = ("nl", "main.welcome")
GOODBYE = ("nl", "goodbye")
NEW: tuple[RecordingName, ...] = (WELCOME, GOODBYE)
"""Texts that nobody has recorded yet."""
Make = Callable[..., Flask]


@cache
def tone() -> bytes:
    """A clip for texts that do not matter: 1.2 seconds at -20 dBov."""
    return master_to_clip(sound.tone(500))


def hotline_of(app: Flask) -> Hotline:
    return HOTLINE.of(app)


def dutch(hotline: Hotline) -> dict[RecordingName, Text]:
    return {place: text for place, text in hotline.recordings.items() if place[0] == "nl"}


def run(app: Flask, *words: object) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["audio", *map(str, words)])
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(
        result.exception
    )
    return result.exit_code, result.output
