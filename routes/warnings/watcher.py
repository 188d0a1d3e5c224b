"""Looks once a minute at what the rules find, outside of calls, and sends what is due.

Every process looks at its own machine. One process has the lease: it looks at what all share, and
sends. When it ends, another one takes the lease. Everything is kept in the database, so a restart
forgets nothing. Only while the database is away, the process that sent last remembers what to tell.
"""

import logging
import weakref
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from flask import Flask
from sqlalchemy import Connection

from routes.background import BackgroundThread, name_of_process
from routes.call.faults import without_values
from routes.call.hotline import HOTLINE
from routes.database.store import DeskDown, DeskStore
from routes.doctor.finding import Finding
from routes.extension import Extension
from routes.operations.confirmed_lines import ConfirmedOn, all_confirmed
from routes.releases.instances import Instance, all_instances
from routes.statistics.in_a_row import InARow
from routes.statistics.reading import CannotRead, read_in_a_row, read_in_time
from routes.statistics.recorder import STATISTICS
from routes.warnings import rows
from routes.warnings.away import Away
from routes.warnings.checks import HERE, TOGETHER, Seen, ask, examined, nobody_since
from routes.warnings.deliveries import Postbox, deliveries_due, keep_results
from routes.warnings.rules import Rule, RuleSet

log = logging.getLogger(__name__)

LOOKS = 60.0
"""Seconds between two looks."""
STEADY = 300
"""Seconds after which a warning that was not found again is over."""
NOBODY_SINCE, EXAMINED = "nobody since", "examined"
"""Names under which the process that sends keeps moments for the next one."""

Examine = Callable[[Flask], list[Finding]]
"""The examination of the whole hotline, which takes up to a minute."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What a look begins with. sends: whether this process has the lease."""

    sets: Mapping[Rule, RuleSet]
    sends: bool
    nobody_since: int
    examined: int
    instances: list[Instance]


class Watcher:
    """Watches for one application. examine: the examination, whose result the desk shows."""

    name: str
    _away: Away
    _sends_since: int

    def __init__(self, app: Flask, store: DeskStore, postbox: Postbox, examine: Examine) -> None:
        self._app, self._store = weakref.ref(app), store
        self._postbox, self._examine = postbox, examine
        self._begin()
        self._thread = BackgroundThread(
            app, "warnings", self.look, LOOKS, self._begin, waits_first=True
        )

    def start(self) -> None:
        """Watch from now on, until the process ends."""
        self._thread.start()

    def look(self) -> None:
        """Look once. Raises nothing."""
        try:
            self._look(self._store.now())
        except DeskDown:
            pass  # it is logged, and the next look tells for how long
        except Exception as error:
            log.error("the watch for warnings failed: %s", without_values(error))

    def _look(self, now: int) -> None:
        app = self._app()
        if app is None:
            return
        try:
            kept = self._store.do(lambda connection: self._first(connection, now))
        except DeskDown:
            self._away.look(self._postbox, now)
            raise
        self._away.back(self._store, now)
        seen = Seen(HOTLINE.of(app), now)
        found, _unknown = ask(HERE, seen, kept.sets)
        if found:
            self._store.do(lambda connection: rows.mark(connection, found, now))
        if kept.sends:
            self._look_together(app, seen, kept)
            due = self._store.do(lambda connection: deliveries_due(connection, now))
            if results := self._postbox.deliver(due):
                self._store.do(lambda connection: keep_results(connection, results, now))
        self._sends_since = (self._sends_since or now) if kept.sends else 0

    def _first(self, connection: Connection, now: int) -> _Kept:
        sends = rows.take_lease(connection, self.name, now)
        sets = rows.rule_sets(connection)
        if sends:
            self._away.remember(connection, sets[Rule.DATABASE])
        else:
            self._away.forget()
        return _Kept(
            sets,
            sends,
            rows.at(connection, NOBODY_SINCE),
            rows.at(connection, EXAMINED),
            all_instances(connection, now) if sends else [],
        )

    def _confirmed(self, seen: Seen) -> ConfirmedOn | None:
        try:
            return all_confirmed(seen.hotline.settings.verified_file, self._store)
        except (ValueError, OSError):
            return None

    def _look_together(self, app: Flask, seen: Seen, kept: _Kept) -> None:
        """Keep what is wrong now, and end what is not. Warnings of other machines are ended only
        by a process that has looked for long enough to have seen them go on.
        """
        now, in_a_row = seen.now, _in_a_row(app)
        since = nobody_since(in_a_row, kept.nobody_since, now)
        shared = replace(
            seen,
            in_a_row=in_a_row,
            nobody_since=since,
            instances=kept.instances,
            confirmed=self._confirmed(seen),
        )
        found, unknown = ask(TOGETHER, shared, kept.sets)
        steady = self._sends_since and now - self._sends_since >= STEADY
        unknown |= {Rule.EXAMINATION, *(() if steady else HERE)}

        def work(connection: Connection) -> None:
            rows.set_at(connection, NOBODY_SINCE, since)
            rows.mark(connection, found, now)
            off = [rule for rule, as_set in kept.sets.items() if not as_set.is_on]
            rows.end_unseen(connection, now - STEADY, now, unknown - {*off})
            rows.forget_times(connection, now)

        self._store.do(work)
        examination = kept.sets[Rule.EXAMINATION]
        if examination.is_on and now - kept.examined >= examination.number * 3600:
            self._look_at_all(app, now)

    def _look_at_all(self, app: Flask, now: int) -> None:
        """Examine everything. The moment is kept first, so that no other process begins, too."""
        self._store.do(lambda connection: rows.set_at(connection, EXAMINED, now))
        found = examined(self._examine(app))

        def work(connection: Connection) -> None:
            rows.mark(connection, found, now)
            others = {*Rule} - {Rule.EXAMINATION}
            rows.end_unseen(connection, now, now, others)

        self._store.do(work)

    def _begin(self) -> None:
        """Begin anew, as a forked process must."""
        self.name = name_of_process()
        self._away = Away()
        self._sends_since = 0


def _in_a_row(app: Flask) -> InARow | None:
    statistics = STATISTICS.of(app)
    try:
        return read_in_time(lambda: read_in_a_row(statistics))
    except CannotRead:
        return None


WATCHER: Extension[Watcher] = Extension("watcher")
