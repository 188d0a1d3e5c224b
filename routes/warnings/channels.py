"""Where warnings are sent, and what was sent there. Each function works in a transaction that its
caller has begun.
"""

from dataclasses import dataclass, field
from datetime import datetime, time
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from ivr.hours import BRUSSELS_TIME
from routes.database.store import put
from routes.warnings.schema import channels, messages
from routes.warnings.sending import Failure, shown

LONGEST_PAUSE = 15 * 60
"""Seconds between two attempts to send to a channel that fails."""


class ChannelKind(StrEnum):
    """What a channel is. The values are stored."""

    MAIL = "mail"
    WEBHOOK = "webhook"
    OTHER = "other"


class MessageKind(StrEnum):
    """What a message says about a warning. The values are stored."""

    FIRST = "first"
    REMINDER = "reminder"
    WELL = "well"


@dataclass(frozen=True, slots=True)
class Channel:
    """As routes/warnings/schema.py describes it. id: 0 for a new one."""

    id: int
    name: str
    kind: ChannelKind
    hint: str
    sealed: str = field(repr=False)
    language: str
    quiet_from: str
    quiet_until: str
    wakes: bool
    made: int
    failure: Failure = Failure.NONE
    failures: int = 0
    failed: int = 0

    def is_quiet(self, now: datetime) -> bool:
        """Whether its quiet hours last now. Those that end before they begin last over midnight."""
        if not (self.quiet_from and self.quiet_until):
            return False
        here = now.astimezone(BRUSSELS_TIME).time()
        begin, end = time.fromisoformat(self.quiet_from), time.fromisoformat(self.quiet_until)
        return begin <= here < end if begin <= end else here >= begin or here < end

    def waits(self, now: int) -> bool:
        """Whether it is too early for another attempt after a failure."""
        pause = min(60 * 2 ** (self.failures - 1), LONGEST_PAUSE) if self.failures else 0
        return now - self.failed < pause


@dataclass(frozen=True, slots=True)
class Sent:
    """The last message about a warning to a channel."""

    alert: int
    channel: int
    kind: MessageKind
    at: int


def all_channels(connection: Connection) -> list[Channel]:
    """Every channel, by name."""
    return [_channel(row) for row in connection.execute(select(channels).order_by(channels.c.name))]


def channel_of(connection: Connection, id_: int) -> Channel | None:
    """A channel."""
    row = connection.execute(select(channels).where(channels.c.id == id_)).one_or_none()
    return None if row is None else _channel(row)


def keep_channel(connection: Connection, channel: Channel) -> int:
    """Keep a new channel, or a changed one; its id."""
    row = {name: getattr(channel, name) for name in Channel.__slots__ if name != "id"}
    row |= {"kind": channel.kind.value, "failure": channel.failure.value}
    if channel.id:
        connection.execute(update(channels).where(channels.c.id == channel.id).values(row))
        return channel.id
    key = connection.execute(insert(channels).values(row)).inserted_primary_key
    assert key is not None
    return int(key[0])


def remove_channel(connection: Connection, id_: int) -> None:
    """Send nothing there any more."""
    connection.execute(delete(messages).where(messages.c.channel == id_))
    connection.execute(delete(channels).where(channels.c.id == id_))


def tell_failure(connection: Connection, channel: Channel, failure: Failure, now: int) -> None:
    """Keep whether the last message has arrived."""
    row = {"failure": failure.value, "failures": 0, "failed": 0}
    if failure:
        row |= {"failures": channel.failures + 1, "failed": now}
    connection.execute(update(channels).where(channels.c.id == channel.id).values(row))


def all_sent(connection: Connection) -> dict[tuple[int, int], Sent]:
    """Warning and channel -> what was last sent about it."""
    return {
        (row.alert, row.channel): Sent(row.alert, row.channel, MessageKind(row.kind), row.at)
        for row in connection.execute(select(messages))
    }


def keep_sent(connection: Connection, sent: Sent) -> None:
    """Keep what was sent."""
    values = {"kind": sent.kind.value, "at": sent.at}
    put(connection, messages, {"alert": sent.alert, "channel": sent.channel, **values}, values)


def _channel(row: Row[Any]) -> Channel:
    kept = row._asdict()
    kept["kind"], kept["failure"] = ChannelKind(row.kind), shown(row.failure)
    return Channel(**kept)
