"""Logs that cannot betray a caller."""

import logging


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


def quiet_logs(level: int) -> None:
    """What the hotline logs, and what the development server may log of a request."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    for package in ("app", "routes"):
        logging.getLogger(package).setLevel(level)
    for package in (
        "twilio",
        "urllib3",
        "psycopg",
    ):  # they tell of requests, with numbers and call ids; of a user
        logging.getLogger(package).setLevel(logging.ERROR)
    logger = logging.getLogger("werkzeug")
    logger.setLevel(level)
    if not any(isinstance(one, NoQueries) for one in logger.filters):
        logger.addFilter(NoQueries())
