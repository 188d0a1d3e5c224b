"""The channels of warnings: somebody to tell, by mail, a webhook, or any service of Apprise."""

from collections.abc import Mapping
from threading import Thread

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from routes.call.hotline import the_hotline
from routes.database.store import the_store
from routes.desk.actions import Action
from routes.desk.channel_form import read_form, typed_of
from routes.desk.session import note
from routes.desk.translation import LANGUAGES, language, say_in
from routes.desk.warning_words import KINDS, shown_channel
from routes.warnings.channels import (
    Channel,
    ChannelKind,
    channel_of,
    keep_channel,
    remove_channel,
    tell_failure,
)
from routes.warnings.deliveries import Postbox
from routes.warnings.wording import test_message

routes = Blueprint("channels", __name__)

WAITS = 1.5
"""Seconds that a page waits for a test message. A balancer gives up after two without an answer."""


@routes.get("/warnings/channels/new/<kind>")
def new(kind: str) -> str:
    """The form for a new channel."""
    channel = _fresh(kind)
    return _form(channel, typed_of(channel), {})


@routes.post("/warnings/channels/new/<kind>")
def add(kind: str) -> ResponseReturnValue:
    """Keep a new channel."""
    return _saved(_fresh(kind))


@routes.get("/warnings/channels/<int:channel>")
def one(channel: int) -> str:
    """A channel, to change, try or remove."""
    known = _known(channel)
    return _form(known, typed_of(known), {})


@routes.post("/warnings/channels/<int:channel>")
def change(channel: int) -> ResponseReturnValue:
    """Keep what was changed."""
    return _saved(_known(channel))


@routes.post("/warnings/channels/<int:channel>/test")
def test(channel: int) -> ResponseReturnValue:
    """Send a message that says that it is a test, and tell what came of it."""
    known, store = _known(channel), the_store()
    note(Action.TEST_CHANNEL, known.name)
    postbox = Postbox(the_hotline().settings, say_in)

    def send() -> None:
        failure = postbox.post(known, test_message(say_in(known.language)))
        store.do(lambda connection: tell_failure(connection, known, failure, store.now()))

    sending = Thread(target=send, name="test of a channel", daemon=True)
    sending.start()
    sending.join(WAITS)
    tested = "waits" if sending.is_alive() else "done"
    return redirect(url_for("channels.one", channel=channel, tested=tested), 303)


@routes.post("/warnings/channels/<int:channel>/remove")
def remove(channel: int) -> ResponseReturnValue:
    """Send nothing there any more."""
    note(Action.REMOVE_CHANNEL, _known(channel).name)
    the_store().do(lambda connection: remove_channel(connection, channel))
    return redirect(url_for("warnings.page"), 303)


def _saved(channel: Channel) -> ResponseReturnValue:
    read = read_form(channel, request.form, the_hotline().settings)
    if read.channel is None:
        return _form(channel, request.form, read.wrong), 400
    kept = read.channel
    note(Action.CHANGE_CHANNEL, kept.name)

    def work(connection: Connection) -> int:
        return keep_channel(connection, kept)

    return redirect(url_for("channels.one", channel=the_store().do(work), saved="yes"), 303)


def _form(channel: Channel, typed: Mapping[str, str], wrong: Mapping[str, str]) -> str:
    return render_template(
        "channel.html",
        channel=channel,
        shown=shown_channel(channel, LANGUAGES),
        typed=typed,
        wrong=wrong,
        tested=request.args.get("tested", ""),
        is_saved="saved" in request.args,
    )


def _fresh(kind: str) -> Channel:
    """A channel that is not kept yet. Answers 404 for a kind that is none."""
    if kind not in set(KINDS):
        abort(404)
    return Channel(
        id=0,
        name="",
        kind=ChannelKind(kind),
        hint="",
        sealed="",
        language=language(),
        quiet_from="",
        quiet_until="",
        wakes=True,
        made=the_store().now(),
    )


def _known(channel: int) -> Channel:
    """A channel. Answers 404 where there is none."""
    found = the_store().do(lambda connection: channel_of(connection, channel))
    return found or abort(404)
