"""How the hotline places calls."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Outgoing:
    """caller_id: the number that the other side sees.
    sip: host of a trunk -> user and password that it asks for.
    """

    caller_id: str
    sip: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def user_of(self, uri: str) -> tuple[str, str] | tuple[None, None]:
        """User and password for a `sip:` address; none where its host asks for none."""
        return self.sip.get(re.split("[:;]", uri.rpartition("@")[2])[0], (None, None))
