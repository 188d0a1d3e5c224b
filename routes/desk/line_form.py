"""What a coordinator types about a line, and what is wrong with it."""

from datetime import UTC, datetime, timedelta

from pydantic import TypeAdapter, ValidationError

from ivr import hours as opening
from ivr.hours import BRUSSELS_TIME, EXAMPLE
from ivr.numbers import Uri
from routes.desk.dates import belgian, moment
from routes.desk.hours_example import example_for
from routes.desk.translation import _, language
from routes.releases.destinations_file import moments_in_utc

LONGEST = timedelta(days=366)
"""The longest time for which a line may be closed or forwarded. A line that is closed for longer
should be removed.
"""
_URI: TypeAdapter[str] = TypeAdapter(Uri)


class Wrong(Exception):
    """What to write instead, in the language of the page. field: where, if not where it was read
    from.
    """

    def __init__(self, problem: str, field: str = "") -> None:
        super().__init__(problem)
        self.field = field


def uri_of(typed: str) -> str:
    """The address of a line, of a number as people write it. Raises Wrong."""
    if not typed.strip():
        raise Wrong(_("Write a number, such as 03 201 16 90 or +32 3 201 16 90."))
    try:
        return _URI.validate_python(typed)
    except ValidationError as error:
        if "short code" in str(error):
            raise Wrong(
                _(
                    "The telephone company does not connect a short number such as this one. "
                    "Write an ordinary number, such as 03 201 16 90."
                )
            ) from None
        raise Wrong(
            _(
                "This is not a telephone number that exists. Write it such as 03 201 16 90 or "
                "+32 3 201 16 90."
            )
        ) from None


def hours_of(typed: str) -> str:
    """Opening hours. Raises Wrong."""
    typed = typed.strip()
    if opening.wrong(typed):
        if example := example_for(typed, language()):
            raise Wrong(_("These are not opening hours. Do you mean %(example)s?", example=example))
        raise Wrong(
            _(
                "These are not opening hours. Write them such as %(example)s, with the days Mo Tu "
                "We Th Fr Sa Su, and every time with four digits.",
                example=EXAMPLE,
            )
        )
    return typed


def override_of(until: str, to: str, kind: str, now: datetime) -> dict[str, str]:
    """A line that is closed, or forwarded to a number, from now until then. kind: of the line's own
    address, such as tel. Raises Wrong, whose field is `to` where that is wrong.
    """
    try:
        end = datetime.fromisoformat(until)
    except ValueError:
        raise Wrong(_("Say until when: a day and a time, such as 2026-12-24 17:00.")) from None
    end = (end if end.tzinfo else end.replace(tzinfo=BRUSSELS_TIME)).astimezone(UTC)
    if not now < end <= now + LONGEST:
        raise Wrong(_("Choose an end that is later than now, and within a year."))
    kept = moments_in_utc(now.replace(microsecond=0), end)
    if not to.strip():
        return kept
    try:
        uri = uri_of(to)
    except Wrong as error:
        raise Wrong(str(error), "to") from None
    if uri.partition(":")[0] != kind:
        raise Wrong(_("A telephone line is forwarded to a telephone number."), "to")
    return {**kept, "to": uri}


def presets(now: datetime) -> list[tuple[str, str]]:
    """Ends that are often wanted: each as a form sends it, and in words."""
    today = belgian(now).replace(hour=8, minute=0, second=0, microsecond=0)
    tomorrow = today + timedelta(days=1)
    monday = today + timedelta(days=7 - today.weekday())
    ends = dict.fromkeys([tomorrow, monday])
    return [(f"{end:%Y-%m-%dT%H:%M}", moment(end, now)) for end in ends]
