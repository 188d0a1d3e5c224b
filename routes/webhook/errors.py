"""Errors outside a call, as one line of text: what happened, and nothing about any caller."""

import logging

from flask import Flask, Response
from werkzeug.exceptions import HTTPException

from routes.call.faults import without_values
from routes.call.hotline import the_hotline

log = logging.getLogger(__name__)


def plain_errors(app: Flask) -> None:
    """Answer every error of an application this way."""

    @app.errorhandler(HTTPException)
    def refuse(error: HTTPException) -> Response:
        line = f"{error.code} {error.name}\n"
        return Response(line, error.code or 500, content_type="text/plain")

    @app.errorhandler(Exception)
    def fail(error: Exception) -> Response:
        log.error("request failed: %s", without_values(error))
        the_hotline().faults.keep(error, in_call=False)
        return Response("500 Internal Server Error\n", 500, content_type="text/plain")
