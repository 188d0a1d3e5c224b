"""How long a newcomer waits: `make run` in a fresh copy until it answers, the first and the
second time.
"""

import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.fresh import fresh_copy
from tests.routes.server import Server


def seconds_to_first_answer(folder: Path) -> float:
    """Of `make run` in this folder, until /healthz answers."""
    began = time.monotonic()
    with Server("make", "-C", str(folder), "run", "PORT={port}"):
        return time.monotonic() - began


def main() -> None:
    """Print both."""
    with TemporaryDirectory() as folder:
        copy = fresh_copy(Path(folder))
        for which in ("first", "second"):
            print(f"make run, the {which} time: {seconds_to_first_answer(copy):.1f} s")  # noqa: T201


if __name__ == "__main__":
    main()
