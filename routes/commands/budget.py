"""`flask budget`: how long a caller listens, and how many keys they press, until there is help."""

from datetime import UTC, datetime

import click
from flask.cli import with_appcontext

from ivr.destinations import HELPLINE
from routes.call.hotline import the_hotline
from routes.operations.listening_time import Budget, budgets

_FIXED = ("language", "page", "announced", "danger")
_WIDTH = 11


@click.command()
@with_appcontext
def budget() -> None:
    """Seconds of speech that a first-time caller hears before there is help, by language.

    announced, danger: since the answer, until their language was named and until the advice on
    danger begins. A destination, and `known`: from the choice of language until its telephone
    rings, the latter for a caller who knows the keys. menu, prompt: the longest ones. Everybody
    reaches the helpline with one key, 0, and no listening.
    """
    hotline = the_hotline()
    try:
        found = budgets(hotline, datetime.now(UTC))
    except LookupError as error:
        raise click.ClickException(str(error)) from error
    rung = list(dict.fromkeys(name for one in found for name in one.rings))
    _line(*_FIXED, *rung, "known", "menu", "prompt")
    for one in found:
        _line(*_row(one, rung))
    complaints = [
        f"\n  - {one.language}: {text}" for one in found for text in one.complaints(hotline)
    ]
    if complaints:
        raise click.ClickException("these keep callers waiting too long:" + "".join(complaints))
    click.echo(
        f"\nGood: all {len(found)} languages keep within their limits "
        "(routes/operations/listening_time.py)."
    )


def _row(one: Budget, rung: list[str]) -> list[str]:
    waits = [one.rings[name].since_language if name in one.rings else None for name in rung]
    known = max(way.calling for name, way in one.rings.items() if name != HELPLINE)
    seconds = [
        one.announced,
        one.danger.listened,
        *waits,
        known,
        max(one.menus.values()),
        one.longest[1],
    ]
    return [
        one.language,
        str(one.page),
        *("-" if value is None else f"{value:.1f}" for value in seconds),
    ]


def _line(*cells: str) -> None:
    click.echo("".join(cell.ljust(_WIDTH) for cell in cells).rstrip())
