"""What the commands, the doctor and a call with an interpreter ask of a carrier's REST API."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from routes.call.outgoing import Outgoing
from routes.settings.settings import Settings

FINISHED = ("completed", "busy", "failed", "no-answer", "canceled")
"""The states of a call that has ended (Twilio, Call resource: status)."""


class ApiError(Exception):
    """The API could not be reached, or refused. The message says what to do next, and holds neither
    a caller's number nor a call id: the carrier's own words, which may, are left out.

    status: of HTTP. code: the carrier's own error code. Both are 0 where there is none.
    pause: seconds that the carrier asks to wait.
    """

    def __init__(self, message: str, status: int = 0, code: int = 0, pause: int = 0) -> None:
        super().__init__(message)
        self.message, self.status, self.code, self.pause = message, status, code, pause


class ApiCheck(StrEnum):
    """What the doctor can check at a carrier, by the name that it is listed under."""

    NUMBER = "number"
    CALLER_ID = "caller ID"
    DIALLING = "dialling"
    ACCOUNT = "account"
    BALANCE = "balance"
    PROFILE = "profile"


@dataclass(frozen=True, slots=True)
class Account:
    """status: active, suspended or closed. type: Trial or Full (Twilio, Account resource)."""

    status: str
    type: str


@dataclass(frozen=True, slots=True)
class Balance:
    """What is left in an account. currency: ISO 4217."""

    amount: Decimal
    currency: str

    def __str__(self) -> str:
        return f"{self.amount:.2f} {self.currency}"


@dataclass(frozen=True, slots=True)
class Dialling:
    """Which numbers of a country the account may call: ordinary ones, and special ones."""

    ordinary: bool
    special: bool


@dataclass(frozen=True, slots=True)
class Number:
    """An incoming number. settings: what decides how a call to it is answered, under the carrier's
    own names; empty text where nothing is set. webhook: the address that is requested for a call.
    fallback: the address that is requested when that fails. voice: whether it can be called.
    """

    sid: str
    number: str
    settings: Mapping[str, str]
    webhook: str
    fallback: str
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


class CarrierApi(Protocol):
    """The API of one account. Every method raises ApiError."""

    def numbers(self) -> Iterator[Number]:
        """Every incoming number of the account."""

    def number(self, number: str) -> Number:
        """One incoming number. Raises ApiError with status 404 when the account does not have
        it.
        """

    def find(self, number: str) -> Number | None:
        """One incoming number, if the account has it."""

    def may_show(self, number: str) -> bool:
        """Whether a number that the account does not have is verified as a caller ID."""

    def changes(self, found: Number, settings: Settings) -> dict[str, str]:
        """The settings of a number that differ from what this hotline wants -> what it wants."""

    def change(self, number: Number, changes: Mapping[str, str]) -> None:
        """Change these settings of an incoming number; the rest stay."""

    def reason(self, setting: str) -> str:
        """Why a setting of a number is changed, where that is not plain; else nothing."""

    def dialling(self, country: str) -> Dialling:
        """The permissions for a country (ISO 3166)."""

    def account(self) -> Account:
        """The account itself."""

    def balance(self) -> Balance | None:
        """What is left; None where the carrier does not tell."""

    def profiles(self) -> list[str]:
        """The states of the account's business profiles."""

    def pages_of_calls(self) -> Iterator[list[CallRecord]]:
        """Every call of the account, all legs, a page at a time."""

    def forget(self, record: CallRecord) -> bool:
        """Delete a record. Returns whether it is gone: the carrier may not have closed it yet."""

    def recorded_calls(self) -> Iterator[str]:
        """The call id of every recording in the account."""

    def ring(self, to: str, caller_id: str, document: str, *, rings: int, lasts: int) -> str:
        """Ring a number, and play a document to the person who picks up. Returns the call's id.

        rings, lasts: seconds at most, before and after the call is picked up.
        """

    def status(self, call: str) -> str:
        """How far a call is."""

    def conference_name(self, call: str) -> str:
        """The name of a call's conference, from the id of the caller's leg, which cannot be
        computed from it.
        """

    def move(self, call: str, document: str) -> None:
        """Let one leg of a call play another document, at once."""

    def invite(self, line: str, conference: str, outgoing: Outgoing, *, rings: int) -> None:
        """Ring a line, and put the person who picks up into a conference. rings: seconds at
        most.
        """

    def conference_is_open(self, conference: str) -> bool:
        """Whether a participant is in the conference of this name."""


def is_over(status: str) -> bool:
    """Whether a call with this status has ended, in whatever way."""
    return status in FINISHED
