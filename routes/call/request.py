"""What a step reads of the carrier's request."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Request

from routes.call.clock import Environ

Form = Mapping[str, str]
"""The fields of a request. Of a field that comes twice, the first counts."""


@dataclass(frozen=True, slots=True)
class CarrierRequest:
    """form: what the carrier tells of the call. query: what the hotline wrote into the address.
    environ: of WSGI.
    """

    form: Form
    query: Form
    environ: Environ


def carrier_request(request: Request) -> CarrierRequest:
    """What a step reads of this request."""
    return CarrierRequest(request.form, request.args, request.environ)
