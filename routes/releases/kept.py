"""The release that this machine ran last: a restart without a database begins with it."""

import json
import logging
from dataclasses import replace
from pathlib import Path

from routes.call.hotline import Hotline
from routes.operations.last_good import current, files_in
from routes.operations.opening import CannotStart, open_hotline
from routes.releases.change import Change, Content

log = logging.getLogger(__name__)

FOLDER = "releases"
"""Below the state directory: the release that this machine runs, and what is being built."""
NOTE = "release/release.json"
"""Beside the files of a release: its id and its changes."""
WITHDRAWN = "sounds/withdrawn.json"
"""Below the state directory: which sounds were withdrawn, as this machine remembers them."""


def with_kept_release(hotline: Hotline, base: Content) -> Hotline:
    """The hotline with the release that this machine ran last; as it is where there is none. The
    changes are laid over the current files, which may be newer. Where they do not fit, callers hear
    the release as it was kept. Raises nothing.
    """
    folder = hotline.settings.state_directory
    name = current(folder / FOLDER) if folder else ""
    if folder is None or not name:
        return hotline
    place = folder / FOLDER / name
    try:
        release, changes = read_note(place)
    except (OSError, ValueError, KeyError, TypeError) as error:
        log.error("the release that was kept cannot be read (%s)", type(error).__name__)
        return hotline
    if not changes and not (folder / WITHDRAWN).exists():
        return replace(hotline, release=release)
    # Imported here: a worker without a release needs none of it.
    from routes.releases.heard_release import HeardRelease
    from routes.releases.opening import CannotTake, build
    from routes.releases.sound_files import SoundFiles

    sounds = SoundFiles.beside(folder / FOLDER)
    try:
        return build(release, changes, base, hotline, folder / FOLDER, sounds).hotline
    except (CannotTake, OSError) as error:
        problem = str(error)
        log.error("release %d does not fit the files: callers hear it as kept. %s", release, error)
    try:
        complete = HeardRelease(changes, sounds).complete
        opened = open_hotline(hotline.settings, files_in(place), complete)
        return replace(like(hotline, opened, release), release_problem=problem)
    except CannotStart as error:
        log.error("release %d cannot be opened: callers hear the files alone. %s", release, error)
        return hotline


def like(former: Hotline, opened: Hotline, release: int) -> Hotline:
    """The new hotline, with what was seen of calls in the former one, such as a flood."""
    return replace(
        opened,
        files=former.files,
        broken=former.broken,
        kept_on=former.kept_on,
        faults=former.faults,
        refusals=former.refusals,
        floods=former.floods,
        release=release,
    )


def read_note(place: Path) -> tuple[int, list[Change]]:
    """The id of a release and its changes. Raises OSError, ValueError, KeyError or TypeError."""
    note = json.loads((place / NOTE).read_bytes())
    return int(note["id"]), [Change(**one) for one in note["changes"]]
