"""`flask destinations`: those who are called, and whether they can be reached."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from ivr import engine
from ivr.position import Digits, Position
from routes.call.hotline import Hotline, the_hotline
from routes.carriers import carrier_of
from routes.carriers.api import CarrierApi, is_over
from routes.carriers.reach import REACH
from routes.commands.carrier_api import ApiGroup, the_api
from routes.operations.confirmed_lines import confirmations, telephone_lines

POLLS = 75
"""How often the carrier is asked how far a call is, before it is given up."""
BETWEEN = 2
"""Seconds between two polls. Ringing and talking take less than all of them."""
LONGEST_CALL = 60
"""Seconds after which the carrier ends a test call, for instance with a voicemail."""

destinations = ApiGroup("destinations", help="Those who are called.")


@destinations.command("verify")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--yes", is_flag=True, help="Do not ask before everybody is rung.")
def verify(names: tuple[str, ...], yes: bool) -> None:
    """Ring every telephone line of these destinations, or of all, and let whoever picks up press a
    key.

    They hear that it is a test call. Who has confirmed is kept in VERIFIED_FILE: destination, line,
    day.
    """
    hotline, api, file = the_hotline(), the_api(), _file(the_hotline())
    lines = _lines(hotline, names)
    if not (names or yes):
        click.confirm(
            f"{len(lines)} lines will be rung now, and people will pick up. Go on?", abort=True
        )
    verification = Verification(hotline, api, file, REACH.here().pause)
    outcomes = [verification.told(name, line) for name, line in lines]
    confirmed = sum(outcomes)
    if confirmed < len(lines):
        raise click.ClickException(
            f"{len(lines) - confirmed} of {len(lines)} lines are not confirmed"
        )
    click.echo(f"All {confirmed} lines are confirmed.")


def _file(hotline: Hotline) -> Path:
    """Where confirmations are kept; raises ClickException when the settings do not allow a test
    call.
    """
    file, settings = hotline.settings.verified_file, hotline.settings
    if file is None or not file.parent.is_dir():
        raise click.ClickException(
            "set VERIFIED_FILE to a file in a folder that exists, which the server can write and "
            "this command can read"
        )
    if not settings.public_url.startswith("https://"):
        raise click.ClickException(
            "set PUBLIC_URL to the https address at which the carrier reaches this hotline"
        )
    if "hotline_number" not in settings.model_fields_set:
        raise click.ClickException(
            "set HOTLINE_NUMBER: the carrier places no call from a number that is not yours"
        )
    return file


def _lines(hotline: Hotline, names: tuple[str, ...]) -> list[tuple[str, int]]:
    known = hotline.tree.destinations
    if strange := [name for name in names if name not in known]:
        raise click.ClickException(
            f"there is no destination {strange[0]!r}; there are: {', '.join(known)}"
        )
    chosen = {name: one for name, one in known.items() if not names or name in names}
    lines = list(telephone_lines(chosen))
    if others := sum(len(one.lines) for one in chosen.values()) - len(lines):
        click.echo(f"{others} SIP lines are not rung: a test call goes to telephone numbers only.")
    if not lines:
        raise click.ClickException(
            "there is nothing to ring: none of these has a line with a telephone number"
        )
    return lines


@dataclass(frozen=True)
class Verification:
    """Rings lines, one after the other. pause: waits for seconds."""

    hotline: Hotline
    api: CarrierApi
    file: Path
    pause: Callable[[float], None]

    def told(self, name: str, index: int) -> bool:
        """Ring a line, saying what happens; whether it was confirmed. Raises ApiError."""
        line, now = self.hotline.tree.destinations[name].lines[index], datetime.now(UTC)
        who = f"{name} line {index + 1}"
        if not line.is_open(now):
            click.echo(f"{who}: closed now, not rung: run this again in its hours ({line.hours})")
            return False
        before = self._confirmations(name, index)
        click.echo(f"{who}: rings ...")
        outcome = self._ring(line.uri.removeprefix("tel:"), self.document(name, index, now))
        confirmed = self._confirmations(name, index) > before
        click.echo(f"{who}: {'confirmed' if confirmed else _NEXT.get(outcome, _NEXT_UNKNOWN)}")
        return confirmed

    def document(self, name: str, index: int, now: datetime) -> str:
        """What the carrier plays to whoever picks up. The answer comes to the webhook, like any
        other.
        """
        tree = self.hotline.tree
        asked = Position(tree.goes.verify, attempt=0, destination=name, line=index)
        step = engine.advance(tree, asked, Digits(), now)
        carrier = carrier_of(self.hotline.settings)
        return carrier.render(step, self.hotline.speech, self.hotline.outgoing)

    def _ring(self, number: str, document: str) -> str:
        """How the call ended, in the carrier's words; empty when it has not told in time."""
        caller_id, rings = self.hotline.settings.hotline_number, self.hotline.tree.ringing.line
        call = self.api.ring(number, caller_id, document, rings=rings, lasts=LONGEST_CALL)
        before = ""
        for _ in range(POLLS):
            status = self.api.status(call)
            if is_over(status):
                return status
            if status == "in-progress" != before:
                click.echo("  somebody or something has picked up ...")
            before = status
            self.pause(BETWEEN)
        return ""

    def _confirmations(self, name: str, index: int) -> int:
        try:
            return confirmations(self.file, name, index)
        except (ValueError, OSError) as error:
            kind = type(error).__name__
            raise click.ClickException(
                f"VERIFIED_FILE cannot be read ({kind}): mend it, or remove it"
            ) from error


_NEXT = {
    "completed": "picked up, NOT confirmed: a voicemail, or nobody pressed the key. Ask "
    "them to, and run this again. "
    "If they did press it, look into the server's log: it must be able to write VERIFIED_FILE",
    "busy": "busy, NOT confirmed: run this again later",
    "no-answer": "nobody picked up, NOT confirmed: run this again when somebody is there",
    "failed": "could NOT be rung: check its number in ivr/destinations.toml, and "
    "whether the account may call it "
    "(Belgium, and special numbers such as +32 78)",
    "canceled": "was cancelled, NOT confirmed: run this again",
}
_NEXT_UNKNOWN = (
    "NOT confirmed: the carrier has not told how the call ended. Look in "
    "its console, and run this again"
)
