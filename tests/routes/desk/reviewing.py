"""What the tests of reading and recording share."""

import re
import threading
from html import unescape


def words(page: str) -> str:
    """The words of a page, without its marks."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page)))


def wait_for(name: str) -> None:
    """Wait until the threads of this name have ended."""
    for thread in threading.enumerate():
        if thread.name == name:
            thread.join()
