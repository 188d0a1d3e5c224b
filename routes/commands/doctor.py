"""`flask doctor`: why a call could fail, and what to do about it."""

from collections import Counter

import click
from flask.cli import with_appcontext

from routes.call.hotline import Hotline, the_hotline
from routes.carriers.reach import REACH
from routes.desk.check import check_desk
from routes.doctor.examination import examine
from routes.doctor.finding import Finding, Level
from routes.operations.last_good import open_or_last_good
from routes.operations.opening import CannotStart
from routes.translations import counted


@click.command()
@click.option(
    "--quiet", is_flag=True, help="Print only warnings and problems, and nothing when all is good."
)
@with_appcontext
@click.pass_context
def doctor(context: click.Context, quiet: bool) -> None:
    """Check everything that a call needs, from the settings to the carrier's account. Changes
    nothing.

    Exit code 1 when there is a problem, 0 when there are warnings only.
    """
    findings = examine(_examined(), REACH.here(), more={"desk": check_desk})
    for finding in findings:
        if not quiet or finding.level is not Level.GOOD:
            click.echo(f"{finding.level:<9}{finding.check:<11}{finding.message}")
    if not quiet:
        click.echo(f"\n{_summary(findings)}")
    context.exit(int(any(finding.level is Level.PROBLEM for finding in findings)))


def _examined() -> Hotline:
    """The hotline, from the last good files where the current ones are broken: a server answers
    calls with these, and everything else is to be examined all the same.
    """
    try:
        return the_hotline()
    except CannotStart:
        return open_or_last_good()


def _summary(findings: list[Finding]) -> str:
    count = Counter(finding.level for finding in findings)
    counts = ", ".join(counted(count[level], level) for level in (Level.PROBLEM, Level.WARNING))
    if count[Level.PROBLEM]:
        return f"{counts}. Calls fail, or will: mend the problems, and run this again."
    if count[Level.WARNING]:
        return f"{counts}. Calls should work."
    return "All is good. Now call the hotline."
