"""What a call that an interpreter joins asks of Twilio."""

import hmac

from twilio.base import values
from twilio.rest import Client

from routes.call.outgoing import Outgoing
from routes.carriers.reach import Reach

_OPEN = ("in-progress", "init")


class ConferenceApi:
    """Conferences of one account. Every method raises ApiError."""

    def __init__(self, account: str, token: str, reach: Reach) -> None:
        self._account = account
        self._client = Client(account, token, http_client=reach)

    def conference_name(self, call: str) -> str:
        """The name of a call's conference, from the id of the caller's leg.

        The id cannot be computed from it: a call id has 128 random bits. The key is the account
        and not the token, so that instances agree on the name while the token is being rotated.
        """
        return f"room-{hmac.digest(self._account.encode(), call.encode(), 'sha256').hex()[:32]}"

    def move(self, call: str, document: str) -> None:
        """Let one leg of a call play another document, at once (Twilio, Call resource: update,
        Twiml).
        """
        self._client.calls(call).update(twiml=document)

    def invite(self, line: str, conference: str, outgoing: Outgoing, *, rings: int) -> None:
        """Ring a line, and put the person who picks up into a conference, unheard until then.

        The conference may be named by its friendly name. Its label keeps the same key, delivered
        twice, from ringing two interpreters (Twilio, Participant resource: create; error 16025).
        """
        scheme, _, number = line.partition(":")
        user, password = outgoing.user_of(line) if scheme == "sip" else (None, None)
        self._client.conferences(conference).participants.create(
            from_=outgoing.caller_id,
            to=number if scheme == "tel" else line,
            label="interpreter",
            timeout=rings,
            beep="false",
            early_media=False,
            end_conference_on_exit=False,
            wait_url="",
            sip_auth_username=user or values.unset,
            sip_auth_password=password or values.unset,
        )

    def conference_is_open(self, conference: str) -> bool:
        """Whether a participant is in the conference of this name.

        It starts with its second participant (Twilio, Voice Conference), so a participant who
        waits alone is in one that is not in progress yet. A list without a status holds only
        conferences in progress (Twilio, changelog of July 2026), so both states are asked for.
        """
        pages = (
            self._client.conferences.list(friendly_name=conference, status=status, limit=1)
            for status in _OPEN
        )
        return any(found.friendly_name == conference for page in pages for found in page)
