"""`flask call`: a telephone in the terminal."""

import logging

import click
from flask.cli import with_appcontext

from routes.call.hotline import Hotline, the_hotline
from routes.extension import this_app
from routes.simulator.carrier import CarrierError
from routes.simulator.handset import Handset, Line, State
from routes.simulator.view import view

_LINE_KEYS = {
    "a": "answers and accepts",
    "d": "answers and declines",
    "v": "a voicemail answers",
    "b": "is busy",
    "n": "does not answer",
    "f": "fails",
}


@click.command()
@with_appcontext
def call() -> None:
    """Call the hotline from this terminal: type keys, or Enter for silence, or q to hang up."""
    hotline = the_hotline()
    if not hotline.settings.development:
        raise click.ClickException(
            "a telephone that calls as anybody is for development (ENVIRONMENT=development)"
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
    for sound in shown["heard"] if handset.state is not State.TALKING else []:
        click.secho(f"  {sound['words']}", fg="green")
    for key, does in shown["keys"].items():
        click.secho(f"    [{key}] {does}", dim=True)


def _act(hotline: Hotline, handset: Handset) -> None:
    match handset.state:
        case State.LISTENING:
            _key(handset)
        case State.RINGING:
            _line(hotline, handset)
        case State.TALKING:
            click.prompt(
                "  You are talking. Enter when they hang up", default="", show_default=False
            )
            handset.conversation_ends()


def _key(handset: Handset) -> None:
    keys = click.prompt("key", default="", show_default=False)
    if keys == "q":
        handset.hang_up()
    elif keys and set(keys) <= set("0123456789*#"):
        listening = handset.listening
        wanted = listening.digits if listening else 1
        handset.press(keys[:wanted])
        if len(keys) < wanted:
            handset.wait()
    elif keys:
        click.echo("  Keys are 0 to 9, * and #; Enter is silence; q hangs up.")
    else:
        handset.wait()


def _line(hotline: Hotline, handset: Handset) -> None:
    shown = view(hotline, handset)["ringing"]
    click.secho(
        f"  Ringing {shown['name']} ({shown['uri']}), {shown['seconds']} seconds ...", fg="yellow"
    )
    keys = _LINE_KEYS | (
        {"i": "answers and asks for an interpreter"} if shown["interpreter"] else {}
    )
    choices = ", ".join(f"{key} {does}" for key, does in keys.items())
    match click.prompt(
        f"  What does the line do? {choices}", type=click.Choice(list(keys)), default="a"
    ):
        case "a" | "i" | "d" as answer:
            handset.picks_up()
            _tell_whisper(hotline, handset)
            press = {"a": "1", "i": shown["interpreter"]}
            handset.whisper_press(press[answer]) if answer in press else handset.declines()
        case "v":
            handset.voicemail()
        case how:
            handset.ends({"b": Line.BUSY, "n": Line.NO_ANSWER, "f": Line.FAILED}[how])


def _tell_whisper(hotline: Hotline, handset: Handset) -> None:
    for sound in view(hotline, handset)["whispered"]:
        click.secho(f"  (whispered) {sound['words']}", fg="cyan")
