"""A call that is made again is the same call, but for the second at which it was answered, which
its URLs hold.
"""

import re
from dataclasses import replace

from routes.simulator.callers.call import SimulatedCall
from routes.simulator.simulated_carrier import Exchange


def timeless(written: str) -> str:
    """A URL or a document without that second, and without the padding that its digits decide."""
    return re.sub(r"\bbegan=[0-9]+", "began=", written).rstrip()


def course(call: SimulatedCall) -> list[Exchange]:
    """Everything that was exchanged in a call, without that second."""
    exchanges = call.handset.carrier.exchanges
    return [replace(one, url=timeless(one.url), twiml=timeless(one.twiml)) for one in exchanges]
