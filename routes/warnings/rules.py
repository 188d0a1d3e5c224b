"""The rules: what people are warned of, in words, each with its number."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from routes.translations import N_


class Rule(StrEnum):
    """The values are stored."""

    IN_VAIN = "in vain"
    NOBODY = "nobody"
    CENTRE = "centre"
    UNCONFIRMED = "unconfirmed"
    REFUSED = "refused"
    FLOOD = "flood"
    RELEASE = "release"
    DATABASE = "database"
    DISK = "disk"
    EXAMINATION = "examination"


@dataclass(frozen=True, slots=True)
class AboutRule:
    """sentence: in English, translated where it is shown; %(number)s is the number that somebody
    can change. to_do: what to do next. number: unless somebody changes it; None for a rule without
    one. harms: whether callers are harmed, so that a message may break quiet hours.
    """

    sentence: str
    to_do: str
    number: int | None = None
    least: int = 1
    most: int = 1
    harms: bool = False


_CALL_THEM = N_(
    "Call the people there by another way. If they cannot answer, close or forward their line on "
    "the page Who is called."
)
_ADMINISTRATOR = N_("Tell the person who runs the server, and show them the page Now of the desk.")

RULES: Mapping[Rule, AboutRule] = {
    Rule.IN_VAIN: AboutRule(
        N_("Callers reach nobody: %(number)s lines in a row were rung in vain."),
        N_(
            "Call the hotline, and let it put you through. If nobody answers, forward the helpline "
            "to a telephone that is answered, on the page Who is called."
        ),
        number=5,
        least=3,
        most=50,
        harms=True,
    ),
    Rule.NOBODY: AboutRule(
        N_("Nobody took a call for %(number)s hours, although lines were rung."),
        N_(
            "Ask the centres and the helpline whether their telephones work, and call the hotline "
            "yourself."
        ),
        number=2,
        least=1,
        most=48,
        harms=True,
    ),
    Rule.CENTRE: AboutRule(
        N_("A centre did not connect %(number)s times in a row during its hours."),
        _CALL_THEM,
        number=3,
        least=2,
        most=50,
    ),
    Rule.UNCONFIRMED: AboutRule(
        N_("Nobody confirmed a line for %(number)s days."),
        N_(
            "Have the line rung for a test, and ask the person who picks up to press 1. Until then "
            "nobody knows whether the number is right."
        ),
        number=90,
        least=7,
        most=730,
    ),
    Rule.REFUSED: AboutRule(
        N_(
            "%(number)s requests of the telephone company are refused within ten minutes, because "
            "their signature is wrong."
        ),
        N_(
            "Call the hotline. If you hear an error, tell the person who runs the server at once: "
            "callers hear the same."
        ),
        number=3,
        least=1,
        most=1000,
        harms=True,
    ),
    Rule.FLOOD: AboutRule(
        N_("Far more calls come than usual, or many that nobody takes."),
        N_(
            "Ask the people who pick up whether somebody floods the hotline. Every call is "
            "answered all the same."
        ),
    ),
    Rule.RELEASE: AboutRule(
        N_("A server cannot take what was published: its callers hear what they heard before."),
        _ADMINISTRATOR,
    ),
    Rule.DATABASE: AboutRule(
        N_("The database does not answer for %(number)s minutes: nothing can be changed."),
        _ADMINISTRATOR,
        number=5,
        least=1,
        most=1440,
    ),
    Rule.DISK: AboutRule(
        N_("Less than %(number)s percent of the disk of a server is free."),
        _ADMINISTRATOR,
        number=5,
        least=1,
        most=50,
    ),
    Rule.EXAMINATION: AboutRule(
        N_(
            "The examination of the whole hotline, every %(number)s hours, finds that callers are "
            "harmed."
        ),
        _ADMINISTRATOR,
        number=6,
        least=1,
        most=168,
        harms=True,
    ),
}
"""In the order of the page."""


@dataclass(frozen=True, slots=True)
class RuleSet:
    """How a rule is set. number: 0 for a rule without one."""

    is_on: bool
    number: int


def default_of(rule: Rule) -> RuleSet:
    """How a rule is set until somebody changes it."""
    return RuleSet(True, RULES[rule].number or 0)
