"""The tables of the desk: about the staff alone, and nothing in them is about a caller."""

from sqlalchemy import BigInteger, Column, Integer, String, Table

from routes.database.tables import TABLES, moment, number, string

sessions = Table(
    "desk_sessions",
    TABLES,
    Column("id", String, primary_key=True),
    string("person"),
    string("password"),
    moment("began"),
    moment("seen"),
    Column("account", Integer),
)
"""Who is logged in. id: the digest of the token in the cookie. person: the name. account: the id of
the person; empty for the shared password. password: a trace of the shared password that opened it.
"""

actions = Table(
    "desk_actions",
    TABLES,
    Column("id", Integer, primary_key=True),
    moment("at"),
    string("person"),
    string("action"),
    string("about"),
)
"""What the staff did. Rows are added, and removed by age alone."""

refused_log_ins = Table(
    "desk_refused_log_ins",
    TABLES,
    Column("hour", BigInteger, primary_key=True, autoincrement=False),
    number("n"),
)
"""How many wrong log-ins there were. hour: since 1970. From where is not kept."""

kept = Table("desk_kept", TABLES, Column("name", String, primary_key=True), string("value"))
"""What the pages of every process show alike: name -> JSON."""

people = Table(
    "desk_people",
    TABLES,
    Column("id", Integer, primary_key=True),
    string("name"),
    Column("key", String, nullable=False, unique=True),
    string("roles"),
    string("languages"),
    string("password"),
    string("authenticator"),
    Column("code", BigInteger, nullable=False),
    Column("ended", BigInteger),
)
"""Who works at the desk. key: the name in small letters, for the log-in. roles, languages: words
between spaces. password: its hash. authenticator: the secret of the codes, sealed by
database/seal.py. code: the number of the half minute whose code was used last. Without a password
both are empty.
"""

passkeys = Table(
    "desk_passkeys",
    TABLES,
    Column("id", String, primary_key=True),
    number("person"),
    string("public_key"),
    Column("sign_count", BigInteger, nullable=False),
)
"""Passkeys, by the id that the browser gives them (WebAuthn). Nothing here opens the desk."""

invitations = Table(
    "desk_invitations",
    TABLES,
    Column("digest", String, primary_key=True),
    number("person"),
    string("authenticator"),
    moment("until"),
    Column("used", BigInteger),
)
"""The last invitation of each person. digest: of the token in the link. authenticator: the secret
of codes, sealed, for a person who chooses a password.
"""

challenges = Table(
    "desk_challenges", TABLES, Column("challenge", String, primary_key=True), moment("until")
)
"""What a passkey is to sign, once."""
