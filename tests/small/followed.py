"""The small hotline for a server that follows the releases of the desk:
`gunicorn tests.small.followed:create_app()`. SMALL_FILES: a folder with a copy of its files.
WATCH_EVERY: seconds between two looks for warnings; without it nobody watches.
"""

import os
import shutil
from dataclasses import fields
from pathlib import Path

from flask import Flask

from app import application
from routes.carriers import CARRIERS
from routes.operations.last_good import open_or_last_good, opened_content
from routes.operations.opening import Files
from routes.releases.following import FOLLOWER
from routes.releases.kept import with_kept_release
from routes.settings.environment import read_settings
from routes.warnings import watcher
from tests.small.hotline import SMALL, small_clips


def create_app() -> Flask:
    """The small hotline with the settings of the environment, as app.py opens the shipped one."""
    settings = read_settings(os.environ, CARRIERS)
    files = copied_to(Path(os.environ["SMALL_FILES"]))
    if "WATCH_EVERY" in os.environ:
        watcher.LOOKS = float(os.environ["WATCH_EVERY"])
    hotline = open_or_last_good(settings, files)
    base = opened_content(hotline, files)
    app = application(with_kept_release(hotline, base), base)
    follower = FOLLOWER.of(app)
    follower.look()
    follower.start()
    if "WATCH_EVERY" in os.environ:
        watcher.WATCHER.of(app).start()
    return app


def copied_to(folder: Path) -> Files:
    """The small hotline's files in a copy of their folder. The lexicons are the shipped ones."""
    places = {one.name: getattr(SMALL, one.name) for one in fields(Files)}
    inside = {
        name: folder / path.name
        for name, path in places.items()
        if name not in ("masters", "lexicons")
    }
    return Files(**{**places, **inside, "masters": folder / "masters"})


def copy_files(copy: Path) -> Path:
    """Copy the small hotline's files and recordings into a folder that is not there yet."""
    small_clips()  # claims the recordings
    shutil.copytree(SMALL.tree.parent, copy)
    shutil.copytree(SMALL.masters, copy / "masters")
    return copy
