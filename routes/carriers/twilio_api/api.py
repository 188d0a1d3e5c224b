"""What the commands ask of the carrier, in this hotline's words."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from routes.call.hotline import the_hotline
from routes.carriers.twilio_api.account import Account, Balance, Dialling
from routes.carriers.twilio_api.reach import ApiError, Reach
from routes.extension import Extension
from routes.settings.settings import Settings

PAGE = 500
"""Records asked for at once (Twilio, PageSize: up to 1000)."""
_FINISHED = ("completed", "busy", "failed", "no-answer", "canceled")
_NOT_YET = 20009
"""Twilio: a record that is not finalised cannot be deleted; that may take 14 days in rare cases."""

VOICE_SETTINGS = {
    "voice_url": "VoiceUrl",
    "voice_method": "VoiceMethod",
    "voice_fallback_url": "VoiceFallbackUrl",
    "voice_fallback_method": "VoiceFallbackMethod",
    "status_callback": "StatusCallback",
    "voice_application_sid": "VoiceApplicationSid",
    "trunk_sid": "TrunkSid",
    "voice_caller_id_lookup": "VoiceCallerIdLookup",
}
"""What decides how a call to a number is answered: the library's name, and the carrier's."""


@dataclass(frozen=True, slots=True)
class Number:
    """An incoming number. settings: those of VOICE_SETTINGS, as text; empty where none is set.
    voice: whether it can be used for calls.
    """

    sid: str
    number: str
    settings: dict[str, str]
    voice: bool


@dataclass(frozen=True, slots=True)
class CallRecord:
    """One leg of a call, as the carrier remembers it. parent: the leg that dialled it, if any.
    numbers: of both ends. ended: when, or the best that is known of it.
    """

    sid: str = field(repr=False)
    parent: str = field(repr=False)
    numbers: frozenset[str] = field(repr=False)
    status: str
    ended: datetime


class CarrierApi:
    """The API of one account. Every method raises ApiError."""

    def __init__(self, settings: Settings, reach: Reach) -> None:
        if settings.signature_scheme != "twilio":
            raise ApiError(
                "this command knows Twilio's API only: do it in your carrier's own console"
            )
        account, token = settings.twilio_account_sid, next(iter(settings.twilio_auth_token), None)
        if not (account and token):
            raise ApiError(
                "set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN: the carrier's API needs both"
            )
        from twilio.rest import Client  # 6 MB, for commands and interpreters only

        self._client = Client(account, token.get_secret_value(), http_client=reach)

    def numbers(self) -> Iterator[Number]:
        """Every incoming number of the account."""
        return map(_number, self._client.incoming_phone_numbers.stream(page_size=PAGE))

    def number(self, number: str) -> Number:
        """One incoming number."""
        if found := self.find(number):
            return found
        raise ApiError(
            f"{number} is not a number of this account: check it, and TWILIO_ACCOUNT_SID", 404
        )

    def find(self, number: str) -> Number | None:
        """One incoming number, if it is one. The carrier also finds those that merely contain these
        digits.
        """
        found = map(_number, self._client.incoming_phone_numbers.list(phone_number=number))
        return next((one for one in found if one.number == number), None)

    def may_show(self, number: str) -> bool:
        """Whether a number of somebody else is verified as a caller ID."""
        return any(
            one.phone_number == number
            for one in self._client.outgoing_caller_ids.list(phone_number=number)
        )

    def dialling(self, country: str) -> Dialling:
        """The permissions for a country (ISO 3166)."""
        found = self._client.voice.v1.dialing_permissions.countries(country).fetch()
        return Dialling(
            bool(found.low_risk_numbers_enabled), bool(found.high_risk_special_numbers_enabled)
        )

    def account(self) -> Account:
        """The account itself."""
        found = self._client.api.accounts(self._client.account_sid).fetch()
        return Account(str(found.status), str(found.type))

    def balance(self) -> Balance | None:
        """What is left; None for a subaccount, of which the carrier does not tell it."""
        found = self._client.balance.fetch()
        return Balance(Decimal(found.balance), str(found.currency)) if found.balance else None

    def profiles(self) -> list[str]:
        """The states of the business profiles (Twilio, CustomerProfiles: status)."""
        return [
            str(one.status) for one in self._client.trusthub.v1.customer_profiles.list(page_size=50)
        ]

    def change(self, number: Number, settings: dict[str, str]) -> None:
        """Give an incoming number other settings, named as in VOICE_SETTINGS; the rest stay."""
        self._client.incoming_phone_numbers(number.sid).update(**settings)

    def pages_of_calls(self) -> Iterator[list[CallRecord]]:
        """Every call of the account, all legs, a page at a time."""
        page = self._client.calls.page(page_size=PAGE)
        while page is not None:
            yield [_record(one) for one in page]
            page = page.next_page()

    def forget(self, record: CallRecord) -> bool:
        """Delete a record. Returns whether it is gone: the carrier may not have closed it yet."""
        try:
            self._client.calls(record.sid).delete()
        except ApiError as error:
            if error.status != 404 and error.code != _NOT_YET:
                raise
            return error.status == 404  # deleted by a request whose answer was lost
        return True

    def recorded_calls(self) -> Iterator[str]:
        """The call id of every recording in the account."""
        return (str(one.call_sid) for one in self._client.recordings.stream(page_size=PAGE))

    def ring(self, to: str, caller_id: str, twiml: str, *, rings: int, lasts: int) -> str:
        """Ring a number, and play a document to whoever picks up. Returns the call's id.

        rings, lasts: seconds at most, before and after somebody picks up.
        """
        call = self._client.calls.create(
            to=to, from_=caller_id, twiml=twiml, timeout=rings, time_limit=lasts
        )
        return str(call.sid)

    def status(self, call: str) -> str:
        """How far a call is (Twilio, Call resource: status)."""
        return str(self._client.calls(call).fetch().status)


def is_over(status: str) -> bool:
    """Whether a call with this status has ended, however that was."""
    return status in _FINISHED


REACH = Extension("reach", Reach)


def the_reach() -> Reach:
    """How the application at hand reaches the API: its extension "reach", else the internet."""
    return REACH.here()


def the_api() -> CarrierApi:
    """The API of the account that the settings name. Raises ApiError when they name none."""
    return CarrierApi(the_hotline().settings, the_reach())


def _number(one: Any) -> Number:
    settings = {name: _text(getattr(one, name)) for name in VOICE_SETTINGS}
    return Number(str(one.sid), str(one.phone_number), settings, bool(one.capabilities["voice"]))


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value or "")


def _record(one: Any) -> CallRecord:
    """A call that was never put through has no end, and perhaps no start."""
    ended = one.end_time or one.start_time or one.date_created or datetime.max.replace(tzinfo=UTC)
    return CallRecord(
        str(one.sid),
        one.parent_call_sid or "",
        frozenset({one.to, one._from}),
        str(one.status),
        ended,
    )
