"""What is unusual about a number. It is said at the field, and the number is saved only when the
person ticks that it is meant.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import phonenumbers
from babel import Locale
from phonenumbers import PhoneNumberType

from ivr.destinations import line_ids
from ivr.numbers import HERE, country
from routes.call.hotline import Hotline, the_hotline
from routes.desk.line_form import Wrong, uri_of
from routes.desk.lines import number
from routes.desk.translation import _, language


@dataclass(frozen=True, slots=True)
class Doubt:
    """sentences: what is unusual. uri: the address that they are about. A tick for another address
    does not count, because the person has not seen these sentences.
    """

    sentences: list[str]
    uri: str


class Doubtful(Exception):
    """A number that somebody must look at again."""

    def __init__(self, doubt: Doubt) -> None:
        super().__init__()
        self.doubt = doubt


def read_number(form: Mapping[str, str], field: str, line: str, before: str = "") -> str:
    """The address of a field. line: the id of the line that it is for. before: what it was, which
    is in no doubt. Raises Wrong and Doubtful.
    """
    uri = uri_of(form.get(field, ""))
    check_doubts(form, field, uri, line, before)
    return uri


def check_doubts(
    form: Mapping[str, str], field: str, uri: str, line: str, before: str = ""
) -> None:
    """Raises Wrong and Doubtful where an address is unusual, unless it is ticked as meant."""
    hotline = the_hotline()
    settings = hotline.settings
    if uri.removeprefix("tel:") in (settings.hotline_number, *settings.language_numbers):
        raise Wrong(_("This is a number of the hotline, which would call itself."), field)
    doubts = [*_there_already(hotline, uri, line), *_of_the_number(uri)] if uri != before else []
    if doubts and form.get(f"{field}.sure") != uri:
        raise Doubtful(Doubt(doubts, uri))


def _there_already(hotline: Hotline, uri: str, line: str) -> Iterator[str]:
    for name, destination in hotline.tree.destinations.items():
        for id_, other in zip(line_ids(name, destination.lines), destination.lines, strict=True):
            if other.uri == uri and id_ != line:
                yield _(
                    "%(number)s is a line of %(name)s already. In one call it would ring twice.",
                    number=number(uri),
                    name=destination.name,
                )


def _of_the_number(uri: str) -> Iterator[str]:
    if not uri.startswith("tel:"):
        return
    found = phonenumbers.parse(uri.removeprefix("tel:"))
    if phonenumbers.number_type(found) == PhoneNumberType.PREMIUM_RATE:
        yield _("This is an expensive number: the hotline pays for every minute of it.")
    abroad = country(uri.removeprefix("tel:"))
    if abroad != HERE:
        names = Locale(language()).territories
        yield _(
            "This number is not in Belgium (%(country)s). The telephone company may not call "
            "there, or at a high price.",
            country=names.get(abroad, _("no country")),
        )
