"""What a person typed into a form that could not be taken just now. It stays on the page, to be
sent again: nothing typed is lost when the database is away or a session has ended.
"""

import json
from dataclasses import dataclass

from flask import request
from werkzeug.exceptions import HTTPException

from routes.desk.guard import own_page
from routes.desk.roles import OPEN

_LOG_INS = ("entry.log_in", "entry.log_in_with_passkey")


@dataclass(frozen=True, slots=True)
class Typed:
    """page: where the form is sent, below the desk. fields: everything in it but its token."""

    page: str
    fields: tuple[tuple[str, str], ...]

    @property
    def address(self) -> str:
        """Where it is sent again."""
        return own_page(self.page)

    @property
    def words(self) -> list[str]:
        """The fields that are shown. A field such as `hours.seen` is the page's own."""
        return [value for name, value in self.fields if value.strip() and "." not in name]

    @property
    def kept(self) -> str:
        """All of it, for the form of the log-in."""
        return json.dumps([self.page, self.fields])


def typed_here() -> Typed | None:
    """What the form of this request holds, or what the log-in keeps; None where nothing was typed.

    A form of another site is not shown again: who sends it could put words into a person's mouth.
    Every browser of today says where a form comes from (Fetch Metadata, Sec-Fetch-Site).
    """
    if request.method != "POST" or request.headers.get("Sec-Fetch-Site") != "same-origin":
        return None
    try:
        fields = tuple(request.form.items(multi=True))
    except HTTPException:  # a form that is too large cannot be read
        return None
    if request.endpoint in _LOG_INS:
        return _kept(request.form.get("typed", ""))
    is_secret = any("password" in name for name, _ in fields)
    fields = tuple(field for field in fields if field[0] != "csrf_token")
    if request.endpoint in OPEN or is_secret or not fields:
        return None
    return Typed(request.full_path.rstrip("?"), fields)


def _kept(written: str) -> Typed | None:
    try:
        page, fields = json.loads(written)
        return Typed(str(page), tuple((str(name), str(value)) for name, value in fields))
    except (ValueError, TypeError):
        return None
