"""What the page Now asks people to do: what a coordinator can do, and apart from it what only the
person who runs the server can mend.
"""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from routes.call.hotline import Hotline
from routes.database.store import the_store
from routes.desk.editing import behind
from routes.desk.examination import ALWAYS, item_of
from routes.desk.number_state import rings_numbers
from routes.desk.status import Light, StatusItem
from routes.desk.translation import LANGUAGES, _, ngettext
from routes.desk.warning_words import shown_channel
from routes.doctor.finding import Case, Finding
from routes.warnings.channels import Channel, all_channels
from routes.warnings.rows import Alert, open_alerts

OF_COORDINATORS = ("lines", "refusals", "floods")
"""Checks whose findings a coordinator can do something about."""


def to_do_status(hotline: Hotline, now: datetime) -> Iterator[StatusItem]:
    """What a coordinator can do something about, the worst first. Raises DeskDown."""
    wrong = [*_found(hotline, now, of_coordinators=True), *servers_behind(), *_warnings()]
    yield from sorted(wrong, key=lambda item: item.light is not Light.BAD)
    if not wrong:
        yield StatusItem(Light.GOOD, _("Good"), _("There is nothing to do."))


def setup_status(hotline: Hotline, now: datetime) -> Iterator[StatusItem]:
    """The warnings of the start, and those checks of the doctor that take no time."""
    wrong = list(_found(hotline, now, of_coordinators=False))
    yield from sorted(wrong, key=lambda item: item.light is not Light.BAD)
    if not wrong:
        nothing = _("Settings and texts: there is nothing to mend.")
        yield StatusItem(Light.GOOD, _("Good"), nothing)


def servers_behind() -> Iterator[StatusItem]:
    """Servers that cannot take the release that is live. Raises DeskDown."""
    for instance in behind():
        told = _(
            "A server cannot take the release. Its callers hear the former one (number "
            "%(number)s).",
            number=instance.release,
        )
        why = f"{instance.id}: {instance.problem}"
        yield StatusItem(Light.WATCH, _("Attention"), told, administrator=why)


def _found(hotline: Hotline, now: datetime, *, of_coordinators: bool) -> Iterator[StatusItem]:
    case = Case(hotline, now, time.monotonic)
    for name, check in ALWAYS.items():
        if (name in OF_COORDINATORS) is of_coordinators:
            items = (_for_whom(hotline, Finding(name, *result)) for result in check(case))
            yield from (item for item in items if item.light is not Light.GOOD)


def _for_whom(hotline: Hotline, finding: Finding) -> StatusItem:
    """The finding with its next step. Where a number is rung at the desk, no command is shown."""
    item = item_of(finding)
    if finding.check != "lines":
        return item
    is_rung_here = "line" in finding.message.values and rings_numbers(hotline)
    told = "" if is_rung_here else item.administrator
    return replace(item, administrator=told, link="destinations.page")


def _warnings() -> Iterator[StatusItem]:
    """Warnings that nobody takes care of, and channels that fail. The page Warnings has them."""

    def work(connection: Connection) -> tuple[list[Alert], list[Channel]]:
        return open_alerts(connection), all_channels(connection)

    alerts, channels = the_store().do(work)
    if waiting := sum(not alert.taken_by for alert in alerts):
        told = ngettext(
            "%(num)s warning waits for somebody who takes care of it.",
            "%(num)s warnings wait for somebody who takes care of them.",
            waiting,
        )
        yield StatusItem(Light.WATCH, _("Attention"), told, link="warnings.page")
    for channel in channels:
        if channel.failure:
            failing = _("Warnings to %(name)s do not arrive.", name=channel.name)
            why = shown_channel(channel, LANGUAGES).failure
            yield StatusItem(Light.WATCH, _("Attention"), failing, (why,), link="warnings.page")
