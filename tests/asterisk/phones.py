"""A caller's telephone, as an operator's network hands the call over."""

from collections.abc import Mapping
from pathlib import Path

import pjsua2 as pj

from tests.sip.endpoint import Endpoint, Leg
from tests.sip.phones import Telephone


class CallerThroughOperator(Telephone):
    """name: what stands in From. headers: what the operator adds, such as P-Asserted-Identity."""

    def __init__(
        self, endpoint: Endpoint, name: str, folder: Path, headers: Mapping[str, str]
    ) -> None:
        super().__init__(endpoint, name, folder)
        self._headers = headers

    def calls(self, uri: str) -> None:
        """Call somebody, with the headers."""
        parameters = pj.CallOpParam(True)
        added = pj.SipHeaderVector()
        for name, value in self._headers.items():
            header = pj.SipHeader()
            header.hName, header.hValue = name, value
            added.append(header)
        parameters.txOption.headers = added
        leg = Leg(self.account)
        self._use(leg)
        leg.makeCall(uri, parameters)
