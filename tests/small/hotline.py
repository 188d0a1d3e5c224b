"""The small hotline: a tree, texts and clips for tests of logic, none of which is shipped."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from math import sin, tau
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask
from pydub import AudioSegment

from app import application
from audio.clip import RATE, encode
from audio.text import Text
from ivr.destinations import Destination, Line, line_ids
from ivr.loading import load_tree
from ivr.tree import Tree
from routes.call.hotline import Hotline
from routes.carriers.twilio import Twilio
from routes.operations.last_good import content_of
from routes.operations.opening import Files, open_hotline
from routes.settings.settings import Settings
from tests.audio.studio import claim

HERE = Path(__file__).parent
_FOLDER = TemporaryDirectory(prefix="small-hotline-")
"""Masters and clips, as long as this process."""
SMALL = Files(
    tree=HERE / "hotline.toml",
    destinations=HERE / "destinations.toml",
    languages=HERE / "languages.toml",
    template=HERE / "hotline.pot",
    catalogues=HERE / "catalogues",
    reviewed=HERE / "reviewed",
    masters=Path(_FOLDER.name) / "masters",
)
"""Nothing is signed: the folder of signed texts does not exist."""

_SECONDS_A_LETTER = 0.1


def with_lines(hotline: Hotline, **lines: Sequence[str | Line]) -> Hotline:
    """The hotline with other lines for these destinations. A line may be given as its address."""
    known = dict(hotline.tree.destinations)
    for name, its_lines in lines.items():
        changed = known[name].model_dump() | {"lines": list(its_lines)}
        known[name] = Destination.model_validate(changed)
    return replace(hotline, tree=replace(hotline.tree, destinations=known))


def files_with(folder: Path, **changes: tuple[str, str]) -> Files:
    """The files of the small hotline, with one replacement in each file that is named here."""
    copies: dict[str, Path] = {}
    for name, (old, new) in changes.items():
        path: Path = getattr(SMALL, name)
        text = path.read_text("utf-8")
        assert old in text, f"{path.name} no longer has {old!r}"
        copies[name] = folder / path.name
        copies[name].write_text(text.replace(old, new, 1), "utf-8")
    return replace(SMALL, **copies)


def small_tree() -> Tree:
    """The tree of the small hotline."""
    return load_tree(SMALL.tree, SMALL.destinations)


def line_of(destination: str) -> str:
    """What its first line is known by in the URL of a call."""
    return line_ids(destination, small_tree().destinations[destination].lines)[0]


def small_hotline(settings: Settings) -> Hotline:
    """Open the small hotline. It has its own clips unless the settings name a folder."""
    clips = small_clips()
    if "clips_folder" not in settings.model_fields_set:
        settings = settings.model_copy(update={"clips_folder": clips})
    return open_hotline(settings, SMALL)


def create_small_app(settings: Settings) -> Flask:
    """The small hotline as a WSGI application."""
    return application(small_hotline(settings), dict(content_of(SMALL)))


@cache
def small_clips() -> Path:
    """The folder of clips: for each text a tone, the longer the longer the text.

    The provenance claims that a person recorded each, so that the hotline counts as recorded. The
    masters themselves are not there.
    """
    folder = Path(_FOLDER.name) / "clips"
    folder.mkdir()
    settings = Settings(environment="development", carrier=Twilio(), clips_folder=folder)
    claim(SMALL.masters, open_hotline(settings, SMALL).recordings)
    hotline = open_hotline(settings, SMALL)
    for text in hotline.texts_of_clips_to_make():
        source = hotline.library.best(text)
        assert source
        (folder / source.clip).write_bytes(_tone(text))
    return folder


def _tone(text: Text) -> bytes:
    """The pitch depends on the text, so that two clips differ."""
    tenth = _tenth_of_a_second(20 + sum(text.words.encode()) % 60)
    length = round(len(text.words) * _SECONDS_A_LETTER * RATE) * 2
    samples = (tenth * (length // len(tenth) + 1))[:length]
    return encode(AudioSegment(samples, sample_width=2, frame_rate=RATE, channels=1))


@cache
def _tenth_of_a_second(cycles: int) -> bytes:
    waves = (sin(tau * cycles * 10 * moment / RATE) for moment in range(RATE // 10))
    return b"".join(round(8000 * wave).to_bytes(2, "little", signed=True) for wave in waves)
