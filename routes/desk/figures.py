"""The figures of the page Activity, in the words of the page."""

from collections.abc import Mapping

from routes.call.hotline import Hotline
from routes.desk.labels import summary_in_words, table_in_words
from routes.statistics.reading import ShownFigures
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
"""The tables in the order of the page. On a wide screen, two related tables are side by side."""


def figures_on_page(shown: ShownFigures, hotline: Hotline) -> Mapping[str, Figures]:
    """Name of a table -> its figures, in the order of the page."""
    in_words = {
        figures.name: Figures(
            table_in_words(figures.table, hotline), summary_in_words(figures.name, figures.summary)
        )
        for figures in shown.figures
    }
    return {name: in_words[name] for name in ORDER if name in in_words}
