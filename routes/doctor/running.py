"""Do the running processes have the settings that are written?"""

from collections import Counter

from routes.doctor.finding import Case, CheckResults, good, warning
from routes.operations.running import all_running
from routes.translations import N_, counted


def check_running(case: Case) -> CheckResults:
    """Whether the processes of the server have the same settings as this one. A process reads its
    settings when the server starts, and never again: a former password still logs in, and a former
    key refuses calls, until the server is restarted.

    What is not set here is not compared: a command may do without a setting of the server.
    """
    settings = case.hotline.settings
    processes = list(all_running(settings))
    other = Counter(name for one in processes for name in one.other_settings(settings))
    for name, count in sorted(other.items()):
        have = "has" if count == 1 else "have"
        yield warning(
            f"{count} of {counted(len(processes), 'process')} of the server {have} another {name} "
            "than this one. If it was changed, restart the server: a reload does not read settings "
            "anew. If not, run this with the server's own settings",
            N_("The server runs with former settings: it must be restarted."),
        )
    if processes and not other:
        yield good(
            f"the server runs with these settings ({counted(len(processes), 'process')})",
            N_("The server runs with the current settings."),
        )
