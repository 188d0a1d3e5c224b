"""Does a request of the carrier reach this hotline, and only such a request?"""

import ssl
from collections.abc import Mapping
from datetime import timedelta
from http.client import HTTPException

from routes.call.fingerprint import fingerprint, is_fingerprint
from routes.carriers import carrier_of
from routes.carriers.carrier import CannotSign
from routes.doctor.finding import Case, Found, good, problem, warning
from routes.doctor.visit import Visit, post
from routes.settings.settings import Settings

URI = "/voice/check?second=%7Etwo%2ftoo&first=one+1"
"""A proxy that decodes escapes, writes them anew or sorts the fields changes this, and so breaks
its signature.
"""
FORM = {"Check": "é & +"}
SLOW = 2.0
"""Seconds. A carrier waits for three, and asks again."""
ENDS_SOON = timedelta(days=14)
"""What is left of a certificate when whoever renews it has failed, and can still be told."""


def check_webhook(case: Case) -> Found:
    """One request that is signed as the carrier signs it, and one that is not, through the public
    address.
    """
    address = case.hotline.settings.public_url
    try:
        yield from _visits(case)
    except ssl.SSLCertVerificationError as error:
        yield problem(
            f"the certificate of {address} is not valid ({error.verify_message}), so the carrier "
            "refuses it: renew it, "
            "and let the proxy send the whole chain"
        )
    except ssl.SSLError as error:
        yield problem(
            f"{address} does not speak TLS as it should ({error.reason}): look into the proxy"
        )
    except (OSError, HTTPException) as error:
        yield problem(
            f"{address} cannot be reached from here ({type(error).__name__}): check PUBLIC_URL, "
            "the DNS entry, the "
            "firewall, and whether the proxy and the server run"
        )


def _visits(case: Case) -> Found:
    settings = case.hotline.settings
    signed = None
    if not settings.carrier.signing_keys:
        yield warning(f"no signed request could be tried: set {settings.carrier.keys_setting()}")
    else:
        carrier = carrier_of(settings)
        try:
            headers = carrier.sign(settings.public_url + URI, FORM)
        except CannotSign:
            yield warning(
                f"only {carrier.name} can sign, so no signed request could be tried: call the "
                "hotline instead"
            )
        else:
            signed, seconds = _visit(case, headers)
            yield from _answered(case, signed)
            yield from _slow(seconds)
    unsigned, _ = _visit(case, {})
    yield from _certificate(case, unsigned)
    if signed is None or _is_ours(signed):
        yield from _refused(unsigned, settings)


def _is_ours(visit: Visit) -> bool:
    return visit.status == 403 or (visit.status == 200 and is_fingerprint(visit.content))


def _visit(case: Case, headers: Mapping[str, str]) -> tuple[Visit, float]:
    began = case.clock()
    return post(case.hotline.settings.public_url, URI, FORM, headers), case.clock() - began


def _answered(case: Case, visit: Visit) -> Found:
    settings = case.hotline.settings
    if not _is_ours(visit):
        yield problem(_strange(visit, settings))
    elif visit.status == 403:
        yield problem(_REFUSED.format(settings.public_url, settings.carrier.keys_setting()))
    elif visit.content == fingerprint(case.hotline):
        yield good(
            f"a signed request through {settings.public_url} is answered by this very hotline"
        )
    else:
        yield problem(
            f"the server at {settings.public_url} runs other files, clips or settings than this "
            "folder: reload it, "
            "or run this with the server's own settings"
        )


def _strange(visit: Visit, settings: Settings) -> str:
    what = f"{settings.public_url} answers {visit.status}"
    if visit.status >= 500:
        return f"{what}: look into the server's log, and whether the proxy finds the server"
    return (
        f"{what}, not as this hotline does: another site, or an older version of "
        "the hotline. Check PUBLIC_URL and the proxy, and reload the server"
    )


def _slow(seconds: float) -> Found:
    if seconds > SLOW:
        yield warning(
            f"the answer took {seconds:.1f} seconds, and the carrier waits for 3: look at the "
            "server's load, and give "
            "it more workers"
        )


def _certificate(case: Case, visit: Visit) -> Found:
    ends = visit.certificate_ends
    if ends and ends - case.now < ENDS_SOON:
        yield warning(
            f"the certificate ends on {ends:%Y-%m-%d}: renew it, and find out why that is not done"
        )


def _refused(visit: Visit, settings: Settings) -> Found:
    if visit.status == 403:
        yield good("a request that nobody has signed is refused")
    elif _is_ours(visit):
        yield problem(
            f"{settings.public_url} answers a request that nobody has signed: set "
            "ENVIRONMENT=production and the "
            "carrier's keys for the server, and reload it"
        )
    else:
        yield problem(_strange(visit, settings))


_REFUSED = (
    "{} refuses a signed request (403). Either the proxy rewrites the request line or the scheme: "
    "let it hand on both "
    "unchanged, and let PUBLIC_URL be the same for the server. Or the server has another {} than "
    "this command: give "
    "both the same, and reload the server"
)
