"""Are requests refused because the carrier did not sign them, and why?"""

from routes.call.refusals import LATELY, Cause
from routes.doctor.finding import Case, CheckResults, good, problem, warning
from routes.translations import N_


def check_refusals(case: Case) -> CheckResults:
    """How many requests were refused lately, and the probable cause. A wrong key or address makes
    every call fail in this way, and no caller can tell of it.
    """
    settings = case.hotline.settings
    refusals = case.hotline.refusals
    lately = refusals.lately()
    keys = settings.carrier.keys_setting()
    count = lately.count
    told = f"{count} requests were refused in the last {LATELY} minutes"
    match lately.cause:
        case Cause.NOTHING if refusals.shared:
            yield good(
                f"no request was refused in the last {LATELY} minutes",
                N_("No request was refused in the last %(minutes)s minutes."),
                minutes=LATELY,
            )
        case Cause.NOTHING:
            yield good(
                "refused requests are not known to this process, since STATE_DIRECTORY is not "
                "set: the log of the server tells of them",
                N_("This process refused no request in the last %(minutes)s minutes."),
                minutes=LATELY,
            )
        case Cause.STRANGERS:
            yield good(
                f"{told}, which others than the carrier sent: there is nothing to do",
                N_(
                    "%(count)s requests were refused in the last %(minutes)s minutes. Others than "
                    "the carrier sent them: there is nothing to do."
                ),
                count=count,
                minutes=LATELY,
            )
        case Cause.ADDRESS:
            yield problem(
                f"{told}: the carrier signed them for another address than PUBLIC_URL "
                f"({settings.public_url}). Let the number call this address (`flask number "
                "connect`), or set PUBLIC_URL to the other one and restart the server",
                N_(
                    "%(count)s requests were refused in the last %(minutes)s minutes because the "
                    "signature was wrong: the number calls another address than this server "
                    "expects. Calls fail."
                ),
                count=count,
                minutes=LATELY,
            )
        case Cause.KEY:
            yield problem(
                f"{told}, and none was accepted since the server started. Compare {keys} with the "
                "carrier's console, look whether PUBLIC_URL is exactly the address that the number "
                "calls and whether a proxy rewrites the request line, and restart the server",
                N_(
                    "%(count)s requests were refused in the last %(minutes)s minutes because the "
                    "signature was wrong, and none was accepted since the server started. Calls "
                    "fail, probably: call the hotline, and have its key and address compared."
                ),
                count=count,
                minutes=LATELY,
            )
        case Cause.CHANGED:
            yield warning(
                f"{told}, and none was accepted between them, as before. If {keys} was changed at "
                "the carrier, set the new one and restart the server. If not, somebody forges "
                "signatures: there is nothing to do",
                N_(
                    "%(count)s requests were refused in the last %(minutes)s minutes because the "
                    "signature was wrong, and none was accepted between them. Call the hotline: if "
                    "you hear an error, its key was changed. If it answers, strangers tried."
                ),
                count=count,
                minutes=LATELY,
            )
