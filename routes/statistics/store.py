"""The counters in a database. All of this may take time or fail, so no step calls it.

Neither the rows nor the file may show which counters rose together, or in which order. So a batch
rewrites all rows of its periods in the order of their keys, and VACUUM then writes the file or the
table anew. PostgreSQL keeps with every row the number of the transaction that wrote it, so a
release rewrites all rows.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from sqlalchemy import URL, Connection, delete, func, insert, literal, select, text

from routes.database.engines import LONG, make_engine
from routes.database.rare_warning import RareWarning
from routes.statistics.cells import EVER, Counts, Measure, is_live
from routes.statistics.in_a_row import ALL, InARow
from routes.statistics.period import Kind, Period, day_name
from routes.statistics.release import (
    Figures,
    from_json,
    is_used_up,
    release,
    to_be_released,
    to_json,
)
from routes.statistics.rows import count_in_a_row, counts_of, in_a_row_now, insert_counts
from routes.statistics.schema import in_a_row, marginals, migrate, released
from routes.statistics.shredding import shred

PATIENCE = 2
"""Seconds for which a database may be locked, or not answer."""
_LOCK = 0x5761796F7574
"""Names the advisory lock of PostgreSQL: any number that nothing else uses."""


class Store:
    """A database of counters. No connection is kept between two uses."""

    def __init__(self, url: URL, patience: float = PATIENCE) -> None:
        self.engine = make_engine(url, patience)
        self._is_sqlite = self.engine.dialect.name == "sqlite"
        self._warning = RareWarning()

    def open(self) -> None:
        """Make or update the tables. Raises SQLAlchemyError, OSError or NewerSchema."""
        if self._is_sqlite:
            Path(self.engine.url.database or "").absolute().parent.mkdir(exist_ok=True)
        with self._changing(limit=LONG) as connection:
            is_changed = migrate(connection)
        if is_changed:
            shred(self.engine, self._warning)

    def add(self, counts: Counts) -> None:
        """Raise all counters or none. Other processes may do so at the same time. Raises
        SQLAlchemyError.
        """
        with self._changing() as connection:
            count_in_a_row(connection, counts)
            kept = {cell: n for cell, n in counts.items() if cell.measure != Measure.TAKEN}
            touched = sorted({(cell.period, cell.rehearsal) for cell in kept})
            rows: Counts = Counter(kept)
            for period, rehearsal in touched:
                of_it = (marginals.c.period == period, marginals.c.rehearsal == rehearsal)
                rows.update(counts_of(connection, select(marginals).where(*of_it)))
                connection.execute(delete(marginals).where(*of_it))
            insert_counts(connection, rows)
        if self._is_sqlite or not all(map(is_live, counts)):
            shred(self.engine, self._warning)

    def counts(self, period: Period, *, rehearsal: bool = False) -> Counts:
        """The counters of a period. Raises SQLAlchemyError."""
        begin, end = period.names
        wanted = (
            marginals.c.period >= begin,
            marginals.c.period <= end,
            marginals.c.rehearsal == rehearsal,
        )
        with self._reading() as connection:
            found = counts_of(connection, select(marginals).where(*wanted))
        return Counter({cell: n for cell, n in found.items() if period.holds(cell.period)})

    def lines(self, first: date, last: date) -> Counts:
        """How the lines of real calls ended from the first day to the last. Raises
        SQLAlchemyError.
        """
        wanted = (
            marginals.c.measure == Measure.LINES.value,
            marginals.c.period.between(day_name(first), day_name(last)),
            marginals.c.rehearsal.is_(False),
        )
        with self._reading() as connection:
            return counts_of(connection, select(marginals).where(*wanted))

    def in_a_row(self) -> InARow:
        """How often in a row nobody took a call. Raises SQLAlchemyError."""
        with self._reading() as connection:
            return in_a_row_now(connection)

    def all_counts(self) -> Counts:
        """All counters. Raises SQLAlchemyError."""
        with self._reading() as connection:
            return counts_of(connection, select(marginals))

    def totals(self) -> Counts:
        """The counters for monitoring, which have no period. Raises SQLAlchemyError."""
        with self._reading(limit=None) as connection:
            return counts_of(connection, select(marginals).where(marginals.c.period == EVER))

    def released(self, period: Period) -> list[Figures] | None:
        """What is shown of a period; None if nothing was released. Raises SQLAlchemyError."""
        wanted = (released.c.kind == period.kind, released.c.first == day_name(period.first))
        with self._reading() as connection:
            kept = connection.execute(select(released.c.tables).where(*wanted)).scalar()
        return None if kept is None else from_json(kept)

    def all_released(self, kind: Kind, first: date, last: date) -> dict[date, list[Figures]]:
        """What is shown of the periods of a kind that begin between two days: first day of each ->
        its figures. Raises SQLAlchemyError.
        """
        wanted = (
            released.c.kind == kind,
            released.c.first.between(day_name(first), day_name(last)),
        )
        with self._reading() as connection:
            rows = connection.execute(select(released.c.first, released.c.tables).where(*wanted))
            return {date.fromisoformat(row.first): from_json(row.tables) for row in rows}

    def released_since(self) -> date | None:
        """The first day of the first month that is kept; None without one. Raises
        SQLAlchemyError.
        """
        query = select(func.min(released.c.first)).where(released.c.kind == Kind.MONTH)
        with self._reading() as connection:
            first = connection.execute(query).scalar()
        return date.fromisoformat(first) if first else None

    def release_finished(self, today: date) -> None:
        """Release every finished period, and remove the counters that no period needs any more.
        What was released before does not change. Raises SQLAlchemyError.
        """
        with self._changing(limit=LONG) as connection:
            counts = counts_of(connection, select(marginals).where(marginals.c.period != EVER))
            known = {
                (row.kind, row.first)
                for row in connection.execute(select(released.c.kind, released.c.first))
            }
            fresh = [
                period
                for period in to_be_released(counts, today)
                if (period.kind, day_name(period.first)) not in known
            ]
            real = Counter({cell: n for cell, n in counts.items() if not cell.rehearsal})
            for period in fresh:
                tables = to_json(release(real, period))
                row = {"kind": period.kind, "first": day_name(period.first), "tables": tables}
                connection.execute(insert(released), row)
            is_changed = bool(fresh) or any(is_used_up(cell, today) for cell in counts)
            if is_changed:
                self._rewrite(connection, today)
        if is_changed:
            shred(self.engine, self._warning)

    def forget(self, before: date) -> None:
        """Remove all figures of periods that began before this day. Raises SQLAlchemyError."""
        day = day_name(before)
        with self._changing() as connection:
            old = delete(marginals).where(marginals.c.period != EVER, marginals.c.period < day)
            gone = connection.execute(old).rowcount
            gone += connection.execute(delete(released).where(released.c.first < day)).rowcount
            rung = select(marginals.c.value).where(marginals.c.measure == Measure.LINES.value)
            left = in_a_row.c.destination.not_in(rung.union(select(literal(ALL))))
            gone += connection.execute(delete(in_a_row).where(left)).rowcount
        if gone:
            shred(self.engine, self._warning)

    def _rewrite(self, connection: Connection, today: date) -> None:
        """Rewrite all counters that are still needed, in the order of their keys."""
        kept = {
            cell: n
            for cell, n in counts_of(connection, select(marginals)).items()
            if not is_used_up(cell, today)
        }
        connection.execute(delete(marginals) if self._is_sqlite else text("TRUNCATE marginals"))
        insert_counts(connection, Counter(kept))

    @contextmanager
    def _changing(self, limit: float | None = None) -> Iterator[Connection]:
        """A transaction that overlaps no other one of any worker. SQLite locks the file when it
        begins; PostgreSQL has a lock that lasts for a transaction (pg_advisory_xact_lock).
        """
        engine = self.engine.execution_options(limit=limit)
        with engine.begin() as connection:
            if not self._is_sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            yield connection

    @contextmanager
    def _reading(self, limit: float | None = LONG) -> Iterator[Connection]:
        with self.engine.execution_options(reads=True, limit=limit).connect() as connection:
            yield connection
