"""Is what happens counted?"""

from routes.doctor.finding import Case, Found, good, warning
from routes.settings.database import address
from routes.statistics.cells import words_of
from routes.statistics.recorder import NO_DATABASE, Statistics
from routes.statistics.store import Store


def check_database(case: Case) -> Found:
    """Whether this process can write where the server counts. A call never waits for it, so nobody
    is harmed.
    """
    settings = case.hotline.settings
    if settings.database is None:
        meant = settings.database_url is not None
        yield good("nothing is counted, as DATABASE_URL says") if meant else warning(NO_DATABASE)
        return
    store = Store(address(settings.database))
    wrong = Statistics(words_of(case.hotline.tree), settings.statistics_days, store).open()
    yield warning(wrong) if wrong else good("statistics can be written")
