"""The processes that answer calls, in the desk's database: what each of them runs."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from routes.releases.schema import instances

KEPT = 3600
"""Seconds for which an instance that was not seen stays in the table."""
GONE = 30
"""Seconds after which an instance that was not seen has ended."""


@dataclass(frozen=True, slots=True)
class Instance:
    """A process that answers calls. problem: why it cannot take the release that is live."""

    id: str
    release: int
    problem: str
    seen: int


def keep_instance(connection: Connection, instance: Instance) -> None:
    """Keep what an instance runs. Instances that were not seen for long are forgotten."""
    old = instances.c.seen < instance.seen - KEPT
    connection.execute(delete(instances).where(old | (instances.c.id == instance.id)))
    connection.execute(
        insert(instances).values(
            id=instance.id,
            release=instance.release,
            problem=instance.problem,
            seen=instance.seen,
        )
    )


def all_instances(connection: Connection, now: int) -> list[Instance]:
    """The instances that run now."""
    query = select(instances).where(instances.c.seen >= now - GONE).order_by(instances.c.id)
    return [Instance(*row) for row in connection.execute(query)]
