"""What a document tells the carrier besides words: addresses of the hotline, and how calls are
placed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ivr.position import Position
from routes.call.position_url import url_of
from routes.call.stopwatch import Stopwatch


@dataclass(frozen=True, slots=True)
class Outgoing:
    """caller_id: the number that the other side sees.
    sip: host of a trunk -> user and password that it asks for.
    root: what stands before every path, so that addresses are whole: Somleng plays no other clips,
    SignalWire documents no other actions, and a document that a carrier was handed has no address
    of its own (Twilio, error 15004). Empty while the hotline does not know its address.
    suffix: what stands behind # in every address that the carrier asks for a document.
    ring_buffer: seconds that the carrier itself adds to the time a line rings.
    watch: the stopwatch of the call, if it has one.
    """

    caller_id: str
    sip: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    root: str = ""
    suffix: str = ""
    ring_buffer: int = 0
    watch: Stopwatch | None = None

    def address(self, position: Position) -> str:
        """Where the carrier goes on with a call."""
        whole = self.root + (url_of(position, self.watch.query) if self.watch else url_of(position))
        return f"{whole}#{self.suffix}" if self.suffix else whole

    def user_of(self, uri: str) -> tuple[str, str] | tuple[None, None]:
        """User and password for a `sip:` address; none where its host asks for none."""
        return self.sip.get(host_of(uri), (None, None))


def host_of(uri: str) -> str:
    """The host of a `sip:` address in small letters, without port and parameters. Names of hosts
    do not distinguish small and capital letters (RFC 3261, 19.1.4).
    """
    return re.split("[:;]", uri.rpartition("@")[2])[0].lower()
