"""Can the hotline count its calls?"""

from routes.doctor.finding import Case, CheckResults, good, warning
from routes.settings.database import address
from routes.statistics.counting import words_of
from routes.statistics.recorder import NO_DATABASE, Statistics
from routes.statistics.store import Store
from routes.translations import N_


def check_database(case: Case) -> CheckResults:
    """Whether batches arrive where the server counts. A call never waits for the database, so a
    failure harms no caller.

    Two are sent, as two workers would send them: behind a pooler the second may meet what the first
    has left on the connection.
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
    statistics = Statistics(words_of(case.hotline.tree), settings.statistics_days, store)
    wrong = statistics.try_to_write() or statistics.try_to_write()
    if wrong:
        yield warning(wrong, N_("What happens is not counted at the moment. Calls go on."))
    else:
        yield good("statistics arrive in the database", N_("What happens is counted."))
