"""Lets the watch for warnings examine everything as the desk does, and speak its languages."""

from functools import partial

from flask import Flask

from routes.call.hotline import HOTLINE
from routes.carriers.reach import REACH
from routes.database.store import DeskStore
from routes.desk.check import check_desk
from routes.desk.examinations import Examinations
from routes.desk.translation import say_in
from routes.doctor.examination import examine
from routes.doctor.finding import Finding
from routes.warnings.deliveries import Postbox
from routes.warnings.watcher import WATCHER, Watcher


def prepare_watch(app: Flask, store: DeskStore, examinations: Examinations) -> None:
    """Prepare a hotline's application to watch. `start` begins."""
    hotline = HOTLINE.of(app)
    postbox = Postbox(hotline.settings, say_in)
    WATCHER.put(app, Watcher(app, store, postbox, partial(_examine, examinations)))


def _examine(examinations: Examinations, app: Flask) -> list[Finding]:
    """What the examination finds, which the page Now shows, too. While a person at the desk has
    everything examined, it is that examination.
    """
    work = partial(examine, HOTLINE.of(app), REACH.of(app), more={"desk": check_desk})
    if examining := examinations.begin(work):
        examining.join()
    kept = examinations.last()
    return kept.findings if kept else []
