"""What a call that an interpreter joins asks of the carrier."""

from twilio.base import values

from routes.call.outgoing import Outgoing
from routes.carriers.twilio_api.api import CarrierApi

_OPEN = ("in-progress", "init")


class ConferenceApi(CarrierApi):
    """The API of one account, for conferences. Every method raises ApiError."""

    def move(self, call: str, twiml: str) -> None:
        """Let one leg of a call play another document, at once (Twilio, Call resource: update,
        Twiml).
        """
        self._client.calls(call).update(twiml=twiml)

    def invite(self, line: str, room: str, outgoing: Outgoing, *, rings: int) -> None:
        """Ring a line, and put whoever picks up into a conference, unheard until then. rings:
        seconds at most.

        The conference may be named by its friendly name. Its label keeps the same key, delivered
        twice, from ringing two interpreters (Twilio, Participant resource: create; error 16025).
        """
        scheme, _, number = line.partition(":")
        user, password = outgoing.user_of(line) if scheme == "sip" else (None, None)
        self._client.conferences(room).participants.create(
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

    def is_open(self, room: str) -> bool:
        """Whether somebody is in the conference of this name.

        It starts with its second participant (Twilio, Voice Conference), so whoever waits alone is
        in one that is not yet in progress. A list without a status holds those in progress only
        (Twilio, changelog of July 2026): the others are asked for besides.
        """
        asked = (
            self._client.conferences.list(friendly_name=room, status=one, limit=1) for one in _OPEN
        )
        return any(found.friendly_name == room for page in asked for found in page)
