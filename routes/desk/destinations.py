"""Destinations: who is called, on which lines, and when. A file changes them, not this page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Blueprint, render_template

from ivr.destinations import Destination
from prompts.catalogue import language_name
from routes.call.hotline import Hotline, the_hotline
from routes.desk.hours import hours_in_words
from routes.desk.lines import LineNow, lines_now, region
from routes.desk.translation import _, language

routes = Blueprint("destinations", __name__)


@dataclass(frozen=True, slots=True)
class DestinationCard:
    """A destination, and its lines with their hours in words. whispers, languages, interpreters:
    names of languages, in the language of the page.
    """

    key: str
    about: Destination
    region: str
    whispers: str
    languages: str
    interpreters: str
    lines: list[tuple[LineNow, str]]


@routes.get("/destinations")
def page() -> str:
    """Every destination with its lines."""
    cards = list(_cards(the_hotline(), datetime.now(UTC)))
    return render_template("destinations.html", cards=cards)


def _cards(hotline: Hotline, now: datetime) -> Iterator[DestinationCard]:
    for key, destination in hotline.tree.destinations.items():
        lines = lines_now(hotline, key, now)
        yield DestinationCard(
            key,
            destination,
            region(destination),
            whispers=_names(destination.whisper),
            languages=_names(destination.languages),
            interpreters=_names(destination.interpreters),
            lines=[(line, _hours(line.line.hours)) for line in lines],
        )


def _hours(written: str) -> str:
    """Opening hours in words where they are plain, else as they are written."""
    if not written:
        return ""
    return hours_in_words(written) or _("by the rule %(hours)s", hours=written)


def _names(tags: Iterable[str]) -> str:
    return ", ".join(language_name(tag, language()) for tag in tags)
