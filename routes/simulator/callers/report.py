"""What came of many simulated calls, in words."""

from collections import Counter
from collections.abc import Iterator, Sequence
from math import ceil

from routes.simulator.callers.rehearsal import RehearsedCall

NO_LANGUAGE = "none chosen"


def report(calls: Sequence[RehearsedCall], took: float) -> Iterator[str]:
    """Line by line. took: seconds that all calls lasted on this machine."""
    steps = sum(call.steps for call in calls)
    speed = f"{steps / took:.0f} steps a second"
    yield f"{len(calls)} calls, {steps} steps, in {took:.1f} seconds: {speed}."
    yield ""
    for ending, count in Counter(call.ending for call in calls).most_common():
        yield _share(ending.value, count, len(calls))
    waits = sorted(call.reached for call in calls if call.reached is not None)
    yield _share("reached a person", len(waits), len(calls)) + _how_long(waits)
    yield ""
    yield "Callers who reached a person, of all callers, by language:"
    yield from _languages(calls)


def _languages(calls: Sequence[RehearsedCall]) -> Iterator[str]:
    """Every language that was chosen, then the calls without one."""
    callers = Counter(call.language or NO_LANGUAGE for call in calls)
    reached = Counter(call.language or NO_LANGUAGE for call in calls if call.reached is not None)
    for language in sorted(callers, key=lambda tag: (tag == NO_LANGUAGE, tag)):
        of = callers[language]
        yield _share(language, reached[language], of) + f" of {of}"


def _how_long(waits: Sequence[int]) -> str:
    """Nothing where acts take no time."""
    if not any(waits):
        return ""
    half, most = (waits[ceil(len(waits) * share) - 1] for share in (0.5, 0.9))
    return f"   half of them within {half} seconds, nine in ten within {most}"


def _share(name: str, count: int, of: int) -> str:
    return f"  {name:<28}{count:>6}{count / of:>6.0%}"
