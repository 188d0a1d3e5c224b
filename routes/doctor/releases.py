"""Does every server have what was published at the desk?"""

from routes.database.store import LONGEST_START, DeskDown, desk_store_of, has_desk
from routes.doctor.finding import Case, CheckResults, good, warning
from routes.releases.instances import all_instances
from routes.translations import N_


def check_releases(case: Case) -> CheckResults:
    """Whether a running process cannot take the release that is live. Says nothing where there is
    no desk; that its database is away is told by another check.
    """
    settings = case.hotline.settings
    if not has_desk(settings):
        return
    store = desk_store_of(settings, LONGEST_START)
    if store.is_sqlite and store.url.database is None:
        return
    try:
        instances = store.do(lambda connection: all_instances(connection, store.now()))
    except DeskDown:
        return
    behind = [one for one in instances if one.problem]
    for one in behind:
        yield warning(
            f"the process {one.id} cannot take the release that is live, so its callers hear "
            f"release {one.release}: {one.problem}. Mend that, or undo the release at the desk",
            N_(
                "A server cannot take the release. Its callers hear the former one (number "
                "%(number)s)."
            ),
            number=one.release,
        )
    if instances and not behind:
        yield good(
            "every process has the release that is live",
            N_("Every server has what was published."),
        )
