"""What an account may do, in this hotline's words."""

from dataclasses import dataclass
from decimal import Decimal


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
