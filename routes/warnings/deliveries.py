"""Sends what is due, to all channels at the same time, and keeps what came of it."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from sqlalchemy import Connection

from routes.settings.settings import Settings
from routes.warnings.channels import (
    Channel,
    Sent,
    all_channels,
    all_sent,
    keep_sent,
    tell_failure,
)
from routes.warnings.due import LATELY, Due, due
from routes.warnings.rows import ended_alerts, open_alerts
from routes.warnings.sealing import unseal
from routes.warnings.sending import Failure, send
from routes.warnings.wording import Languages, Message, message

PAGE = "/staff/warnings"
"""Where somebody says that they take care of a warning."""
MOST = 8
"""Messages that are sent at the same time."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What one channel is told at one time."""

    channel: Channel
    parts: list[Due]


@dataclass(frozen=True)
class Postbox:
    """What sending needs. languages: says texts outside of a page."""

    settings: Settings
    languages: Languages

    def deliver(self, deliveries: Sequence[Delivery]) -> list[tuple[Delivery, Failure]]:
        """Send them; what came of each."""
        if not deliveries:
            return []
        with ThreadPoolExecutor(MOST, thread_name_prefix="warnings") as pool:
            return list(zip(deliveries, pool.map(self._deliver, deliveries), strict=True))

    def post(self, channel: Channel, what: Message) -> Failure:
        """Send one message to a channel."""
        address = unseal(self.settings, channel.sealed)
        return Failure.SEALED if address is None else send(address, what.title, what.text)

    def _deliver(self, delivery: Delivery) -> Failure:
        language = delivery.channel.language
        desk = f"{self.settings.public_url}{PAGE}"
        return self.post(
            delivery.channel, message(delivery.parts, language, self.languages(language), desk)
        )


def deliveries_due(connection: Connection, now: int) -> list[Delivery]:
    """What is to be sent now."""
    about = [*open_alerts(connection), *ended_alerts(connection, now - 2 * LATELY)]
    sent = all_sent(connection)
    found = [(channel, due(channel, about, sent, now)) for channel in all_channels(connection)]
    return [Delivery(channel, parts) for channel, parts in found if parts]


def keep_results(
    connection: Connection, results: Sequence[tuple[Delivery, Failure]], now: int
) -> None:
    """Keep what was sent, and which channels fail. Those are tried again."""
    for delivery, failure in results:
        tell_failure(connection, delivery.channel, failure, now)
        for part in delivery.parts if not failure else ():
            keep_sent(connection, Sent(part.alert.id, delivery.channel.id, part.kind, now))
