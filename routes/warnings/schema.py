"""The tables of warnings. Nothing in them is about a caller: a line is not a caller."""

from sqlalchemy import Boolean, Column, Integer, String, Table, UniqueConstraint

from routes.database.tables import TABLES, moment, number, string

alerts = Table(
    "desk_alert",
    TABLES,
    Column("id", Integer, primary_key=True),
    string("rule"),
    string("subject"),
    string("told"),
    moment("began"),
    moment("seen"),
    moment("ended"),
    string("taken_by"),
    moment("taken_at"),
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
    number("number"),
)
"""Rules that somebody has changed."""

channels = Table(
    "desk_alert_channel",
    TABLES,
    Column("id", Integer, primary_key=True),
    string("name"),
    string("kind"),
    string("hint"),
    string("sealed"),
    string("language"),
    string("quiet_from"),
    string("quiet_until"),
    Column("wakes", Boolean, nullable=False),
    moment("made"),
    string("failure"),
    number("failures"),
    moment("failed"),
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
    string("kind"),
    moment("at"),
)
"""What a channel was last told about a warning, and when."""

clocks = Table("desk_alert_clock", TABLES, Column("name", String, primary_key=True), moment("at"))
"""When something began, or was last done, for the process that watches next."""

lease = Table(
    "desk_alert_lease",
    TABLES,
    Column("name", String, primary_key=True),
    string("holder"),
    moment("until"),
)
"""One row: the process that sends."""
