"""`flask doctor`: every reason why a call could fail, and what to do about it."""

from collections import Counter

import click
from flask.cli import with_appcontext

from routes.carrier.api import the_reach
from routes.doctor.examination import examine
from routes.doctor.finding import Finding, Level
from routes.hotline import the_hotline


@click.command()
@click.option("--quiet", is_flag=True, help="Print only what needs somebody, and nothing when all is good.")
@with_appcontext
@click.pass_context
def doctor(context: click.Context, quiet: bool) -> None:
    """Check everything that a call needs, from the settings to the carrier's account. Changes nothing.

    Exit code 1 when there is a problem, 0 when there are warnings only.
    """
    findings = examine(the_hotline(), the_reach())
    for one in findings:
        if not quiet or one.level is not Level.GOOD:
            click.echo(f"{one.level:<9}{one.check:<11}{one.message}")
    if not quiet:
        click.echo(f"\n{_summary(findings)}")
    context.exit(int(any(one.level is Level.PROBLEM for one in findings)))


def _summary(findings: list[Finding]) -> str:
    count = Counter(one.level for one in findings)
    told = ", ".join(f"{count[level]} {level}{'s' * (count[level] != 1)}" for level in (Level.PROBLEM, Level.WARNING))
    if count[Level.PROBLEM]:
        return f"{told}. Calls fail, or will: mend the problems, and run this again."
    return f"{told}. Calls should work." if count[Level.WARNING] else "All is good. Now call the hotline."
