"""`flask call`: a telephone in the terminal."""

import logging

import click
from flask.cli import with_appcontext

from routes.call.hotline import Hotline, the_hotline
from routes.extension import this_app
from routes.simulator.handset import Handset, State, Unanswered
from routes.simulator.simulated_carrier import CarrierError
from routes.simulator.view import RungLine, view

_DECISIONS = {
    "a": "answers and accepts",
    "d": "answers and declines",
    "v": "a voicemail answers",
    "b": "is busy",
    "n": "does not answer",
    "f": "fails",
    "q": "you hang up",
}
_WITH_INTERPRETER = {"i": "answers and asks for an interpreter"}
_ENDINGS = {"b": Unanswered.BUSY, "n": Unanswered.NO_ANSWER, "f": Unanswered.FAILED}


@click.command()
@with_appcontext
def call() -> None:
    """Call the hotline from this terminal: type keys, or Enter for silence, or q to hang up."""
    hotline = the_hotline()
    if not hotline.settings.development:
        raise click.ClickException(
            "this telephone calls without a carrier, so it is for development only: set "
            "ENVIRONMENT=development"
        )
    logging.getLogger("routes").setLevel(logging.WARNING)
    handset = Handset(this_app())
    try:
        handset.call()
        while handset.state is not State.OVER:
            _show(hotline, handset)
            _act(hotline, handset)
        _show(hotline, handset)
    except CarrierError as error:
        raise click.ClickException(f"a carrier would not play this: {error}") from error
    click.echo("The line is closed.")


def _show(hotline: Hotline, handset: Handset) -> None:
    shown = view(hotline, handset)
    if shown.state is not State.TALKING:
        for sound in shown.heard:
            click.secho(f"  {sound.words}", fg="green")
    for key, does in shown.keys.items():
        click.secho(f"    [{key}] {does}", dim=True)


def _act(hotline: Hotline, handset: Handset) -> None:
    """Ask what the caller or the line does next, and let them do it."""
    ringing = view(hotline, handset).ringing
    if handset.state is State.LISTENING:
        _press_keys(handset)
    elif handset.state is State.RINGING and ringing:
        _decide(hotline, handset, ringing)
    else:
        talking = "  You are talking. Enter when they hang up, q when you do"
        if click.prompt(talking, default="", show_default=False) == "q":
            handset.hang_up()
        else:
            handset.conversation_ends()


def _press_keys(handset: Handset) -> None:
    keys = click.prompt("key", default="", show_default=False)
    if keys == "q":
        handset.hang_up()
    elif keys and set(keys) <= set("0123456789*#"):
        wanted = handset.listening.digits if handset.listening else 1
        handset.press(keys[:wanted])
        if len(keys) < wanted:
            handset.wait()
    elif keys:
        click.echo("  Keys are 0 to 9, * and #; Enter is silence; q hangs up.")
    else:
        handset.wait()


def _decide(hotline: Hotline, handset: Handset, line: RungLine) -> None:
    """What the line that rings does."""
    click.secho(f"  Ringing {line.name} ({line.uri}), {line.seconds} seconds ...", fg="yellow")
    decisions = _DECISIONS | (_WITH_INTERPRETER if line.interpreter else {})
    choices = ", ".join(f"{key} {does}" for key, does in decisions.items())
    question = f"  What happens? {choices}"
    decision = click.prompt(question, type=click.Choice(list(decisions)), default="a")
    if decision in _ENDINGS:
        handset.ends(_ENDINGS[decision])
    elif decision == "v":
        handset.voicemail()
    elif decision == "q":
        handset.hang_up()
    else:
        handset.picks_up()
        _answer_whisper(hotline, handset, decision)


def _answer_whisper(hotline: Hotline, handset: Handset, decision: str) -> None:
    """A line without a whisper is connected at once: there is nothing to answer."""
    if handset.state is not State.WHISPERING:
        return
    for sound in view(hotline, handset).whispered:
        click.secho(f"  (whispered) {sound.words}", fg="cyan")
    match decision:
        case "a":
            handset.accepts()
        case "i":
            handset.takes_with_interpreter()
        case _:
            handset.declines()
