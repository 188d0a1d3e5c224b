"""`flask rehearse`: simulated callers, and what came of their calls."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from time import monotonic

import click
from flask.cli import with_appcontext

from ivr.hours import BRUSSELS_TIME
from routes.call.hotline import the_hotline
from routes.commands.language_option import language_option
from routes.commands.time_span import time_span
from routes.extension import this_app
from routes.settings.settings import Settings
from routes.simulator.callers.rehearsal import Plan, Rehearsal, RehearsedCall
from routes.simulator.callers.report import report
from routes.simulator.simulated_carrier import CarrierError, proof
from routes.statistics.recorder import CANNOT_WRITE, Statistics, the_statistics

TOGETHER = 10
"""Calls after which all counts are written, well before too many wait and one is lost."""
SHOWN = 10
"""Calls with trouble that are named one by one."""


def _time(_context: click.Context, _which: click.Parameter, value: str | None) -> datetime:
    """A time without a zone is Belgian."""
    try:
        time = datetime.fromisoformat(value) if value else datetime.now(UTC)
    except ValueError:
        raise click.BadParameter("write a day and a time such as 2026-03-10T14:30") from None
    zoned = time if time.tzinfo else time.replace(tzinfo=BRUSSELS_TIME)
    return zoned.replace(microsecond=0)


@click.command()
@click.option(
    "--calls", type=click.IntRange(1), default=100, show_default=True, help="How many people call."
)
@click.option(
    "--seed",
    type=click.IntRange(0),
    default=1,
    show_default=True,
    help="The seed of the first call; each further call has the next one.",
)
@language_option("Every caller speaks this one; otherwise each is as likely as the others")
@click.option(
    "--spread",
    metavar="TIME",
    callback=time_span,
    help="Spread the calls over the last days or hours, such as 30d or 12h.",
)
@click.option(
    "--at",
    "until",
    metavar="TIME",
    callback=_time,
    help="When they call, or the end of --spread; by default now.",
)
@click.option(
    "--seconds/--no-seconds",
    "takes_time",
    default=True,
    show_default=True,
    help="Whether what people do takes time.",
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
    """Let simulated people call this hotline, and say what came of it.

    They call the application in this process, with real signatures, and hear real clips; nobody is
    rung. The same seed and time make the same call. The calls are counted as rehearsals, which
    `flask stats --rehearsals` shows. No real time passes between two keys: the clock of a call is
    moved by the seconds that people would take, which are assumed and not measured. Each language
    is equally likely.
    """
    settings = the_hotline().settings
    statistics = the_statistics()
    _refuse(settings, statistics, language, as_calls)
    plan = Plan(until, spread, language, takes_time, as_calls)
    began = monotonic()
    with _quietly():
        made = _made(Rehearsal(this_app(), plan), range(seed, seed + calls), statistics)
    click.echo("\n".join(report(made, monotonic() - began)))
    click.echo(f"\n{_where_counted(statistics, plan, made)}")
    _name_trouble(made, plan)


def _refuse(
    settings: Settings, statistics: Statistics, language: str | None, as_calls: bool
) -> None:
    if as_calls and not settings.development:
        raise click.UsageError(
            "--as-calls would mix simulated calls with real figures for ever, so production "
            "refuses it. Leave it out: rehearsals are counted apart, and `flask stats "
            "--rehearsals` shows them"
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
            "DATABASE_URL names a database. These calls will be among its real ones, and cannot "
            "be taken out again. Is it a database for trials alone?",
            abort=True,
        )
    if problem := statistics.open():
        raise click.ClickException(problem)


def _made(rehearsal: Rehearsal, seeds: range, statistics: Statistics) -> list[RehearsedCall]:
    made: list[RehearsedCall] = []
    with click.progressbar(seeds, label=f"{len(seeds)} calls") as bar:
        for seed in bar:
            made.append(rehearsal.call(seed))
            due = len(made) % TOGETHER == 0 or len(made) == len(seeds)
            if due and not statistics.flush(30):
                raise click.ClickException(CANNOT_WRITE.format("no answer"))
    return made


@contextmanager
def _quietly() -> Iterator[None]:
    """Log nothing for each step. What fails is named at the end."""
    log = logging.getLogger("routes")
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(level)


def _where_counted(statistics: Statistics, plan: Plan, made: list[RehearsedCall]) -> str:
    if statistics.store is None:
        return "Nothing was counted, since DATABASE_URL names no database."
    first = min(call.time for call in made).astimezone(BRUSSELS_TIME)
    if plan.as_calls:
        return (
            f"They are counted as real calls: `flask stats --month {first:%Y-%m}` shows a month "
            "when it is over. A month that was shown before stays as it is."
        )
    return f"They are counted as rehearsals: see `flask stats --rehearsals --month {first:%Y-%m}`."


def _name_trouble(made: list[RehearsedCall], plan: Plan) -> None:
    bad = [call for call in made if call.trouble]
    if not bad:
        return
    named = "".join(f"  {call.trouble}\n    again: {_again(call, plan)}\n" for call in bad[:SHOWN])
    more = f"  and {len(bad) - SHOWN} more\n" if len(bad) > SHOWN else ""
    raise click.ClickException(
        f"{len(bad)} calls failed, or met what a carrier would not play:\n{named}{more}"
    )


def _again(call: RehearsedCall, plan: Plan) -> str:
    """The command that makes the same call once more."""
    language = f" --language {plan.language}" if plan.language else ""
    still = "" if plan.takes_time else " --no-seconds"
    call_options = f"--seed {call.seed} --at {call.time.isoformat()}{language}{still}"
    return f"flask rehearse --calls 1 {call_options}"
