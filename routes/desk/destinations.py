"""Destinations: who is called, on which lines and when. To be read; a file is what changes them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Blueprint, render_template

from ivr.destinations import Destination, Line
from prompts.catalogue import language_name
from routes.call.hotline import Hotline, the_hotline
from routes.desk.hours import in_words
from routes.desk.lines import LineNow, lines_now, region
from routes.desk.translation import _, language

routes = Blueprint("destinations", __name__)


@dataclass(frozen=True, slots=True)
class Card:
    """A destination. whispers, languages, interpreters: names, in the language of the page."""

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


def _cards(hotline: Hotline, now: datetime) -> Iterator[Card]:
    for key, one in hotline.tree.destinations.items():
        lines = [(line, _hours(line.line)) for line in lines_now(hotline, key, now)]
        yield Card(
            key,
            one,
            region(one),
            _names(one.whisper),
            _names(one.languages),
            _names(one.interpreters),
            lines,
        )


def _hours(line: Line) -> str:
    """In words where that is sure, else as they are written."""
    if not line.hours:
        return ""
    return in_words(line.hours) or _("by the rule %(hours)s", hours=line.hours)


def _names(tags: Iterable[str]) -> str:
    return ", ".join(language_name(tag, language()) for tag in tags)
