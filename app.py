"""The application: the one place where everything meets."""

import logging
from collections.abc import Iterator
from datetime import datetime
from functools import partial

import click
from flask import Flask

from ivr.hours import BRUSSELS_TIME
from routes.call.hotline import Hotline
from routes.commands import Commands
from routes.database.store import has_desk, may_follow
from routes.extension import carry_nothing
from routes.operations.confirmation_calls import desk_store
from routes.operations.confirmed_lines import keep_if_confirmed, unverified
from routes.operations.last_good import open_or_last_good, opened_content
from routes.operations.opening import CannotStart, open_hotline
from routes.operations.running import tell
from routes.releases.change import Content
from routes.releases.following import FOLLOWER, follow
from routes.releases.kept import with_kept_release
from routes.settings.settings import Settings
from routes.statistics.recorder import NO_DATABASE, STATISTICS, Statistics, statistics_of
from routes.statistics.usual import usual_now
from routes.warnings.watcher import WATCHER
from routes.webhook.clips import clip_routes
from routes.webhook.core_dumps import no_core_dumps
from routes.webhook.errors import plain_errors
from routes.webhook.health import health_routes
from routes.webhook.logs import quiet_logs
from routes.webhook.steps import answer_calls, step_routes

log = logging.getLogger(__name__)

LARGEST_REQUEST = 8 * 1024
"""Bytes. A carrier's webhook is about one kilobyte."""


def create_app(settings: Settings | None = None) -> Flask:
    """The hotline as a WSGI application. Raises CannotStart with everything that must be mended.

    While Flask only looks for a command, nothing is raised yet: a command that only edits files
    must work then, too. Any other raises CannotStart as soon as it asks for the hotline.

    A server whose files are broken starts from the last good ones (`operations/last_good.py`).
    """
    context = click.get_current_context(silent=True)
    try:
        hotline = open_hotline(settings) if context else open_or_last_good(settings)
    except CannotStart as problem:
        if context is None or context.parent is not None:
            raise
        app = Flask("wayout", static_folder=None)
        app.cli = Commands(app.name)
        return carry_nothing(app, problem)
    base = opened_content(hotline)
    app = application(with_kept_release(hotline, base), base)
    if context is None and (follower := FOLLOWER.find(app)):
        follower.look()  # before the first call: the release that was kept may have been replaced
        follower.start()
    if context is None and (watcher := WATCHER.find(app)):
        watcher.start()
    return app


def application(hotline: Hotline, base: Content | None = None) -> Flask:
    """A hotline that is ready, as a WSGI application. base: what it was opened from, without the
    changes of the desk; None where it follows no releases.
    """
    quiet_logs(logging.INFO)
    if not hotline.settings.development:
        no_core_dumps()
    settings = hotline.settings
    for warning in hotline.warnings:
        log.warning("%s", warning)
    app = Flask("wayout", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
    statistics = STATISTICS.put(app, statistics_of(settings, hotline.tree))
    hotline.floods.usual = partial(usual_now, statistics)
    for trouble in _statistics_warnings(settings, statistics):
        log.warning("%s", trouble)
    after_step = partial(keep_if_confirmed, settings.verified_file)
    answer_calls(app, hotline, after_step)
    app.register_blueprint(step_routes())
    app.register_blueprint(clip_routes)
    app.register_blueprint(health_routes)
    _open_what_is_set(app, settings, statistics)
    for trouble in _unconfirmed(app, hotline):
        log.warning("%s", trouble)
    if base is not None and may_follow(settings):
        follow(app, base, after_step)
    plain_errors(app)
    app.cli = Commands(app.name)
    if click.get_current_context(silent=True) is None:
        tell(app)
    return app


def _unconfirmed(app: Flask, hotline: Hotline) -> Iterator[str]:
    """Lines that nobody has confirmed. A command at a terminal leaves the desk's database alone."""
    store = desk_store(app)
    if store and click.get_current_context(silent=True):
        return
    today = datetime.now(BRUSSELS_TIME).date()
    file, destinations = hotline.settings.verified_file, hotline.tree.destinations
    yield from unverified(file, destinations, today, store)


def _open_what_is_set(app: Flask, settings: Settings, statistics: Statistics) -> None:
    """What most workers can do without. Imported here: each of these brings libraries that nothing
    else needs.
    """
    if settings.metrics_token:
        from routes.statistics.metrics import metrics_routes

        app.register_blueprint(metrics_routes(settings.metrics_token, statistics))
    if settings.development:
        from routes.simulator.telephone.page import phone_routes

        app.register_blueprint(phone_routes())
    if has_desk(settings):
        from routes.desk.desk import open_desk

        open_desk(app)


def _statistics_warnings(settings: Settings, statistics: Statistics) -> Iterator[str]:
    """A server opens its counters at once; a command at a terminal leaves them alone, unless it
    uses them.
    """
    if settings.database_url is None and not settings.development:
        yield NO_DATABASE
    if click.get_current_context(silent=True) is None and (problem := statistics.open()):
        yield problem
