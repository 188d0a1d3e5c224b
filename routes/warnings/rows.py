"""Warnings, rules and messages in the desk's database. Each function works in a transaction that
its caller has begun.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from routes.database.store import put
from routes.warnings.rules import Rule, RuleSet, default_of
from routes.warnings.schema import alerts, clocks, lease, messages, rules
from routes.warnings.trouble import Told, Trouble, read_told

WATCH = "watch"
"""The one row of the lease."""
LEASE = 180
"""Seconds after which another process may send. A process renews its lease every minute."""
DAY = 86400
EXACT = 3 * DAY
"""Seconds after the end of a warning for which its times are kept exactly: until then somebody may
still be told that it is well again.
"""
KEPT = 400 * DAY
"""Seconds for which a warning that is over is kept."""


@dataclass(frozen=True, slots=True)
class Alert:
    """A warning, as routes/warnings/schema.py describes it."""

    id: int
    rule: Rule
    subject: str
    told: Told
    began: int
    ended: int
    taken_by: str
    taken_at: int

    @property
    def is_open(self) -> bool:
        """Whether it is still so."""
        return not self.ended


def rule_sets(connection: Connection) -> dict[Rule, RuleSet]:
    """How every rule is set."""
    kept = {row.name: RuleSet(row.is_on, row.number) for row in connection.execute(select(rules))}
    return {rule: kept.get(rule, default_of(rule)) for rule in Rule}


def set_rules(connection: Connection, sets: Mapping[Rule, RuleSet]) -> None:
    """Keep how rules are set."""
    for rule, as_set in sets.items():
        values = {"is_on": as_set.is_on, "number": as_set.number}
        put(connection, rules, {"name": rule.value, **values}, values)


def take_lease(connection: Connection, holder: str, now: int) -> bool:
    """Take the lease, or renew it. Returns whether this process is the one that sends."""
    mine = (lease.c.holder == holder) | (lease.c.until < now)
    taken = update(lease).where((lease.c.name == WATCH) & mine)
    return connection.execute(taken.values(holder=holder, until=now + LEASE)).rowcount == 1


def mark(connection: Connection, troubles: Iterable[Trouble], now: int) -> None:
    """Keep what is wrong now, as a new warning or as one that goes on."""
    for trouble in troubles:
        told = trouble.told.model_dump_json()
        here = (
            (alerts.c.rule == trouble.rule.value)
            & (alerts.c.subject == trouble.subject)
            & (alerts.c.ended == 0)
        )
        goes_on = update(alerts).where(here).values(seen=now, told=told)
        if connection.execute(goes_on).rowcount == 0:
            add(connection, trouble, now)


def add(connection: Connection, trouble: Trouble, began: int, ended: int = 0) -> int | None:
    """Keep a new warning; its id. None where another process has kept the same at this moment."""
    row = {
        "rule": trouble.rule.value,
        "subject": trouble.subject,
        "told": trouble.told.model_dump_json(),
        "began": began,
        "seen": ended or began,
        "ended": ended,
        "taken_by": "",
        "taken_at": 0,
    }
    try:
        with connection.begin_nested():
            made = connection.execute(insert(alerts).values(row))
    except IntegrityError:
        return None
    key = made.inserted_primary_key
    assert key is not None
    return int(key[0])


def end_unseen(connection: Connection, since: int, now: int, unknown: Collection[Rule]) -> None:
    """End the warnings that were not found again since then. unknown: rules that could not tell."""
    over = (
        (alerts.c.ended == 0)
        & (alerts.c.seen < since)
        & alerts.c.rule.not_in([rule.value for rule in unknown])
    )
    connection.execute(update(alerts).where(over).values(ended=now))


def forget_times(connection: Connection, now: int) -> None:
    """Of what is over for long, keep only the days: the minute would tell for months when lines
    were rung. Several that ended on one day become one. What is too old is removed.
    """
    connection.execute(delete(alerts).where((alerts.c.ended != 0) & (alerts.c.ended < now - KEPT)))
    is_exact = (alerts.c.ended != 0) & (alerts.c.ended < now - EXACT) & (alerts.c.ended % DAY != 0)
    for row in connection.execute(select(alerts).where(is_exact)).all():
        exact = {name: getattr(row, name) for name in ("began", "seen", "ended", "taken_at")}
        times = {name: when - when % DAY for name, when in exact.items()}
        its_day = (
            (alerts.c.rule == row.rule)
            & (alerts.c.subject == row.subject)
            & (alerts.c.ended == times["ended"])
        )
        connection.execute(delete(alerts).where(its_day))
        connection.execute(update(alerts).where(alerts.c.id == row.id).values(times))
    recent = select(alerts.c.id).where((alerts.c.ended == 0) | (alerts.c.ended >= now - EXACT))
    connection.execute(delete(messages).where(messages.c.alert.not_in(recent)))


def open_alerts(connection: Connection) -> list[Alert]:
    """What is wrong now, the newest first."""
    query = select(alerts).where(alerts.c.ended == 0).order_by(alerts.c.id.desc())
    return _alerts(connection.execute(query).all())


def ended_alerts(connection: Connection, since: int, most: int | None = None) -> list[Alert]:
    """What is well again since then, the newest first."""
    ended = alerts.c.ended >= max(since, 1)
    query = select(alerts).where(ended).order_by(alerts.c.ended.desc()).limit(most)
    return _alerts(connection.execute(query).all())


def alert_of(connection: Connection, id_: int) -> Alert | None:
    """A warning."""
    found = _alerts(connection.execute(select(alerts).where(alerts.c.id == id_)).all())
    return found[0] if found else None


def take(connection: Connection, alert: int, by: str, now: int) -> None:
    """Somebody takes care of a warning, unless somebody else does already."""
    free = (alerts.c.id == alert) & (alerts.c.taken_by == "")
    connection.execute(update(alerts).where(free).values(taken_by=by, taken_at=now))


def at(connection: Connection, name: str) -> int:
    """When something began, or was last done; 0 where that is not kept."""
    return int(connection.execute(select(clocks.c.at).where(clocks.c.name == name)).scalar() or 0)


def set_at(connection: Connection, name: str, when: int) -> None:
    """Keep when something began, or was done; 0 for no longer."""
    if when:
        put(connection, clocks, {"name": name, "at": when}, {"at": when})
    else:
        connection.execute(delete(clocks).where(clocks.c.name == name))


def _alerts(found: Iterable[Row[Any]]) -> list[Alert]:
    known = {rule.value for rule in Rule}
    return [
        Alert(
            row.id,
            Rule(row.rule),
            row.subject,
            read_told(row.told),
            row.began,
            row.ended,
            row.taken_by,
            row.taken_at,
        )
        for row in found
        if row.rule in known
    ]
