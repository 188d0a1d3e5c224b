"""`flask calls`: what the carrier remembers of calls, and how it forgets."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import click

from routes.call.hotline import the_hotline
from routes.carriers.api import CallRecord, CarrierApi, is_over
from routes.commands.carrier_api import ApiGroup, the_api
from routes.commands.time_span import time_span
from routes.settings.settings import Settings

calls = ApiGroup("calls", help="The carrier's own records of calls.")


@calls.command("forget")
@click.option(
    "--older-than", "age", required=True, metavar="AGE", callback=time_span, help="7d, or 12h."
)
@click.option("--dry-run", is_flag=True, help="Say how many there are, and delete nothing.")
def forget(age: timedelta, dry_run: bool) -> None:
    """Delete the carrier's records of this hotline's finished calls, both legs. Run it again to go
    on.
    """
    api, settings = the_api(), the_hotline().settings
    records = _read(api)
    mine = _of_this_hotline(records, _numbers(api, settings))
    before = datetime.now(UTC) - age
    old = [one for one in records if is_over(one.status) and one.ended < before]
    forgotten = [one for one in old if one.sid in mine]
    _tell_recordings(api, mine)
    if len(forgotten) < len(old):
        click.echo(
            f"{len(old) - len(forgotten)} records are of other numbers of this account, and are "
            "left alone."
        )
    if dry_run:
        click.echo(f"{len(forgotten)} call records would be deleted. Nothing was deleted.")
    else:
        _delete(api, forgotten)


def _read(api: CarrierApi) -> list[CallRecord]:
    """All of them before the first is deleted: the address of a page names the call at which it
    begins.

    The carrier is not asked for old ones only: it goes by the start, which not every call has.
    """
    records: list[CallRecord] = []
    for page in api.pages_of_calls():
        records += page
        click.echo(f"Read {len(records)} call records ...", err=True)
    return records


def _numbers(api: CarrierApi, settings: Settings) -> frozenset[str]:
    """The numbers of this hotline: those that the settings name, and those that are connected to
    it.
    """
    here = f"{settings.public_url}/voice"
    connected = (one.number for one in api.numbers() if one.webhook.startswith(here))
    return frozenset({settings.hotline_number, *settings.language_numbers, *connected})


def _of_this_hotline(records: Iterable[CallRecord], numbers: frozenset[str]) -> frozenset[str]:
    """The ids of its calls, and of the legs that they dialled: an account may have other numbers
    too.
    """
    parents = {one.sid for one in records if one.numbers & numbers}
    return frozenset(parents | {one.sid for one in records if one.parent in parents})


def _tell_recordings(api: CarrierApi, mine: frozenset[str]) -> None:
    if count := sum(call in mine for call in api.recorded_calls()):
        click.echo(
            f"{count} recordings of these calls exist, though the hotline never records: find out "
            "in the carrier's "
            "console who switched that on, switch it off, and delete them there.",
            err=True,
        )


def _delete(api: CarrierApi, records: list[CallRecord]) -> None:
    gone = kept = 0
    try:
        with click.progressbar(records, label=f"Deleting {len(records)} call records") as bar:
            for one in bar:
                deleted = api.forget(one)
                gone, kept = gone + deleted, kept + (not deleted)
    finally:
        click.echo(f"{gone} call records were deleted.")
    if kept:
        click.echo(f"{kept} are not closed by the carrier yet: run this again tomorrow.")
