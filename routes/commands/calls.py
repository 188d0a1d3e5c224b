"""`flask calls`: the carrier's own records of calls, and how to delete them."""

from datetime import UTC, datetime, timedelta

import click

from routes.call.hotline import the_hotline
from routes.carriers.api import CallRecord, CarrierApi, is_over
from routes.commands.carrier_api import ApiGroup, the_api
from routes.commands.time_span import time_span
from routes.settings.settings import Settings
from routes.translations import counted

calls = ApiGroup("calls", help="The carrier's own records of calls.")


@calls.command("forget")
@click.option(
    "--older-than",
    "age",
    required=True,
    metavar="AGE",
    callback=time_span,
    help="Such as 7d or 12h.",
)
@click.option("--dry-run", is_flag=True, help="Say how many there are, and delete nothing.")
def forget(age: timedelta, dry_run: bool) -> None:
    """Delete the carrier's records of this hotline's finished calls, both legs.

    When it was interrupted, run it again: it goes on with the records that are left.
    """
    api = the_api()
    records = _read(api)
    numbers = _numbers(api, the_hotline().settings)
    calls = {record.sid for record in records if record.numbers & numbers}
    mine = calls | {record.sid for record in records if record.parent in calls}
    before = datetime.now(UTC) - age
    old = [record for record in records if is_over(record.status) and record.ended < before]
    to_delete = [record for record in old if record.sid in mine]
    if count := sum(call in mine for call in api.recorded_calls()):
        click.echo(
            f"The carrier has {counted(count, 'recording')} of these calls, though the hotline "
            "never records: find out in the carrier's console who switched that on, switch it "
            "off, and delete them there.",
            err=True,
        )
    if others := len(old) - len(to_delete):
        click.echo(f"Left alone: {counted(others, 'record')} of other numbers of this account.")
    if dry_run:
        click.echo(f"Would delete {counted(len(to_delete), 'call record')}. Deleted nothing.")
    else:
        _delete(api, to_delete)


def _read(api: CarrierApi) -> list[CallRecord]:
    """All records, read before the first is deleted: the address of a page names the call with
    which it begins.

    The carrier could be asked for old records only, but it filters by the start of a call, which
    not every call has.
    """
    records: list[CallRecord] = []
    for page in api.pages_of_calls():
        records += page
        click.echo(f"Read {counted(len(records), 'call record')} ...", err=True)
    return records


def _numbers(api: CarrierApi, settings: Settings) -> frozenset[str]:
    """The numbers of this hotline: those of the settings, and those that are connected to it."""
    here = f"{settings.public_url}/voice"
    connected = (number.number for number in api.numbers() if number.webhook.startswith(here))
    return frozenset({settings.hotline_number, *settings.language_numbers, *connected})


def _delete(api: CarrierApi, records: list[CallRecord]) -> None:
    deleted: list[bool] = []
    label = f"Deleting {counted(len(records), 'call record')}"
    try:
        with click.progressbar(records, label=label) as bar:
            for record in bar:
                deleted.append(api.forget(record))
    finally:
        click.echo(f"Deleted {counted(sum(deleted), 'call record')}.")
    if kept := deleted.count(False):
        click.echo(
            f"The carrier has not closed {counted(kept, 'call record')} yet: run this again "
            "tomorrow."
        )
