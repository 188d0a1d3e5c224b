"""Who can log in at the desk, for the doctor and for the start."""

from pathlib import Path

from routes.database.store import LONGEST_START, DeskDown, desk_store_of, has_desk
from routes.desk.person import a_coordinator_can_log_in
from routes.doctor.finding import Case, CheckResult, CheckResults, good, warning
from routes.settings.settings import Settings
from routes.translations import N_

INVITE = "run `flask staff invite NAME --role coordinator` and open the link that it prints"


def check_desk(case: Case) -> CheckResults:
    """Whether a coordinator has a way in of their own, and whether the shared password is still
    set. Says nothing where there is no desk.
    """
    if has_desk(case.hotline.settings):
        yield who_can_log_in(case.hotline.settings)


def who_can_log_in(settings: Settings) -> CheckResult:
    """The finding. No database is made where there is none yet."""
    store = desk_store_of(settings, LONGEST_START)
    try:
        file = store.url.database
        is_new = store.is_sqlite and not (file and Path(file).exists())
        somebody = not is_new and store.do(a_coordinator_can_log_in)
    except DeskDown as error:
        return warning(
            f"the desk's database does not answer ({error}): is it up, and may this user write "
            "to it?",
            N_("The database of the desk does not answer, so nobody can log in."),
        )
    shared = settings.staff_password_hash is not None
    if somebody and shared:
        return warning(
            "STAFF_PASSWORD_HASH opens nothing any more, because a coordinator has a way in of "
            "their own: remove it from the settings",
            N_("The password that all shared opens nothing any more. It can be removed."),
        )
    if somebody:
        return good(
            "coordinators log in with ways of their own",
            N_("Coordinators log in with ways of their own."),
        )
    if shared:
        return warning(
            f"all who work at the desk share a password: {INVITE}. The password then opens nothing",
            N_("All who work at the desk share a password. Invite yourself on the page People."),
        )
    return warning(
        f"no coordinator can log in at the desk: {INVITE}",
        N_("No coordinator can log in at the desk."),
    )
