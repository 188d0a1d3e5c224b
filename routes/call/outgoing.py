"""What a document tells the carrier besides words: where the hotline is, and how calls are placed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ivr.position import Position
from routes.call.position_url import url_of
from routes.call.stopwatch import Stopwatch

OVERRIDES = "ct=1500&rt=3000&rc=2&rp=ct,rt,5xx"
"""How long the carrier waits for an answer, and when it asks again: three times 1.5 seconds to
connect and 3 seconds to answer are within its 15. Said for one address at a time, behind # (Twilio,
webhooks: connection overrides); without it a step that fails is given up at once, unless the
connection timed out.
"""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """caller_id: the number that the other side sees.
    sip: host of a trunk -> user and password that it asks for.
    root: what stands before every path, so that addresses are whole: Somleng plays no other clips,
    SignalWire documents no other actions, and a document that a carrier was handed has no address
    of its own (Twilio, error 15004). Empty while the hotline does not know its address.
    overrides: whether OVERRIDES stand behind every address that is asked for a document.
    watch: the stopwatch of the call, if it has one.
    """

    caller_id: str
    sip: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    root: str = ""
    overrides: bool = False
    watch: Stopwatch | None = None

    def address(self, position: Position) -> str:
        """Where the carrier goes on with a call."""
        whole = self.root + (url_of(position, self.watch.query) if self.watch else url_of(position))
        return f"{whole}#{OVERRIDES}" if self.overrides else whole

    def user_of(self, uri: str) -> tuple[str, str] | tuple[None, None]:
        """User and password for a `sip:` address; none where its host asks for none."""
        return self.sip.get(re.split("[:;]", uri.rpartition("@")[2])[0], (None, None))
