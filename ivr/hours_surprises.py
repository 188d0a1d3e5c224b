"""What is unexpected about opening hours that are written correctly."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from itertools import pairwise

from ivr.hours import ALL_DAY, Span, in_words, open_spans, rules_of

_DAY = timedelta(days=1)
_YEAR = 366
"""Days that are looked at: every weekday, holiday and date once."""

Days = dict[date, list[Span]]
"""Day -> when it is open."""


def surprises(hours: str, today: date) -> Iterator[str]:
    """What a reader of these hours would not expect in the coming year, a sentence each."""
    rules, whole = rules_of(hours), _year(hours, today)
    if not any(whole.values()):
        yield "it is closed on every day of the coming year"
        return
    others = {rule: "; ".join(one for one in rules if one is not rule) for rule in rules}
    idle = {rule for rule in rules if others[rule] and _year(others[rule], today) == whole}
    for rule in sorted(idle, key=rules.index):
        yield (
            f"{rule!r} has no effect in the coming year: remove it. If a later rule should not "
            "replace it, write a comma instead of the semicolon between them"
        )
    for number, rule in enumerate(rules):
        earlier = [one for one in rules[:number] if one not in idle]
        if earlier and rule not in idle:
            yield from _replaced("; ".join(earlier), rule, today)
    yield from _cut_nights(rules, whole, today)


def _year(hours: str, today: date) -> Days:
    days = (today + _DAY * number for number in range(_YEAR))
    return {day: open_spans(hours, day) for day in days}


def _replaced(earlier: str, rule: str, today: date) -> Iterator[str]:
    """A rule that replaces the hours of an earlier one by others: often both are meant. A rule
    whose hours are among those of the earlier one makes a day shorter, which is common.
    """
    for day, own in _year(rule, today).items():
        before = open_spans(earlier, day)
        both = open_spans(f"{earlier}; {rule}", day)
        if own and before and both == own and not any(_meet(a, b) for a in own for b in before):
            yield (
                f"{rule!r} replaces the earlier hours: {day:%A} {day} is open {in_words(own)} and "
                f"not {in_words(before)}. If both count, write a comma instead of the semicolon "
                "before it"
            )
            return


def _cut_nights(rules: list[str], whole: Days, today: date) -> Iterator[str]:
    """A day that is off begins at 00:00, in the middle of a night that began the day before."""
    open_rules = [rule for rule in rules if any(_year(rule, today).values())]
    without_off = _year("; ".join(open_rules), today)
    for day, following in pairwise(whole):
        is_night = ALL_DAY not in (*without_off[day], *without_off[following])
        goes_on = _until_midnight(without_off[day]) and _from_midnight(without_off[following])
        if is_night and goes_on and _until_midnight(whole[day]) != _from_midnight(whole[following]):
            yield (
                f"a day off cuts a night in two at 00:00, between {day} and {following}: "
                f"{day:%A} is open {in_words(whole[day])}, {following:%A} "
                f"{in_words(whole[following])}. Write the hours of that night as you mean them"
            )
            return


def _until_midnight(spans: list[Span]) -> bool:
    return bool(spans) and spans[-1][1] == time()


def _from_midnight(spans: list[Span]) -> bool:
    return bool(spans) and spans[0][0] == time()


def _meet(one: Span, other: Span) -> bool:
    """Whether two spans of a day have a moment in common. The end 00:00 is that of the day."""
    end, other_end = (time.max if span[1] == time() else span[1] for span in (one, other))
    return one[0] < other_end and other[0] < end
