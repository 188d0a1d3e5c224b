"""The tables of warnings. Nothing in them is about a caller: a line is not a caller."""

from sqlalchemy import BigInteger, Boolean, Column, Integer, String, Table, UniqueConstraint

from routes.database.tables import TABLES


def _word(name: str) -> Column[str]:
    return Column(name, String, nullable=False)


def _seconds(name: str) -> Column[int]:
    """A moment, in seconds since 1970; 0 while it has not come."""
    return Column(name, BigInteger, nullable=False)


alerts = Table(
    "desk_alert",
    TABLES,
    Column("id", Integer, primary_key=True),
    _word("rule"),
    _word("subject"),
    _word("told"),
    _seconds("began"),
    _seconds("seen"),
    _seconds("ended"),
    _word("taken_by"),
    _seconds("taken_at"),
    UniqueConstraint("rule", "subject", "ended", name="desk_alert_open"),
)
"""A warning. subject: what the rule found, such as a destination. told: JSON, the sentence. seen:
when it was last found. taken_by: who takes care of it. Only one with the same rule and subject can
be open, which is to say `ended` is 0.
"""

rules = Table(
    "desk_alert_rule",
    TABLES,
    Column("name", String, primary_key=True),
    Column("is_on", Boolean, nullable=False),
    Column("number", Integer, nullable=False),
)
"""Rules that somebody has changed."""

channels = Table(
    "desk_alert_channel",
    TABLES,
    Column("id", Integer, primary_key=True),
    _word("name"),
    _word("kind"),
    _word("hint"),
    _word("sealed"),
    _word("language"),
    _word("quiet_from"),
    _word("quiet_until"),
    Column("wakes", Boolean, nullable=False),
    _seconds("made"),
    _word("failure"),
    Column("failures", Integer, nullable=False),
    _seconds("failed"),
)
"""Where warnings are sent. hint: what is shown of the address. sealed: the address, encrypted.
quiet_from, quiet_until: such as 22:00, in Belgium. wakes: whether what harms callers is sent in
quiet hours, too. failure: why the last message did not arrive. failures: how many in a row. failed:
when the last of them did.
"""

messages = Table(
    "desk_alert_message",
    TABLES,
    Column("alert", Integer, primary_key=True, autoincrement=False),
    Column("channel", Integer, primary_key=True, autoincrement=False),
    _word("kind"),
    _seconds("at"),
)
"""What a channel was last told about a warning, and when."""

clocks = Table("desk_alert_clock", TABLES, Column("name", String, primary_key=True), _seconds("at"))
"""When something began, or was last done, for the process that watches next."""

lease = Table(
    "desk_alert_lease",
    TABLES,
    Column("name", String, primary_key=True),
    _word("holder"),
    _seconds("until"),
)
"""One row: the process that sends."""
