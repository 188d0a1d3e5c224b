"""The carrier's answers about an account, as its public OpenAPI descriptions define them
(api/v2010, voice/v1, trusthub/v1).
"""

from dataclasses import dataclass, field

from tests.routes.carriers.twilio_api.records import ACCOUNT, Answer, Record, refused


@dataclass
class AccountRecords:
    """An account that may do everything. caller_ids: verified numbers of somebody else. countries:
    iso code -> permissions. profiles: the states of the business profiles.
    """

    caller_ids: list[str] = field(default_factory=list)
    countries: dict[str, Record] = field(default_factory=dict)
    record: Record = field(
        default_factory=lambda: {"sid": ACCOUNT, "status": "active", "type": "Full"}
    )
    balance: Record = field(
        default_factory=lambda: {"account_sid": ACCOUNT, "balance": "48.71", "currency": "USD"}
    )
    profiles: list[str] = field(default_factory=lambda: ["twilio-approved"])

    def __post_init__(self) -> None:
        self.countries["BE"] = {
            "iso_code": "BE",
            "name": "Belgium",
            "continent": "EUROPE",
            "country_codes": ["+32"],
            "low_risk_numbers_enabled": True,
            "high_risk_special_numbers_enabled": True,
            "high_risk_tollfraud_numbers_enabled": False,
        }

    def answer(self, method: str, parts: list[str]) -> Answer:
        """The answer to a request. parts: of the path, after the account."""
        match parts if method == "GET" else []:
            case [""]:
                return 200, self.record, {}
            case ["Balance"]:
                return 200, self.balance, {}
            case ["OutgoingCallerIds"]:
                known = [
                    {"sid": f"PN{1:032x}", "phone_number": number} for number in self.caller_ids
                ]
                return 200, {"outgoing_caller_ids": known, "next_page_uri": None}, {}
            case ["v1", "DialingPermissions", "Countries", country] if country in self.countries:
                return 200, self.countries[country], {}
            case ["v1", "CustomerProfiles"]:
                found = [
                    {"sid": f"BU{at:032x}", "status": status}
                    for at, status in enumerate(self.profiles)
                ]
                return (
                    200,
                    {"results": found, "meta": {"key": "results", "next_page_url": None}},
                    {},
                )
        return refused(404, 20404)
