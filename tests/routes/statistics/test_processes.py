"""Real processes: what was counted survives their end, and nothing in it tells of a caller."""

import sys
from pathlib import Path

import pytest

from routes.settings.database import address
from routes.statistics.cells import EVER, Cell, Counts
from routes.statistics.store import Store
from tests.routes.server import Server

CALLER, CALL_ID = "+32470123456", "CA0123456789abcdef0123456789abcdef"
POSTCODES = ("8421", "4007", "1083")
PRIVATE = (CALLER.removeprefix("+"), "470123456", CALL_ID, *POSTCODES)
CALLS = 20
FORM = {"From": CALLER, "Caller": CALLER, "CallSid": CALL_ID, "To": "+3222345678"}


def call(server: Server, postcode: str) -> None:
    """A call to whoever is near a postcode, as a carrier tells it."""
    server.post("/voice", FORM)
    server.post("/voice/und/languages?began=1", FORM | {"Digits": "2"})
    server.post("/voice/nl/speak?began=1&keys=1", FORM | {"Digits": "4"})
    server.post("/voice/nl/postcode?began=1&keys=2", FORM | {"Digits": postcode})
    server.post(
        "/voice/nl/whisper?destination=north&began=1&keys=6", FORM | {"Digits": "1", "To": CALLER}
    )
    told = {"DialCallStatus": "completed", "DialBridged": "true", "DialCallDuration": "61"}
    server.post("/voice/nl/person?region=flanders&began=1&keys=6", FORM | told)


def kept_in(url: str) -> Counts:
    return Store(address(url)).all_counts()


def test_neither_the_database_nor_the_output_tells_of_a_caller(clips: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'statistics.sqlite'}"
    with Server(DATABASE_URL=url, METRICS_TOKEN="0123456789abcdef") as server:
        for postcode in POSTCODES:
            call(server, postcode)
        files = [path.read_bytes() for path in tmp_path.iterdir()]
    files += [path.read_bytes() for path in tmp_path.iterdir()]
    assert kept_in(url)[Cell(EVER, False, "reached")] == len(POSTCODES)
    assert any(b"middle" in content or b"north" in content for content in files), (
        "it looks at the right files"
    )
    for private in PRIVATE:
        assert private not in server.output
        assert not any(private.encode() in content for content in files)


@pytest.mark.parametrize(
    ("preload", "url"), [([], "postgresql"), (["--preload"], "sqlite")], indirect=["url"]
)
def test_every_worker_writes_what_it_has_counted_before_it_ends(
    preload: list[str], url: str, clips: Path
) -> None:
    """Two workers, with the application made before the fork or after it."""
    gunicorn = (
        sys.executable,
        "-m",
        "gunicorn",
        "--bind",
        "127.0.0.1:{port}",
        "--workers",
        "2",
        "--threads",
        "4",
        "--no-control-socket",
    )
    environ = {"ENVIRONMENT": "development", "DATABASE_URL": url}
    with Server(*gunicorn, *preload, "tests.small.served:create_app()", **environ) as server:
        for _ in range(CALLS):
            server.post("/voice", FORM)
    kept = kept_in(url)
    waits = sum(n for cell, n in kept.items() if cell.measure == "waits")
    assert (kept[Cell(EVER, False, "calls")], waits) == (CALLS, CALLS)


def test_a_server_whose_database_is_nowhere_starts_warns_and_answers(clips: Path) -> None:
    with Server(DATABASE_URL="postgresql://user:secret@127.0.0.1:1/name") as server:
        document = server.post("/voice", FORM)
    assert "<Gather" in document
    assert "Warning: statistics cannot be written (OperationalError)" in server.output
    assert "secret" not in server.output
