"""Twilio's REST API, in this hotline's words."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from routes.carriers.api import Account, ApiError, Balance, CallRecord, Dialling, Number
from routes.carriers.twilio_api.conference import ConferenceApi
from routes.carriers.twilio_api.number import REASONS, VOICE_SETTINGS, wanted
from routes.settings.settings import Settings

PAGE = 500
"""Records asked for at once (Twilio, PageSize: up to 1000)."""
_NOT_YET = 20009
"""Twilio: a record that is not finalised cannot be deleted; that may take 14 days in rare cases."""


class TwilioApi(ConferenceApi):
    """The API of one account. Every method raises ApiError."""

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

    def changes(self, found: Number, settings: Settings) -> dict[str, str]:
        """What differs from what this hotline wants of a number, under Twilio's names."""
        wishes = wanted(settings)
        return {name: wish for name, wish in wishes.items() if found.settings[name] != wish}

    def change(self, number: Number, changes: Mapping[str, str]) -> None:
        """Give an incoming number other settings, under Twilio's names; the rest stay."""
        named = {VOICE_SETTINGS[name]: value for name, value in changes.items()}
        self._client.incoming_phone_numbers(number.sid).update(**named)

    def reason(self, setting: str) -> str:
        """Why a setting is changed, where that is not plain."""
        return REASONS.get(setting, "")

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

    def ring(self, to: str, caller_id: str, document: str, *, rings: int, lasts: int) -> str:
        """Ring a number, and play a document to the person who picks up. Returns the call's id.

        rings, lasts: seconds at most, before and after somebody picks up.
        """
        call = self._client.calls.create(
            to=to, from_=caller_id, twiml=document, timeout=rings, time_limit=lasts
        )
        return str(call.sid)

    def status(self, call: str) -> str:
        """How far a call is (Twilio, Call resource: status)."""
        return str(self._client.calls(call).fetch().status)


def _number(one: Any) -> Number:
    settings = {name: _text(getattr(one, field)) for name, field in VOICE_SETTINGS.items()}
    webhook, fallback = settings["VoiceUrl"], settings["VoiceFallbackUrl"]
    can_be_called = bool(one.capabilities["voice"])
    return Number(str(one.sid), str(one.phone_number), settings, webhook, fallback, can_be_called)


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
