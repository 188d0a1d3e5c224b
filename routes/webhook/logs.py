"""Logs that say nothing of a caller, one line for each record."""

import logging

from routes.call.faults import without_values

FORMAT = "%(asctime)s %(levelname)s %(message)s"


class OneLine(logging.Formatter):
    """Formats a record as another formatter does, and escapes what cannot be printed. A signed
    address may hold %0d%0a, and what follows it would be read as a record of its own.
    """

    def __init__(self, formatter: logging.Formatter) -> None:
        super().__init__()
        self._formatter = formatter

    def format(self, record: logging.LogRecord) -> str:
        line = self._formatter.format(record)
        return "".join(
            char if char.isprintable() else char.encode("unicode_escape").decode() for char in line
        )


class NoQueries(logging.Filter):
    """Cuts the query off a logged request line: a carrier that is set to GET puts the caller's
    number there.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        record.args = (
            tuple(_cut(arg) for arg in record.args)
            if isinstance(record.args, tuple)
            else record.args
        )
        return True


def _cut(argument: object) -> object:
    if not (isinstance(argument, str) and "?" in argument):
        return argument
    before, _, after = argument.partition("?")
    return f"{before}{after[after.find(' ') :] if ' ' in after else ''}"


class NoRequests(logging.Filter):
    """Of a request that gunicorn cannot read, or that fails in gunicorn itself, its log would quote
    the request line, a header or the client's address. Keeps what happened, and nothing else.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, Exception):
            record.msg, record.args = "gunicorn failed: %s", (without_values(error),)
            record.exc_info = None
        elif str(record.msg).startswith("Invalid request"):
            record.msg, record.args = "a request was refused, because it is not valid HTTP", ()
        return True


def quiet_logs(level: int) -> None:
    """Set up the logs of the hotline, and what a server may log of a request."""
    terminal = logging.StreamHandler()
    terminal.setFormatter(OneLine(logging.Formatter(FORMAT)))
    logging.basicConfig(level=logging.WARNING, handlers=[terminal])
    for package in ("app", "routes"):
        logging.getLogger(package).setLevel(level)
    for package in ("twilio", "urllib3", "psycopg"):  # they log numbers, call ids and a user
        logging.getLogger(package).setLevel(logging.ERROR)
    logging.getLogger("werkzeug").setLevel(level)
    _filter("werkzeug", NoQueries())
    _filter("gunicorn.error", NoRequests())
    for handler in logging.getLogger("gunicorn.error").handlers:
        if not isinstance(handler.formatter, OneLine):
            handler.setFormatter(OneLine(handler.formatter or logging.Formatter()))


def _filter(name: str, chosen: logging.Filter) -> None:
    """Add a filter to a logger, once in a process."""
    logger = logging.getLogger(name)
    if not any(isinstance(one, type(chosen)) for one in logger.filters):
        logger.addFilter(chosen)
