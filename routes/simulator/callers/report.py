"""What came of many simulated calls, in words. Pure."""

from collections import Counter
from collections.abc import Iterator, Sequence
from math import ceil

from routes.simulator.callers.rehearsal import Rehearsed

NO_LANGUAGE = "none chosen"


def report(calls: Sequence[Rehearsed], took: float) -> Iterator[str]:
    """Line by line. took: seconds that all of it lasted."""
    steps = sum(call.steps for call in calls)
    yield f"{len(calls)} calls, {steps} steps, in {took:.1f} seconds: {steps / took:.0f} steps a second."
    yield ""
    for ending, n in Counter(call.ending for call in calls).most_common():
        yield _row(ending.value, n, len(calls))
    yield _row(
        "reached a person", sum(call.reached is not None for call in calls), len(calls)
    ) + _waited(calls)
    yield ""
    yield "Callers who reached a person, of all callers, by language:"
    yield from _languages(calls)


def _languages(calls: Sequence[Rehearsed]) -> Iterator[str]:
    """Those that were chosen, then those who chose none."""
    everybody = Counter(call.language or NO_LANGUAGE for call in calls)
    reached = Counter(call.language or NO_LANGUAGE for call in calls if call.reached is not None)
    for language in sorted(everybody, key=lambda one: (one == NO_LANGUAGE, one)):
        yield _row(language, reached[language], everybody[language]) + f" of {everybody[language]}"


def _waited(calls: Sequence[Rehearsed]) -> str:
    waits = sorted(call.reached for call in calls if call.reached is not None)
    if not any(waits):  # nobody looked at a clock
        return ""
    half, most = (waits[ceil(len(waits) * share) - 1] for share in (0.5, 0.9))
    return f"   half of them within {half} seconds, nine in ten within {most}"


def _row(name: str, n: int, of: int) -> str:
    return f"  {name:<28}{n:>6}{n / of:>6.0%}"
