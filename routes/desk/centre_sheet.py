"""A sheet to print for a centre: what happens when the hotline rings there. All of it is read from
the hotline that callers hear.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ivr.destinations import Destination, Line
from ivr.engine import advance
from ivr.events import ListenerAnswer
from ivr.exits import How
from ivr.position import Digits, Position
from ivr.step import Utterance
from prompts.catalogue import language_name
from routes.call.hotline import Hotline
from routes.desk.hours import hours_in_words
from routes.desk.lines import number
from routes.desk.translation import _, language
from routes.simulator.view import meaning


@dataclass(frozen=True, slots=True)
class WhisperedWords:
    """What the recorded voice says. language: of the words. meaning: in the language of the sheet;
    empty where the words are in it.
    """

    words: str
    language: str
    meaning: str


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A line of the centre, as the hotline knows it."""

    number: str
    hours: str
    whispers: bool


@dataclass(frozen=True, slots=True)
class CentreSheet:
    """shown: the number that the centre's telephone shows. example: the language of the caller in
    what is said. accept, interpreter: keys; the second is empty without an interpreter for any
    language. interpreted: those languages. seconds: for which a line rings. whisper: seconds to
    take the call. others: who is rung when the centre does not take it.
    """

    name: str
    shown: str
    example: str
    said: list[WhisperedWords]
    accept: str
    interpreter: str
    interpreted: list[str]
    seconds: int
    whisper: int
    others: list[str]
    lines: list[SheetLine]


def sheet_of(hotline: Hotline, name: str, now: datetime) -> CentreSheet:
    """The sheet of a destination, in the language of the page. Raises KeyError."""
    tree, destination = hotline.tree, hotline.tree.destinations[name]
    example = _example(hotline, destination)
    place = Position(_whisper(hotline), example, 0, region=destination.region, destination=name)
    said = advance(tree, place, Digits(), now).prompts
    keys = tree.nodes[place.node].answer_keys(tree, place)
    person = tree.nodes[tree.goes.person].rings(tree, destination.region)
    interpreted = sorted(language_name(tag, language()) for tag in destination.interpreters)
    return CentreSheet(
        name=destination.name,
        shown=number(f"tel:{hotline.settings.hotline_number}"),
        example=language_name(example, language()),
        said=[_said(hotline, one) for one in said],
        accept=keys[ListenerAnswer.ACCEPTED],
        interpreter=keys.get(ListenerAnswer.WITH_INTERPRETER, ""),
        interpreted=interpreted,
        seconds=tree.ringing.line,
        whisper=tree.ringing.whisper,
        others=[tree.destinations[one].name for one in person if one != name],
        lines=[_line(line) for line in destination.lines],
    )


def sheets(hotline: Hotline) -> Mapping[str, str]:
    """Every destination that has a line, and its name."""
    known = hotline.tree.destinations
    return {name: destination.name for name, destination in known.items() if destination.lines}


def sheet_language(hotline: Hotline, name: str, languages: Mapping[str, str]) -> str:
    """The language that the people of a destination read: the first that the recorded voice speaks
    to them, of those that the desk has.
    """
    spoken = hotline.tree.destinations[name].whisper
    return next((tag for tag in spoken if tag in languages), language())


def _whisper(hotline: Hotline) -> str:
    """The node that speaks to the person who picks up."""
    exits = (one for node in hotline.tree.nodes.values() for one in node.exits())
    return next(one.node for one in exits if one.how is How.WHISPER)


def _example(hotline: Hotline, destination: Destination) -> str:
    """A caller's language: one with an interpreter where there is one, else one that is not known
    to be spoken at the destination.
    """
    offered = hotline.tree.offered
    foreign = sorted(offered - destination.speaks) or sorted(offered)
    with_interpreter = (tag for tag in destination.interpreters if tag in offered)
    return next(with_interpreter, foreign[0])


def _said(hotline: Hotline, utterance: Utterance) -> WhisperedWords:
    text = hotline.text(utterance)
    return WhisperedWords(text.words, text.language, meaning(hotline, text.words, language()))


def _line(line: Line) -> SheetLine:
    hours = hours_in_words(line.hours) or line.hours if line.hours else _("not known: rung always")
    return SheetLine(number(line.uri), hours, line.whisper)
