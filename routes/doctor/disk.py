"""Is there room on the disks that the server writes to?"""

import shutil
from pathlib import Path

from routes.doctor.finding import Case, CheckResults, good, problem
from routes.settings.database import address
from routes.settings.settings import Settings
from routes.translations import N_

LEAST = 5
"""Percent that are free. A release, a recording and the counters need some."""


def check_disk(case: Case) -> CheckResults:
    """Whether the disks of this machine have room."""
    least = least_free(case.hotline.settings)
    if least is None:
        return
    if least < LEAST:
        yield problem(
            f"{least} percent of a disk that the server writes to is free, less than {LEAST}: make "
            "room, or what is changed and counted is lost",
            N_("Only %(percent)s percent of the disk of the server is free."),
            percent=least,
        )
    else:
        yield good(
            f"{LEAST} percent or more of every disk that the server writes to is free",
            N_("There is room on the disk of the server."),
        )


def least_free(settings: Settings) -> int | None:
    """Whole percents that are free on the fullest disk that the server writes to; None where it
    writes to none.
    """
    folders = [settings.state_directory]
    if settings.verified_file:
        folders.append(settings.verified_file.parent)
    if settings.database and (file := address(settings.database)).get_backend_name() == "sqlite":
        folders.append(Path(file.database or ".").parent)
    free = []
    for folder in (folder for folder in folders if folder and folder.is_dir()):
        usage = shutil.disk_usage(folder)
        free.append(usage.free * 100 // usage.total)
    return min(free, default=None)
