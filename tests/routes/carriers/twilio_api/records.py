"""What the carrier's API keeps and answers, in the shape of its public OpenAPI description
(api/v2010).
"""

import re
from typing import Any

ACCOUNT = "AC" + "0a" * 16
SETTINGS = [
    "VoiceUrl",
    "VoiceMethod",
    "VoiceFallbackUrl",
    "VoiceFallbackMethod",
    "StatusCallback",
    "VoiceApplicationSid",
    "TrunkSid",
    "VoiceCallerIdLookup",
]
"""Form fields of an incoming number."""

Record = dict[str, Any]
Answer = tuple[int, Any, dict[str, str]]
"""HTTP status, content, headers."""


def refused(status: int, code: int, words: str = "", **headers: str) -> Answer:
    """An error, in the shape of the API. words: the carrier's own."""
    url = f"https://www.twilio.com/docs/errors/{code}"
    return status, {"code": code, "message": words, "more_info": url, "status": status}, headers


def make_number(number: str, **settings: object) -> Record:
    """An incoming number as it is bought: it plays the carrier's demonstration."""
    bought = {snake(name): "" for name in SETTINGS} | {
        "voice_url": "https://demo.twilio.com/welcome/voice/",
        "voice_method": "POST",
        "voice_fallback_method": "POST",
        "voice_fallback_url": None,
        "voice_application_sid": None,
        "trunk_sid": None,
        "voice_caller_id_lookup": False,
        "capabilities": {"voice": True, "sms": True, "mms": False, "fax": False},
    }
    return (
        {"sid": f"PN{int(number[1:]):032x}", "account_sid": ACCOUNT, "phone_number": number}
        | bought
        | settings
    )


def make_call(count: int, *, to: str, caller: str, **changes: object) -> Record:
    """A call, or one leg of it; dates in RFC 2822. A call that was not put through has no times."""
    record = {
        "sid": f"CA{count:032x}",
        "account_sid": ACCOUNT,
        "parent_call_sid": None,
        "status": "completed",
    }
    return (
        record
        | {"to": to, "from": caller, "date_created": None, "start_time": None, "end_time": None}
        | changes
    )


def snake(name: str) -> str:
    """A form field as a property of the answer: VoiceUrl -> voice_url."""
    return re.sub(r"(?<!^)([A-Z])", r"_\1", name).lower()
