"""The small hotline: a tree, texts and clips for tests of logic, none of which is shipped."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from math import sin, tau
from pathlib import Path

from flask import Flask
from pydub import AudioSegment

from app import Files, application, open_hotline
from audio.clip import RATE, encode
from audio.text import Text
from ivr.destinations import Destination, Line
from ivr.loading import load_tree
from ivr.tree import Tree
from routes.call.hotline import Hotline
from routes.settings.settings import Settings

HERE = Path(__file__).parent
SMALL = Files(
    tree=HERE / "hotline.toml",
    destinations=HERE / "destinations.toml",
    languages=HERE / "languages.toml",
    template=HERE / "hotline.pot",
    catalogues=HERE / "catalogues",
    reviewed=HERE / "reviewed",
    masters=HERE / "masters",
)
"""Nothing is signed and nothing is recorded: the last two folders do not exist."""

_SECONDS_A_LETTER = 0.05


def with_lines(hotline: Hotline, **lines: Sequence[str | Line]) -> Hotline:
    """A hotline with other lines of these destinations. In short form a line is its address."""
    known = dict(hotline.tree.destinations)
    for name, its_lines in lines.items():
        changed = known[name].model_dump() | {"lines": list(its_lines)}
        known[name] = Destination.model_validate(changed)
    return replace(hotline, tree=replace(hotline.tree, destinations=known))


def small_tree() -> Tree:
    """The tree of the small hotline."""
    return load_tree(SMALL.tree, SMALL.destinations)


def small_hotline(settings: Settings) -> Hotline:
    """The small hotline, ready for calls. Its clips are in the folder that the settings name."""
    return open_hotline(settings, SMALL)


def create_small_app(settings: Settings) -> Flask:
    """The small hotline as a WSGI application."""
    return application(small_hotline(settings))


def write_clips(settings: Settings) -> None:
    """Make every clip of the small hotline: a tone for each text, as long as the text."""
    hotline = small_hotline(settings)
    settings.clips_folder.mkdir(parents=True, exist_ok=True)
    for text in {text for _, _, text in hotline.script()}:
        source = hotline.library.best(text)
        assert source
        (settings.clips_folder / source.clip).write_bytes(_tone(text))


def _tone(text: Text) -> bytes:
    """A text has a pitch of its own, so that two clips differ."""
    tenth = _tenth_of_a_second(20 + sum(text.words.encode()) % 60)
    length = round(len(text.words) * _SECONDS_A_LETTER * RATE) * 2
    samples = (tenth * (length // len(tenth) + 1))[:length]
    return encode(AudioSegment(samples, sample_width=2, frame_rate=RATE, channels=1))


@cache
def _tenth_of_a_second(cycles: int) -> bytes:
    waves = (sin(tau * cycles * 10 * moment / RATE) for moment in range(RATE // 10))
    return b"".join(round(8000 * wave).to_bytes(2, "little", signed=True) for wave in waves)
