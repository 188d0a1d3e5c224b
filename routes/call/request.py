"""The parts of the carrier's request that a step uses."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Request

from routes.call.clock import Environ

Form = Mapping[str, str]
"""Name -> value. When a field comes twice, the first value counts."""


@dataclass(frozen=True, slots=True)
class CarrierRequest:
    """One request of the carrier.

    form: what the carrier reports about the call. query: what the hotline wrote into the URL.
    environ: the WSGI environment.
    """

    form: Form
    query: Form
    environ: Environ


def carrier_request(request: Request) -> CarrierRequest:
    """Take these parts from Flask's request."""
    return CarrierRequest(request.form, request.args, request.environ)
