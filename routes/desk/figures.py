"""The figures of the page Activity in the words of the page."""

from collections.abc import Mapping

from routes.call.hotline import Hotline
from routes.desk.labels import figures_in_words, in_words
from routes.statistics.reading import Reading
from routes.statistics.release import Figures

ORDER = (
    "calls",
    "languages",
    "listened",
    "transfers",
    "seconds",
    "keys",
    "hours",
    "weekdays",
    "leaving",
)
"""Of the tables on the page: those that are beside each other on a wide screen belong together."""


def figures_on_page(reading: Reading, hotline: Hotline) -> Mapping[str, Figures]:
    """Name of a table -> the table and what it comes to, in the order of the page."""
    said = {
        one.name: Figures(in_words(one.table, hotline), figures_in_words(one.told))
        for one in reading.figures
    }
    return {name: said[name] for name in ORDER if name in said}
