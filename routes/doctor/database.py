"""Can the hotline count its calls?"""

from routes.doctor.finding import Case, CheckResults, good, warning
from routes.settings.database import address
from routes.statistics.cells import words_of
from routes.statistics.recorder import NO_DATABASE, Statistics
from routes.statistics.store import Store
from routes.translations import N_


def check_database(case: Case) -> CheckResults:
    """Whether this process can write to the server's database. A call never waits for it, so no
    fault here harms a caller.
    """
    settings = case.hotline.settings
    if settings.database is None:
        if settings.database_url is None:
            yield warning(NO_DATABASE, N_("Nothing is counted."))
        else:
            yield good(
                "nothing is counted, since DATABASE_URL is off",
                N_("Nothing is counted, as it was meant."),
            )
        return
    store = Store(address(settings.database))
    wrong = Statistics(words_of(case.hotline.tree), settings.statistics_days, store).open()
    if wrong:
        yield warning(wrong, N_("What happens is not counted at the moment. Calls go on."))
    else:
        yield good("statistics can be written", N_("What happens is counted."))
