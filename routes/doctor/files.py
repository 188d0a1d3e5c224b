"""Does every process of the server run the current files?"""

import json
from collections.abc import Iterator

from routes.doctor.finding import Case, CheckResult, CheckResults, good, warning
from routes.operations.fetch import fetch
from routes.operations.last_good import content_of, digest_of
from routes.operations.opening import SHIPPED
from routes.operations.running import all_running
from routes.translations import N_


def check_files(case: Case) -> CheckResults:
    """Whether a process runs on the last good files, since the current ones are broken, or on other
    files than these. Quick, so that a page can show it.
    """
    complaints = list(_broken(case) or _outdated(case))
    yield from complaints or [
        good("every process runs the current files", N_("The texts and numbers are current."))
    ]


def check_served_files(case: Case) -> CheckResults:
    """What the server at the public address tells of its files. It may be on another machine."""
    url = case.hotline.settings.public_url
    try:
        told = json.loads(fetch(f"{url}/healthz").content)["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return  # the check of the webhook tells why nothing comes
    if told == "current":
        yield good(f"{url} serves its current files", N_("Callers hear the current texts."))
    elif not case.hotline.broken:
        yield warning(
            f"the server at {url} has found broken files and runs on the last good ones, while "
            "the files here are good: bring its files up to date, and restart it",
            N_("Callers hear the texts and numbers of a former day: the server must be restarted."),
        )


def _broken(case: Case) -> list[CheckResult]:
    """What is wrong with the files that this process has found."""
    hotline = case.hotline
    if not hotline.broken or hotline.kept_on is None:
        return []
    when = f"{hotline.kept_on:%Y-%m-%d}"
    return [
        warning(
            f"{one}. Callers hear the last good files, kept on {when}. Mend it, see that `flask "
            "check --start` says Good, and restart the server",
            N_(
                "The file %(file)s is broken. Calls go on, with the texts and numbers of %(date)s: "
                "what was changed since is not heard."
            ),
            file=one.file,
            date=when,
        )
        for one in hotline.broken
    ]


def _outdated(case: Case) -> Iterator[CheckResult]:
    """Processes that were started from other files. Where this is a command, they are compared with
    the files that are there now.
    """
    processes = list(all_running(case.hotline.settings))
    if not processes:
        return
    here = case.hotline.files or digest_of(dict(content_of(SHIPPED)))
    former = sum(bool(one.broken) for one in processes)
    others = sum(one.files not in ("", here) and not one.broken for one in processes)
    if former:
        yield warning(
            f"{former} of {len(processes)} processes of the server found broken files when they "
            "started, and run on the last good ones. The files are good now: restart the server",
            N_(
                "Some callers hear the texts and numbers of a former day. The server must be "
                "restarted."
            ),
        )
    if others:
        yield warning(
            f"{others} of {len(processes)} processes of the server run other files than those that "
            "are here now: restart the server",
            N_(
                "Some callers hear other texts or numbers than these. The server must be restarted."
            ),
        )
