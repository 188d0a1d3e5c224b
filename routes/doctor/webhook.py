"""Does a request of the carrier reach this hotline, and only such a request?"""

import ssl
from collections.abc import Mapping
from datetime import timedelta
from http.client import HTTPException

from routes.call.fingerprint import fingerprint, is_fingerprint
from routes.carriers import carrier_of
from routes.carriers.carrier import CannotSign
from routes.doctor.finding import Case, CheckResult, CheckResults, good, problem, warning
from routes.doctor.visit import Visit, post
from routes.settings.settings import Settings
from routes.translations import N_

URI = "/voice/check?second=%7Etwo%2ftoo&first=one+1"
"""A proxy that decodes or rewrites escapes, or sorts the fields, changes this. The signature is
wrong then.
"""
FORM = {"Check": "é & +"}
SLOW = 2.0
"""Seconds. A carrier waits for three, and then retries."""
ENDS_SOON = timedelta(days=14)
"""Before the end of a certificate. It is renewed earlier than that, unless the renewal fails."""
_UNREACHED = N_("The hotline does not answer at its address: calls do not arrive.")
_UNTRIED = N_("Whether calls arrive could not be tried: call the hotline.")


def check_webhook(case: Case) -> CheckResults:
    """Whether a request is answered that is signed as the carrier signs it, and an unsigned one is
    refused, both through the public address.
    """
    address = case.hotline.settings.public_url
    try:
        yield from _both_requests(case)
    except ssl.SSLCertVerificationError as error:
        yield problem(
            f"the certificate of {address} is not valid ({error.verify_message}), so the carrier "
            "refuses it: renew it, and let the proxy send the whole chain",
            N_("The hotline's certificate is not valid, so calls do not arrive."),
        )
    except ssl.SSLError as error:
        yield problem(
            f"{address} does not speak TLS as it should ({error.reason}): look into the proxy",
            _UNREACHED,
        )
    except (OSError, HTTPException) as error:
        yield problem(
            f"{address} cannot be reached from here ({type(error).__name__}): check PUBLIC_URL, "
            "the DNS entry, the firewall, and whether the proxy and the server run",
            _UNREACHED,
        )


def _both_requests(case: Case) -> CheckResults:
    settings = case.hotline.settings
    signed = None
    if not settings.carrier.signing_keys:
        yield warning(
            f"no signed request could be tried: set {settings.carrier.keys_setting()}", _UNTRIED
        )
    else:
        carrier = carrier_of(settings)
        try:
            headers = carrier.sign(settings.public_url + URI, FORM)
        except CannotSign:
            yield warning(
                f"only {carrier.name} can sign, so no signed request could be tried: call the "
                "hotline instead",
                _UNTRIED,
            )
        else:
            signed, seconds = _visit(case, headers)
            yield _signed_result(case, signed)
            if seconds > SLOW:
                yield warning(
                    f"the answer took {seconds:.1f} seconds, and the carrier waits for 3: look at "
                    "the server's load, and give it more workers",
                    N_("The server is slow: it took %(seconds)s seconds to answer."),
                    seconds=f"{seconds:.1f}",
                )
    unsigned, _ = _visit(case, {})
    ends = unsigned.certificate_ends
    if ends and ends - case.now < ENDS_SOON:
        yield warning(
            f"the certificate ends on {ends:%Y-%m-%d}: renew it, and find out why that was not "
            "done",
            N_("The hotline's certificate ends on %(date)s. From then on no call arrives."),
            date=ends.date(),
        )
    if signed is None or _is_ours(signed):
        yield _unsigned_result(unsigned, settings)


def _visit(case: Case, headers: Mapping[str, str]) -> tuple[Visit, float]:
    """The answer to a request, and the seconds that it took."""
    began = case.clock()
    return post(case.hotline.settings.public_url, URI, FORM, headers), case.clock() - began


def _is_ours(visit: Visit) -> bool:
    return visit.status == 403 or (visit.status == 200 and is_fingerprint(visit.content))


def _signed_result(case: Case, visit: Visit) -> CheckResult:
    settings = case.hotline.settings
    address = settings.public_url
    if not _is_ours(visit):
        return problem(_strange(visit, settings), _UNREACHED)
    if visit.status == 403:
        return problem(
            f"{address} refuses a signed request (403). Either the proxy rewrites the request "
            "line or the scheme: let it pass on both unchanged, and let PUBLIC_URL be the same "
            f"for the server. Or the server has another {settings.carrier.keys_setting()} than "
            "this command: give both the same, and restart the server",
            N_("The server refuses what the carrier sends: calls fail."),
        )
    if visit.content != fingerprint(case.hotline):
        return problem(
            f"the server at {address} runs other files, clips or settings than this folder: "
            "restart it, or run this with the server's own settings",
            N_("The server that is called has other texts, recordings or settings than this one."),
        )
    return good(
        f"a signed request through {address} is answered by this very hotline",
        N_("Calls arrive at this hotline."),
    )


def _unsigned_result(visit: Visit, settings: Settings) -> CheckResult:
    if visit.status == 403:
        return good(
            "an unsigned request is refused", N_("What others than the carrier send is refused.")
        )
    if _is_ours(visit):
        return problem(
            f"{settings.public_url} answers an unsigned request: set ENVIRONMENT=production and "
            "the carrier's keys for the server, and restart it",
            N_("The server answers everybody, not only the carrier."),
        )
    return problem(_strange(visit, settings), _UNREACHED)


def _strange(visit: Visit, settings: Settings) -> str:
    """What is said of an answer that this hotline never gives."""
    what = f"{settings.public_url} answers {visit.status}"
    if visit.status >= 500:
        return f"{what}: look into the server's log, and whether the proxy finds the server"
    return (
        f"{what}, not as this hotline does: another site, or an older version of "
        "the hotline. Check PUBLIC_URL and the proxy, and restart the server"
    )
