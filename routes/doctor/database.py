"""Can the hotline count its calls?"""

from routes.doctor.finding import Case, CheckResults, good, warning
from routes.settings.database import address
from routes.statistics.cells import words_of
from routes.statistics.recorder import NO_DATABASE, Statistics
from routes.statistics.store import Store


def check_database(case: Case) -> CheckResults:
    """Whether this process can write to the server's database. A call never waits for it, so no
    fault here harms a caller.
    """
    settings = case.hotline.settings
    if settings.database is None:
        if settings.database_url is None:
            yield warning(NO_DATABASE)
        else:
            yield good("nothing is counted, since DATABASE_URL is off")
        return
    store = Store(address(settings.database))
    wrong = Statistics(words_of(case.hotline.tree), settings.statistics_days, store).open()
    yield warning(wrong) if wrong else good("statistics can be written")
