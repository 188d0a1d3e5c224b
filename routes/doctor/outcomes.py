"""Do callers who are put through reach anybody?"""

from routes.doctor.finding import Case, CheckResults, good, problem, warning
from routes.settings.database import address
from routes.statistics.counting import words_of
from routes.statistics.in_a_row import ALL, OF_ALL, OF_ONE
from routes.statistics.reading import CannotRead, read_in_a_row, read_in_time
from routes.statistics.recorder import Statistics
from routes.statistics.store import Store
from routes.translations import N_


def check_outcomes(case: Case) -> CheckResults:
    """Whether lines were rung in vain several times in a row: everything may be set as it should
    be, and still nobody picks up. Without a database it is not known, nor before the first line.
    """
    settings = case.hotline.settings
    if settings.database is None:
        return
    tree = case.hotline.tree
    store = Store(address(settings.database))
    statistics = Statistics(words_of(tree), settings.statistics_days, store)
    try:
        rows = read_in_time(lambda: read_in_a_row(statistics))
    except CannotRead:
        return  # the check of the database tells why
    if rows.get(ALL, 0) >= OF_ALL:
        yield problem(
            f"the last {rows[ALL]} lines that were rung were rung in vain: nobody took a call. "
            "Run `flask destinations verify`, and look into the carrier's log of calls",
            N_("Callers reach nobody: the last %(count)s lines were rung in vain."),
            count=rows[ALL],
        )
    for name, count in sorted(rows.items()):
        if count >= OF_ONE and name in tree.destinations:
            yield warning(
                f"{name} was rung {count} times in a row, and nobody took a call: run `flask "
                f"destinations verify {name}`, and ask the people there",
                N_("%(name)s was rung %(count)s times in a row, and nobody took a call."),
                name=tree.destinations[name].name,
                count=count,
            )
    if rows and max(rows.values()) < OF_ONE:
        yield good(
            f"no line was rung in vain {OF_ONE} times in a row",
            N_("No line was rung in vain several times in a row."),
        )
