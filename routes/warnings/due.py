"""What is to be sent to a channel now. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from routes.warnings.channels import Channel, MessageKind, Sent
from routes.warnings.rows import Alert
from routes.warnings.rules import RULES

REMIND = 86400
"""Seconds between two messages about a warning that nobody takes care of."""
LATELY = 86400
"""Seconds after the end of a warning in which a channel is still told of it, if quiet hours held
back the first message.
"""


@dataclass(frozen=True, slots=True)
class Due:
    """A part of the next message to a channel."""

    alert: Alert
    kind: MessageKind


def due(
    channel: Channel, alerts: Iterable[Alert], sent: Mapping[tuple[int, int], Sent], now: int
) -> list[Due]:
    """All that is to be sent to a channel now. alerts: that are open, or were lately."""
    if channel.waits(now):
        return []
    is_quiet = channel.is_quiet(datetime.fromtimestamp(now, UTC))
    found = []
    for alert in alerts:
        breaks_quiet = channel.wakes and RULES[alert.rule].harms
        kind = _kind(alert, channel, sent.get((alert.id, channel.id)), now)
        if kind and (breaks_quiet or not is_quiet):
            found.append(Due(alert, kind))
    return found


def _kind(alert: Alert, channel: Channel, before: Sent | None, now: int) -> MessageKind | None:
    if not alert.is_open:
        return _kind_of_ended(alert, channel, before, now)
    if alert.taken_by:
        return None
    if before is None:
        return MessageKind.FIRST
    return MessageKind.REMINDER if now - before.at >= REMIND else None


def _kind_of_ended(
    alert: Alert, channel: Channel, before: Sent | None, now: int
) -> MessageKind | None:
    """A channel that was warned is told that it is well again. So is one whose warning was held
    back by quiet hours or a fault.
    """
    if before is not None:
        return None if before.kind is MessageKind.WELL else MessageKind.WELL
    was_held = channel.made < alert.ended and not alert.taken_by
    return MessageKind.WELL if was_held and now - alert.ended < LATELY else None
