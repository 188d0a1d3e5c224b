"""`flask rehearse`: simulated callers, and what came of their calls."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import click
from flask.cli import with_appcontext

from ivr.destinations import BRUSSELS_TIME
from routes.call.hotline import the_hotline
from routes.commands.language_option import language_option
from routes.commands.time_span import time_span
from routes.extension import this_app
from routes.settings.settings import Settings
from routes.simulator.callers.rehearsal import Plan, Rehearsal, Rehearsed
from routes.simulator.callers.report import report
from routes.simulator.carrier import CarrierError, proof
from routes.statistics.recorder import CANNOT_WRITE, Statistics, the_statistics

TOGETHER = 10
"""Calls after which everything that was counted is written: so many counts can wait without one
being lost.
"""
SHOWN = 10
"""Calls with trouble that are named one by one."""


def _moment(_context: click.Context, _which: click.Parameter, value: str | None) -> datetime:
    """In Belgian time, unless it says otherwise."""
    try:
        moment = datetime.fromisoformat(value) if value else datetime.now(UTC)
    except ValueError:
        raise click.BadParameter("write a moment as 2026-03-10T14:30") from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=BRUSSELS_TIME)).replace(
        microsecond=0
    )


@click.command()
@click.option(
    "--calls", type=click.IntRange(1), default=100, show_default=True, help="How many people call."
)
@click.option(
    "--seed",
    type=click.IntRange(0),
    default=1,
    show_default=True,
    help="Of the first call; then one more each.",
)
@language_option("Every caller speaks this one; otherwise each is as likely as the others")
@click.option(
    "--spread",
    metavar="TIME",
    callback=time_span,
    help="Over the last so many days or hours: 30d, 12h.",
)
@click.option(
    "--at",
    "until",
    metavar="MOMENT",
    callback=_moment,
    help="When they call, or the end of --spread; now.",
)
@click.option(
    "--seconds/--no-seconds",
    "takes_time",
    default=True,
    show_default=True,
    help="Whether acts take time.",
)
@click.option("--as-calls", is_flag=True, help="Count them as real calls. In development only.")
@with_appcontext
def rehearse(
    calls: int,
    seed: int,
    language: str | None,
    spread: timedelta,
    until: datetime,
    takes_time: bool,
    as_calls: bool,
) -> None:
    """Let simulated people call this hotline, and tell what came of it.

    They call the application in this process, with real signatures, and hear real clips; nobody is
    rung. The same seed and moment are the same call. The calls are counted as rehearsals: `flask
    stats --rehearsals` shows them. No real
    time passes between two keys: the clock of a call is moved by what people would need, which
    nobody has measured. Which languages callers of this hotline speak is not known, so each is as
    likely as the others.
    """
    settings, statistics = the_hotline().settings, the_statistics()
    _refuse(settings, statistics, language, as_calls)
    plan = Plan(until, spread, language, takes_time, as_calls)
    began = time.monotonic()
    with _quietly():
        made = _made(Rehearsal(this_app(), plan), range(seed, seed + calls), statistics)
    click.echo("\n".join(report(made, time.monotonic() - began)))
    click.echo(f"\n{_where(statistics, plan, made)}")
    _name_trouble(made, plan)


def _refuse(
    settings: Settings, statistics: Statistics, language: str | None, as_calls: bool
) -> None:
    if as_calls and not settings.development:
        raise click.UsageError(
            "--as-calls would mix calls that nobody made with real figures for ever, so "
            "production refuses it. "
            "Leave it out: rehearsals are counted apart, and `flask stats --rehearsals` shows them"
        )
    if language and language not in the_hotline().tree.offered:
        raise click.UsageError(
            f"{language} is not offered to callers here: `flask languages` says why"
        )
    try:
        proof(settings, "/voice", {})
    except CarrierError as error:
        raise click.ClickException(str(error)) from error
    if as_calls and settings.database_url is not None and statistics.store:
        click.confirm(
            "DATABASE_URL names a database. These calls will be among its real ones, and nobody "
            "can take them out "
            "again. Is it a database for trials alone?",
            abort=True,
        )
    if problem := statistics.open():
        raise click.ClickException(problem)


def _made(rehearsal: Rehearsal, seeds: range, statistics: Statistics) -> list[Rehearsed]:
    made: list[Rehearsed] = []
    with click.progressbar(seeds, label=f"{len(seeds)} calls") as bar:
        for seed in bar:
            made.append(rehearsal.call(seed))
            if len(made) % TOGETHER == 0 or len(made) == len(seeds):
                _write(statistics)
    return made


def _write(statistics: Statistics) -> None:
    if not statistics.flush(30):
        raise click.ClickException(CANNOT_WRITE.format("no answer"))


@contextmanager
def _quietly() -> Iterator[None]:
    """A line of log for every step would bury the rest; what fails is told at the end."""
    log = logging.getLogger("routes")
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(level)


def _where(statistics: Statistics, plan: Plan, made: list[Rehearsed]) -> str:
    if statistics.store is None:
        return "Nothing was counted, since DATABASE_URL names no database."
    first = min(call.moment for call in made).astimezone(BRUSSELS_TIME).date()
    kind, option = ("real calls", "") if plan.as_calls else ("rehearsals", " --rehearsals")
    return f"They are counted as {kind}: see `flask stats{option} --from {first}`."


def _name_trouble(made: list[Rehearsed], plan: Plan) -> None:
    bad = [call for call in made if call.trouble]
    if not bad:
        return
    told = "".join(f"  {call.trouble}\n    again: {_again(call, plan)}\n" for call in bad[:SHOWN])
    more = f"  and {len(bad) - SHOWN} more\n" if len(bad) > SHOWN else ""
    raise click.ClickException(
        f"{len(bad)} calls met what a carrier would not play, or what failed:\n{told}{more}"
    )


def _again(call: Rehearsed, plan: Plan) -> str:
    """What makes the same call once more."""
    language = f" --language {plan.language}" if plan.language else ""
    still = "" if plan.takes_time else " --no-seconds"
    return f"flask rehearse --calls 1 --seed {call.seed} --at {call.moment.isoformat()}{language}{still}"
