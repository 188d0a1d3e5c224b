"""Is what happens counted?"""

from routes.doctor.finding import Case, Found, good, warning
from routes.settings.database import address
from routes.statistics.counting import words_of
from routes.statistics.recorder import NO_DATABASE, Statistics
from routes.statistics.store import Store


def check_database(case: Case) -> Found:
    """Whether batches arrive where the server counts. A call never waits for the database, so a
    failure harms no caller.

    Two are sent, as two workers would send them: behind a pooler the second may meet what the first
    has left on the connection.
    """
    settings = case.hotline.settings
    if settings.database is None:
        meant = settings.database_url is not None
        yield good("nothing is counted, as DATABASE_URL says") if meant else warning(NO_DATABASE)
        return
    store = Store(address(settings.database))
    statistics = Statistics(words_of(case.hotline.tree), settings.statistics_days, store)
    wrong = statistics.try_out() or statistics.try_out()
    yield warning(wrong) if wrong else good("statistics arrive in the database")
