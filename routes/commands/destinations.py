"""`flask destinations`: the lines that are called, and whether they can be reached."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import click

from routes.call.hotline import Hotline, the_hotline
from routes.carriers.reach import REACH
from routes.commands.carrier_api import ApiGroup, the_api
from routes.operations import pending_calls
from routes.operations.confirmed_lines import number_digest, read_confirmed, telephone_lines
from routes.operations.confirming import Ringer, why_not
from routes.settings.settings import Settings
from routes.translations import counted

destinations = ApiGroup("destinations", help="The lines that are called.")


@destinations.command("verify")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--yes", is_flag=True, help="Do not ask before all lines are rung.")
def verify(names: tuple[str, ...], yes: bool) -> None:
    """Ring every telephone line of these destinations, or of all, and let the person who picks up
    press a key.

    They hear that it is a test call. VERIFIED_FILE keeps the last confirmation of each line: its
    destination, a digest of its number, and the day.
    """
    hotline = the_hotline()
    api = the_api()
    file = _file(hotline.settings)
    lines = _lines(hotline, names)
    if not (names or yes):
        click.confirm(
            f"{counted(len(lines), 'line')} will be rung now, and people will pick up. Go on?",
            abort=True,
        )
    verification = Verification(hotline, Ringer(hotline, api, REACH.here().pause), file)
    confirmed = sum([verification.verify(name, index) for name, index in lines])
    if confirmed < len(lines):
        raise click.ClickException(f"confirmed lines: only {confirmed} of {len(lines)}")
    click.echo(f"Confirmed lines: {confirmed} of {len(lines)}.")


def _file(settings: Settings) -> Path:
    """The file that keeps confirmations. Raises ClickException when the settings do not allow a
    test call.
    """
    file = settings.verified_file
    if file is None or not file.parent.is_dir():
        raise click.ClickException(
            "set VERIFIED_FILE to a file in a folder that exists, which the server and this "
            "command can write to"
        )
    if problem := why_not(settings):
        raise click.ClickException(problem)
    return file


def _lines(hotline: Hotline, names: tuple[str, ...]) -> list[tuple[str, int]]:
    known = hotline.tree.destinations
    if unknown := [name for name in names if name not in known]:
        raise click.ClickException(
            f"there is no destination {unknown[0]!r}; there are: {', '.join(known)}"
        )
    chosen = {
        name: destination for name, destination in known.items() if not names or name in names
    }
    lines = list(telephone_lines(chosen))
    if others := sum(len(destination.lines) for destination in chosen.values()) - len(lines):
        click.echo(
            f"Not rung: {counted(others, 'SIP line')}. A test call goes to telephone numbers only."
        )
    if not lines:
        raise click.ClickException(
            "there is nothing to ring: none of these has a line with a telephone number"
        )
    return lines


@dataclass(frozen=True)
class Verification:
    """Rings lines, one after the other."""

    hotline: Hotline
    ringing: Ringer
    file: Path

    def verify(self, name: str, index: int) -> bool:
        """Ring a line, print what happens, and return whether it was confirmed. Raises ApiError."""
        line = self.hotline.tree.destinations[name].lines[index]
        now = datetime.now(UTC)
        who = f"{name} line {index + 1}"
        if not line.is_open(now):
            click.echo(f"{who}: closed now, not rung: run this again in its hours ({line.hours})")
            return False
        number = number_digest(line.uri)
        self._confirmed_on(name, number)  # a file that is broken is told before anybody is rung
        try:
            secret = pending_calls.place(self.file, name, number, now)
        except OSError as error:
            raise click.ClickException(
                f"the folder of VERIFIED_FILE cannot be written to ({error.strerror}): run this "
                "as the user of the server"
            ) from error
        click.echo(f"{who}: rings ...")
        try:
            document = self.ringing.document(name, secret, now)
            said = "  a person or a voicemail has picked up ..."
            status = self.ringing.ring(line.uri, document, lambda: click.echo(said))
        finally:
            is_answered = not pending_calls.withdraw(self.file, secret)
        confirmed = is_answered and self._confirmed_on(name, number) is not None
        click.echo(f"{who}: {'confirmed' if confirmed else _NEXT.get(status, _NEXT_UNKNOWN)}")
        return confirmed

    def _confirmed_on(self, name: str, number: str) -> date | None:
        try:
            return read_confirmed(self.file).get((name, number))
        except (ValueError, OSError) as error:
            kind = type(error).__name__
            raise click.ClickException(
                f"VERIFIED_FILE cannot be read ({kind}): mend it, or remove it"
            ) from error


_NEXT = {
    "completed": "picked up, NOT confirmed: a voicemail picked up, or nobody pressed the key. Ask "
    "the people there to press it, and run this again. If they did, look into the server's log: "
    "the server must be able to write VERIFIED_FILE",
    "busy": "busy, NOT confirmed: run this again later",
    "no-answer": "nobody picked up, NOT confirmed: run this again when people are there",
    "failed": "could NOT be rung: check its number in ivr/destinations.toml, and whether the "
    "account may call it (Belgium, and special numbers such as +32 78)",
    "canceled": "was cancelled, NOT confirmed: run this again",
}
_NEXT_UNKNOWN = (
    "NOT confirmed: the carrier did not report how the call ended. Look in its console, and run "
    "this again"
)
