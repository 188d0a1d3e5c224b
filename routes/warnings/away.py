"""Tells people that the database does not answer. The channels are in the database, so the process
that sent last remembers them.
"""

from sqlalchemy import Connection

from routes.database.store import DeskStore
from routes.translations import N_
from routes.warnings import rows
from routes.warnings.channels import Channel, MessageKind, Sent, all_channels, keep_sent
from routes.warnings.deliveries import Delivery, Postbox
from routes.warnings.due import due
from routes.warnings.rows import Alert
from routes.warnings.rules import Rule, RuleSet
from routes.warnings.trouble import Told, Trouble

_TOLD = N_("The database does not answer: nothing can be changed at the desk. Calls go on.")


class Away:
    """What one process remembers. Without channels it tells nobody."""

    def __init__(self) -> None:
        self._channels: list[Channel] = []
        self._rule: RuleSet | None = None
        self._since = 0
        self._told: dict[int, int] = {}

    def remember(self, connection: Connection, rule: RuleSet) -> None:
        """Remember the channels and the rule, while the database answers."""
        self._channels, self._rule = all_channels(connection), rule

    def forget(self) -> None:
        """Forget the channels, because another process sends."""
        self._channels, self._rule = [], None

    def look(self, postbox: Postbox, now: int) -> None:
        """Tell that the database does not answer, once it has lasted for long enough, each channel
        once.
        """
        self._since = self._since or now
        if not (self._rule and self._rule.is_on):
            return
        if now - self._since < self._rule.number * 60:
            return
        alert = Alert(0, Rule.DATABASE, "", Told.of(_TOLD), self._since, 0, "", 0)
        new = [one for one in self._channels if one.id not in self._told]
        found = [(channel, due(channel, [alert], {}, now)) for channel in new]
        deliveries = [Delivery(channel, parts) for channel, parts in found if parts]
        for delivery, failure in postbox.deliver(deliveries):
            if not failure:
                self._told[delivery.channel.id] = now

    def back(self, store: DeskStore, now: int) -> None:
        """The database answers again. Keep the warning as one that is over, so that its channels
        are told. Raises DeskDown.
        """
        if self._told:
            store.do(lambda connection: self._keep(connection, now))
        self._since, self._told = 0, {}

    def _keep(self, connection: Connection, now: int) -> None:
        trouble = Trouble(Rule.DATABASE, "", Told.of(_TOLD))
        alert = rows.add(connection, trouble, self._since, ended=now)
        for channel, at in self._told.items() if alert else ():
            keep_sent(connection, Sent(alert or 0, channel, MessageKind.FIRST, at))
