"""What a message says, in the language of its channel: what happened, and what to do next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from babel.dates import format_date

from ivr.hours import BRUSSELS_TIME
from routes.translations import N_, Say
from routes.warnings.channels import MessageKind
from routes.warnings.due import Due
from routes.warnings.rules import RULES
from routes.warnings.trouble import Told

Languages = Callable[[str], Say]
"""The tag of a language -> what says a text in it."""
TEST_TITLE = N_("Wayout: a test")
TEST_TEXT = N_("This is a test. Warnings of the hotline arrive here.")
_REMINDER = N_("Still so: %(told)s")
_WELL = N_("It is well again. It was: %(told)s")
_SINCE = N_("Since %(day)s.")
_TAKE = N_("Say here that you take care of it: %(link)s")
_REMINDED = N_("Until somebody does, this message comes again every day.")
_SEVERAL = N_("Wayout: %(count)s warnings")


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent."""

    title: str
    text: str


def message(parts: Sequence[Due], language: str, say: Say, desk: str) -> Message:
    """The message to a channel. desk: the address of the page Warnings. Nobody can take care of a
    warning that the database does not have.
    """
    told = [_told(part, language, say) for part in parts]
    title = f"Wayout: {told[0]}" if len(parts) == 1 else say(_SEVERAL, count=len(parts))
    blocks = [_block(part, its, language, say) for part, its in zip(parts, told, strict=True)]
    can_be_taken = [part for part in parts if part.alert.id and part.kind is not MessageKind.WELL]
    if can_be_taken:
        link = f"{desk}/{can_be_taken[0].alert.id}" if len(can_be_taken) == 1 else desk
        blocks.append(f"{say(_TAKE, link=link)}\n{say(_REMINDED)}")
    return Message(title, "\n\n".join(blocks))


def test_message(say: Say) -> Message:
    """What "send a test" sends."""
    return Message(say(TEST_TITLE), say(TEST_TEXT))


def sentence(told: Told, language: str, say: Say) -> str:
    """What happened."""
    dates = {
        name: format_date(date, "d MMMM y", locale=language) for name, date in told.dates.items()
    }
    return say(told.plain, **told.values, **dates)


def _told(part: Due, language: str, say: Say) -> str:
    told = sentence(part.alert.told, language, say)
    match part.kind:
        case MessageKind.FIRST:
            return told
        case MessageKind.REMINDER:
            return say(_REMINDER, told=told)
        case MessageKind.WELL:
            return say(_WELL, told=told)


def _block(part: Due, told: str, language: str, say: Say) -> str:
    if part.kind is MessageKind.WELL:
        return told
    lines = [told]
    if part.kind is MessageKind.REMINDER:
        began = datetime.fromtimestamp(part.alert.began, UTC).astimezone(BRUSSELS_TIME)
        lines.append(say(_SINCE, day=format_date(began, "d MMMM y", locale=language)))
    return "\n".join([*lines, say(RULES[part.alert.rule].to_do)])
