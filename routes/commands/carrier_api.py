"""What the commands share that ask the carrier's REST API."""

from typing import Any

import click
from flask.cli import AppGroup

from routes.call.hotline import the_hotline
from routes.carriers import carrier_of
from routes.carriers.api import ApiError, CarrierApi
from routes.carriers.reach import REACH


class ApiGroup(AppGroup):
    """Commands that ask the API. An error of the API is shown like any error of a command."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run one of the commands. Raises ClickException for an ApiError."""
        try:
            return super().invoke(ctx)
        except ApiError as error:
            raise click.ClickException(error.message) from error


def the_api() -> CarrierApi:
    """The API of the account that the settings name. Raises ApiError when they name none."""
    return carrier_of(the_hotline().settings).api(REACH.here())
