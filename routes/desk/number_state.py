"""Whether a number is confirmed. The desk rings it, and asks the person who picks up to press 1."""

import logging
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from threading import Thread

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from routes.call.faults import without_values
from routes.call.hotline import Hotline, the_hotline
from routes.carriers import carrier_of
from routes.carriers.api import ApiError
from routes.carriers.reach import REACH, Reach
from routes.database.store import DeskDown, DeskStore, the_store
from routes.desk.actions import Action
from routes.desk.change_words import who
from routes.desk.dates import day, moment
from routes.desk.editing import moment_of, the_publishing
from routes.desk.lines import number as number_in_words
from routes.desk.session import note
from routes.desk.status import Light
from routes.desk.translation import _
from routes.operations import confirmation_calls
from routes.operations.confirmation_calls import CallState, DeskCall, Numbers
from routes.operations.confirmed_lines import ConfirmedOn
from routes.operations.confirming import Ringer, why_not
from routes.releases import rows
from routes.releases.change import Change
from routes.releases.new_numbers import NewNumber, confirmed_at_all, is_confirmed, new_numbers
from routes.releases.publishing import Publishing
from routes.releases.rows import Release
from routes.translations import N_

log = logging.getLogger(__name__)

_ENDED = {
    CallState.COMPLETED: N_(
        "Somebody or a voicemail picked up, and nobody pressed the key. Ask the people there to "
        "press it, and ring again."
    ),
    CallState.BUSY: N_("It was busy. Ring again later."),
    CallState.NO_ANSWER: N_("Nobody picked up. Ring again when people are there."),
    CallState.FAILED: N_(
        "The telephone company could not ring it. Look whether the number is right."
    ),
    CallState.CANCELED: N_("The call was broken off. Ring again."),
    CallState.REFUSED: N_("The telephone company refused to ring it, or does not answer."),
    CallState.NOT_TOLD: N_("It is not known how the call ended. Ring again."),
}
"""How a test call ended -> what to do."""


@dataclass(frozen=True, slots=True)
class NumberState:
    """A number as a coordinator sees it. light, word: whether it is confirmed. note: what happened
    last. can_ring: whether the desk can ring it. rings: whether it does so now.
    """

    destination: str
    digest: str
    number: str
    light: Light
    word: str
    note: str
    can_ring: bool
    rings: bool

    @property
    def is_confirmed(self) -> bool:
        """Whether callers may use it."""
        return self.light is Light.GOOD


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of all numbers at this moment."""

    confirmed: ConfirmedOn
    at_the_desk: Numbers
    calls: dict[tuple[str, str], DeskCall]
    now: int

    def state(self, new: NewNumber) -> NumberState:
        """One of them, in words."""
        call = self.calls.get(new.key)
        rings = bool(call and call.goes_on(self.now))
        can = can_ring(the_hotline(), new.uri)
        light, word, told = self._told(new, call, rings=rings)
        if light is Light.WATCH and not can:
            told = _("The desk cannot ring it: ring it yourself, and ask whether it is right.")
        digest = new.key[1]
        number = number_in_words(new.uri)
        return NumberState(new.destination, digest, number, light, word, told, can, rings)

    def _told(
        self, new: NewNumber, call: DeskCall | None, *, rings: bool
    ) -> tuple[Light, str, str]:
        if call and rings:
            heard = _("Somebody has picked up, and hears the question.")
            told = heard if call.state is CallState.PICKED_UP else _("It rings now.")
            return Light.NONE, _("Rings"), told
        if is_confirmed(new.key, self.confirmed):
            return Light.GOOD, _("Confirmed"), self._by_whom(new)
        word = _("Not confirmed")
        if call:
            ended = CallState.NOT_TOLD if call.state in confirmation_calls.GOES_ON else call.state
            when = moment(moment_of(call.at), datetime.now(UTC))
            told = _("Rung %(when)s.", when=when)
            return Light.WATCH, word, f"{told} {_(_ENDED[ended])}" if ended in _ENDED else told
        return Light.WATCH, word, ""

    def _by_whom(self, new: NewNumber) -> str:
        desk = self.at_the_desk.get(new.key)
        if desk is None:
            return _("Confirmed on %(date)s.", date=day(self.confirmed[new.key]))
        when = moment(moment_of(desk.at), datetime.now(UTC))
        if desk.by:
            return _("%(who)s rang it without the desk, %(when)s.", who=who(desk.by), when=when)
        return _("The person who picked up pressed the key, %(when)s.", when=when)


def known() -> Known:
    """What is known now. Raises DeskDown."""
    store = the_store()

    def work(connection: Connection) -> tuple[Numbers, dict[tuple[str, str], DeskCall]]:
        return confirmation_calls.numbers_in(connection), confirmation_calls.calls_to(connection)

    at_the_desk, calls = store.do(work)
    confirmed = confirmed_at_all(the_hotline().settings.verified_file, store)
    return Known(confirmed, at_the_desk, calls, store.now())


def state_of(number: NewNumber) -> NumberState:
    """Whether a number is confirmed. Raises DeskDown."""
    return known().state(number)


def states_of(changes: Iterable[Change]) -> list[NumberState]:
    """The new numbers of changes. Raises DeskDown."""
    found = new_numbers(changes)
    now = known() if found else None
    return [now.state(one) for one in found] if now else []


def can_ring(hotline: Hotline, uri: str) -> bool:
    """Whether the desk can ring an address."""
    return uri.startswith("tel:") and rings_numbers(hotline)


def rings_numbers(hotline: Hotline) -> bool:
    """Whether the desk can ring numbers: not where the carrier has no API, or lacks settings."""
    settings = hotline.settings
    return settings.carrier.reaches_api and not why_not(settings)


def may_say_that_rung(publishing: Publishing, release: Release) -> bool:
    """Whether a second person may say that they rang the new numbers in another way: only where
    the desk can ring none of them.
    """
    new = publishing.unconfirmed(publishing.needs_second(release))
    return not any(can_ring(publishing.hotline, one.uri) for one in new)


def number_page(destination: str, digest: str) -> str:
    """What becomes of a number that is rung. The page shows itself anew while it rings."""
    return render_template("number.html", state=state_of(_known_number(destination, digest)))


def ring(destination: str, digest: str) -> ResponseReturnValue:
    """Ring a number, and ask the person who picks up for a 1."""
    new = _known_number(destination, digest)
    hotline, store = the_hotline(), the_store()
    if not can_ring(hotline, new.uri):
        abort(409)
    note(Action.RING, f"{destination} {new.uri}")
    secret = confirmation_calls.place(store, *new.key)
    if secret:
        work = partial(_ring, hotline, REACH.here(), store, new, secret)
        Thread(target=work, name="test call", daemon=True).start()
    return redirect(
        url_for("destinations.number_page", destination=destination, digest=digest), 303
    )


def add_routes(routes: Blueprint) -> None:
    """Let the pages of the destinations have the page of a number."""
    at = "/destinations/<destination>/numbers/<digest>"
    routes.add_url_rule(at, view_func=number_page)
    routes.add_url_rule(at, view_func=ring, methods=["POST"])


def _known_number(destination: str, digest: str) -> NewNumber:
    """A number of the desk: of a line, or of a draft. Nobody can have any other rung."""
    about = the_hotline().tree.destinations.get(destination)
    lines = about.lines if about else ()
    numbers = [NewNumber(destination, uri) for line in lines for uri in line.uris]
    numbers += new_numbers(the_publishing().store.do(rows.drafts))
    found = next((one for one in numbers if one.key == (destination, digest)), None)
    return found or abort(404)


def _ring(hotline: Hotline, reach: Reach, store: DeskStore, new: NewNumber, secret: str) -> None:
    """Ring, until the call has ended. The answer arrives at the webhook meanwhile."""
    state = CallState.NOT_TOLD
    try:
        ringing = Ringer(hotline, carrier_of(hotline.settings).api(reach), reach.pause)
        document = ringing.document(new.destination, secret, datetime.now(UTC))
        picked_up = partial(confirmation_calls.tell, store, secret, CallState.PICKED_UP)
        state = CallState(ringing.ring(new.uri, document, picked_up) or CallState.NOT_TOLD)
    except ApiError as error:
        log.warning("a test call could not be placed: %s", error.message)
        state = CallState.REFUSED
    except Exception as error:
        log.error("a test call failed: %s", without_values(error))
    with suppress(DeskDown):  # it is logged; the page tells later that the end is not known
        confirmation_calls.tell(store, secret, state)
