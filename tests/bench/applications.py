"""What is compared: this hotline, and bare Flask applications that do ever more of what it does."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from app import create_app
from routes.carriers import CARRIERS
from routes.settings.environment import read_settings
from routes.statistics.recorder import STATISTICS
from tests.bench import hello, verbs
from tests.bench.step import WrongAnswer, answer, verbs_of
from tests.outage.instances import ENVIRON

HELLO = "flask hello"
WAYOUT = "wayout"


@dataclass(frozen=True)
class Application:
    """module, factory: where a server finds it. expected: its answer to the step."""

    name: str
    module: str
    factory: str
    expected: bytes


def production(folder: Path, name: str = "statistics") -> dict[str, str]:
    """The environment of a server in production, whose statistics are counted in a file of the
    folder.
    """
    return {**ENVIRON, "DATABASE_URL": f"sqlite:///{folder}/{name}.sqlite"}


def written(app: Flask) -> None:
    """Wait until all that a hotline has counted is in its file. Raises WrongAnswer when it cannot
    be written.
    """
    counted = STATISTICS.of(app)
    if not counted.flush():
        raise WrongAnswer(
            "statistics could not be written, so they were not measured: is the disk full?"
        )


def applications(environ: Mapping[str, str]) -> list[Application]:
    """All four, each with what it answers in this process. Raises WrongAnswer when documents are
    not the same.

    environ: of the hotline in production.
    """
    app = create_app(read_settings(environ, CARRIERS))
    wayout = answer(app)
    written(app)
    given = {**environ, verbs.DOCUMENT: wayout.decode()}
    made, signed = answer(verbs.create(given)), answer(verbs.create_signed(given))
    if not verbs_of(wayout) == verbs_of(made) == verbs_of(signed):
        raise WrongAnswer(
            "the step is rendered with other verbs than tests/bench/verbs.py makes: change them "
            "there"
        )
    return [
        Application(WAYOUT, "app", "create_app", wayout),
        Application(HELLO, "tests.bench.hello", "create", answer(hello.create())),
        Application("flask, VoiceResponse", "tests.bench.verbs", "create", made),
        Application("the same, signature checked", "tests.bench.verbs", "create_signed", signed),
    ]
