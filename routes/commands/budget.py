"""`flask budget`: how long a caller listens, and how many keys they press, until there is help."""

from datetime import UTC, datetime

import click
from flask.cli import with_appcontext

from ivr.destinations import HELPLINE
from routes.call.hotline import the_hotline
from routes.operations.first_time_caller import listening_times
from routes.operations.listening_time import ListeningTime
from routes.operations.waiting_time import waiting_time
from routes.operations.whisper_time import whisper_times

_FIXED = ("language", "page", "announced", "danger", "stays")
_WIDTH = 11


@click.command()
@with_appcontext
def budget() -> None:
    """Seconds of speech that a first-time caller hears before there is help, by language.

    announced, danger: from the answer until the caller's language is named, and until the advice
    on danger begins. stays: what is said before it rings to a caller who stays on the line after
    it. A destination: from the choice of language until its telephone rings. known: the same for a
    caller who knows the keys. menu, prompt: the longest ones. Key 0 leads to the helpline at once,
    without listening. A whisper is what a voicemail hears while the caller waits.
    """
    hotline = the_hotline()
    now = datetime.now(UTC)
    try:
        found, whispers = listening_times(hotline, now), whisper_times(hotline, now)
        waiting = waiting_time(hotline, now)
    except LookupError as error:
        raise click.ClickException(str(error)) from error
    rung = list(dict.fromkeys(name for spoken in found for name in spoken.rings))
    _print_row(*_FIXED, *rung, "known", "menu", "prompt")
    for spoken in found:
        _print_row(*_cells(spoken, rung))
    click.echo(f"\nThe key for a person, before a language, rings after {waiting.person:.1f} s.")
    click.echo(f"A caller who presses nothing hears ringing after {waiting.silent:.1f} s.")
    click.echo("\nA whisper that nobody answers, at most:")
    for whisper in whispers:
        click.echo(f"  {whisper.destination.ljust(_WIDTH)}{whisper.seconds:.1f}")
    complaints = [
        f"\n  - {spoken.language}: {text}"
        for spoken in found
        for text in spoken.complaints(hotline)
    ]
    complaints += [f"\n  - {text}" for one in whispers for text in one.complaints(hotline)]
    complaints += [f"\n  - {text}" for text in waiting.complaints()]
    if complaints:
        raise click.ClickException("these keep callers waiting too long:" + "".join(complaints))
    click.echo(
        f"\nGood: all {len(found)} languages keep within their limits "
        "(routes/operations/listening_time.py)."
    )


def _cells(spoken: ListeningTime, rung: list[str]) -> list[str]:
    """One language. rung: the destinations that have a column."""
    rings = spoken.rings
    seconds = [
        spoken.announced,
        spoken.danger.listened,
        spoken.stays,
        *(rings[name].since_language if name in rings else None for name in rung),
        max(path.calling for name, path in rings.items() if name != HELPLINE),
        max(spoken.menus.values()),
        spoken.longest[1],
    ]
    return [
        spoken.language,
        str(spoken.page),
        *("-" if value is None else f"{value:.1f}" for value in seconds),
    ]


def _print_row(*cells: str) -> None:
    click.echo("".join(cell.ljust(_WIDTH) for cell in cells).rstrip())
