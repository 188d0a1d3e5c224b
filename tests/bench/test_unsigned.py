"""What nobody signed is refused, whatever it carries. What it costs is for `make bench`."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.bench.unsigned import Client, Cost, worst
from tests.bench.unsigned_requests import SIGNED, kinds
from tests.outage.instances import Instance


@pytest.fixture(scope="module")
def instance(clips: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    log = tmp_path_factory.mktemp("unsigned") / "log"
    with Instance(log, CLIPS_FOLDER=str(clips), DATABASE_URL="off") as one:
        yield one


@pytest.mark.parametrize("kind", [kind for kind in kinds() if kind != SIGNED])
def test_what_nobody_signed_is_refused(instance: Instance, kind: str) -> None:
    with closing(Client(instance.port)) as client:
        assert client.ask(kinds()[kind]) in (400, 403, 404, 405, 413, 431)
        assert client.ask(kinds()[SIGNED]) == 200, "what follows on the connection is answered"


def test_the_worst_is_what_costs_most_steps() -> None:
    spent = {SIGNED: 0.002, "cheap": 0.001, "dear": 0.007}
    found = {kind: Cost(frozenset({403}), seconds) for kind, seconds in spent.items()}
    kind, steps = worst(found)
    assert kind == "dear"
    assert steps == pytest.approx(3.5)
