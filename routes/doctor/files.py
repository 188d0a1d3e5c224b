"""Does every process of the server run the current files?"""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date

from ivr.problems import Problem
from routes.doctor.finding import Case, CheckResult, CheckResults, good, warning
from routes.operations.fetch import fetch
from routes.operations.last_good import content_of, digest_of
from routes.operations.opening import SHIPPED
from routes.operations.running import Running, all_running, running
from routes.translations import N_, counted


def check_files(case: Case) -> CheckResults:
    """Whether a process runs on the last good files, since those that it found were broken, or on
    other files than the rest. Quick, so that a page can show it. Every process tells the same.
    """
    processes = list(all_running(case.hotline.settings)) or [running(case.hotline)]
    complaints = [*_broken(case, processes), *_different(case, processes)]
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


def _broken(case: Case, processes: list[Running]) -> Iterator[CheckResult]:
    """What was wrong with the files that this process and the others found."""
    found: dict[Problem, date] = {}
    for process in (running(case.hotline), *processes):
        if process.kept_on:
            found |= {Problem(*one): process.kept_on for one in process.broken}
    for problem, kept_on in sorted(found.items()):
        yield warning(
            f"{problem}. Callers hear the last good files, kept on {kept_on}. Mend it if it is "
            "still so, see that `flask check --start` says Good, and restart the server",
            N_(
                "The file %(file)s was broken when the server started. Calls go on, with the texts "
                "and numbers of %(date)s: what was changed since is not heard everywhere. The "
                "file must be mended, and the server restarted."
            ),
            file=problem.file,
            date=kept_on,
        )


def _different(case: Case, processes: list[Running]) -> Iterator[CheckResult]:
    """Processes that were started from different files. A command also compares them with the files
    that are there now.
    """
    digests = Counter(one.files for one in processes if one.files and not one.broken)
    if not digests:
        return
    wanted = digests.most_common(1)[0][0]
    if not case.hotline.files:
        wanted = digest_of(dict(content_of(SHIPPED)))
    if others := digests.total() - digests[wanted]:
        has = "has" if others == 1 else "have"
        yield warning(
            f"{others} of {counted(len(processes), 'process')} of the server {has} other files "
            "than the rest, or than those that are here now: restart the server",
            N_(
                "Some callers hear other texts or numbers than these. The server must be restarted."
            ),
        )
