"""The carrier's conferences, and the legs of calls that are moved into them (Twilio, Call,
Conference, Participant).
"""

from dataclasses import dataclass, field
from xml.etree import ElementTree

from tests.routes.carriers.twilio_api.records import ACCOUNT, Answer, Record, refused

INVITED = {"From", "To", "Label", "Timeout", "Beep", "EarlyMedia", "EndConferenceOnExit", "WaitUrl"}
SIP = {"SipAuthUsername", "SipAuthPassword"}


@dataclass
class Conference:
    """A conference. joined: the legs in it. invited: label -> what was asked for."""

    room: str
    joined: set[str] = field(default_factory=set)
    invited: dict[str, dict[str, str]] = field(default_factory=dict)
    is_over: bool = False

    @property
    def status(self) -> str:
        """It starts with its second participant (Twilio, Voice Conference)."""
        if self.is_over:
            return "completed"
        return "in-progress" if len(self.joined) > 1 else "init"


@dataclass
class Meetings:
    """legs: the ids of legs that were dialled and are up. moved: leg -> the document that it was
    given.
    answers: whether an interpreter picks up at once.
    """

    legs: set[str] = field(default_factory=set)
    moved: dict[str, str] = field(default_factory=dict)
    conferences: list[Conference] = field(default_factory=list)
    answers: bool = True

    def moves(self, leg: str, fields: dict[str, str]) -> Answer:
        """A leg that is up plays another document, at once."""
        assert fields.keys() == {"Twiml"}, "a leg is moved by a document"
        if leg not in self.legs:
            return refused(400, 21220, "Call is not in-progress")
        self.moved[leg] = fields["Twiml"]
        for noun in ElementTree.fromstring(fields["Twiml"]).iter("Conference"):
            self.joins(noun.text or "", leg)
        return 200, {"sid": leg, "account_sid": ACCOUNT, "status": "in-progress"}, {}

    def joins(self, room: str, leg: str) -> None:
        """A leg joins a conference. The first to join makes it."""
        self.open(room).joined.add(leg)

    def invites(self, room: str, fields: dict[str, str]) -> Answer:
        """A line is rung to join a conference."""
        assert fields.keys() in (INVITED, INVITED | SIP), (
            "an interpreter is invited with all that matters"
        )
        assert 5 <= int(fields["Timeout"]) <= 600
        conference = self.open(room)
        if fields["Label"] in conference.invited:
            return refused(400, 16025, "Participant label is in use")
        conference.invited[fields["Label"]] = fields
        if self.answers:
            conference.joined.add(fields["Label"])
        return 201, {"account_sid": ACCOUNT, "label": fields["Label"], "status": "queued"}, {}

    def found(self, room: str, status: str) -> list[Record]:
        """The conferences of this name and status."""
        found = [one for one in self.conferences if (one.room, one.status) == (room, status)]
        return [
            {"account_sid": ACCOUNT, "friendly_name": one.room, "status": one.status}
            for one in found
        ]

    def open(self, room: str) -> Conference:
        """The conference that is going on under a name. There is at most one."""
        going_on = [one for one in self.conferences if one.room == room and not one.is_over]
        if not going_on:
            going_on = [Conference(room)]
            self.conferences += going_on
        return going_on[0]

    def ends(self, room: str) -> None:
        """A participant whose leaving ends the conference has left."""
        self.open(room).is_over = True
