"""`make releases`: three instances behind the shipped haproxy, or nginx, with two hundred calls
under way, fifty releases and ten undos, while instances are killed and the database is stopped.

Exit code 1 when a call was lost, callers of an instance heard a release more than three seconds
after another had taken its place, or what a coordinator typed was lost.
"""

import os
import shutil
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import click
from werkzeug.security import generate_password_hash

from audio.library import FOLDER
from ivr.destinations import HELPLINE
from routes.call.hotline import Hotline
from routes.operations.opening import open_hotline
from routes.simulator.web_carrier import Connections, Patience
from routes.webhook.apology import apologies
from tests.conftest import make_settings
from tests.outage.balancers import Balancer, haproxy, installed, nginx
from tests.outage.coordinator import Coordinator, Publisher
from tests.outage.instances import Instance
from tests.outage.traffic import Traffic
from tests.outage.trial import Plan, Trial
from tests.outage.watching import Ears, Pointer
from tests.routes.statistics.postgres import Postgres

Thinks = tuple[float, float]
THINKS: Thinks = (4.0, 16.0)
"""Seconds between two acts of a call."""
PASSWORD = "correct horse battery staple"
HASH = generate_password_hash(PASSWORD)
NAMES = ("one", "two", "three")
WORKERS = 2 if (os.cpu_count() or 1) >= 2 * len(NAMES) else 1
"""Of each instance. They share this machine, where each would have its own: all of them build a
release at the same time, so that a small machine has one processor for several.
"""


def environ(url: str, folder: Path) -> dict[str, str]:
    """What an instance with a desk is started with, beside what every one is."""
    return {
        "DATABASE_URL": url,
        "SECRET_KEY": "0123456789abcdef" * 2,
        "STAFF_PASSWORD_HASH": HASH,
        "STATE_DIRECTORY": str(folder),
    }


@dataclass(frozen=True, slots=True)
class Servers:
    """url: of the database that all instances share. root: the address of their balancer."""

    postgres: Postgres
    url: str
    instances: list[Instance]
    root: str


def try_releases(plan: Plan, servers: Servers, hotline: Hotline, thinks: Thinks) -> Trial:
    """The trial of servers that answer. thinks: how long people take between two acts."""
    helpline = hotline.tree.destinations[HELPLINE].lines[0].uri
    pointer = Pointer(servers.url)
    with ExitStack() as stack:
        kept = Connections(servers.root, Patience(again=1))
        stack.callback(kept.close)
        desk = Coordinator(servers.root, PASSWORD)
        stack.callback(desk.close)
        publisher = Publisher(desk)
        ears = [
            Ears(name, instance.port, hotline.tree, hotline.settings, pointer)
            for name, instance in zip(NAMES, servers.instances, strict=True)
        ]
        said = frozenset(apologies(hotline).values())
        traffic = Traffic(hotline.settings, kept, said, helpline, thinks, hotline.tree)
        trial = Trial(
            plan, servers.instances, servers.postgres, pointer, ears, traffic, publisher, click.echo
        )
        trial.run()
    return trial


def main(plan: Plan, folder: Path) -> bool:
    """Whether the shipped hotline has stood it."""
    hotline = open_hotline(make_settings(clips_folder=FOLDER))
    balancer = haproxy if installed("haproxy") else nginx
    with ExitStack() as stack:
        postgres = Postgres()
        stack.callback(postgres.remove)
        url = postgres.create("releases")
        instances = []
        for name in NAMES:
            given = environ(url, folder / name)
            log = folder / f"{name}.log"
            one = Instance(log, workers=WORKERS, CLIPS_FOLDER=str(FOLDER), **given)
            instances.append(stack.enter_context(one))
        proxy = stack.enter_context(Balancer(balancer, folder, [one.port for one in instances]))
        click.echo(f"three instances behind {proxy.name}, workers of each: {WORKERS}")
        servers = Servers(postgres, url, instances, proxy.url)
        trial = try_releases(plan, servers, hotline, THINKS)
    for line in trial.report():
        click.echo(line)
    return trial.is_good()


if __name__ == "__main__":
    many = int(os.environ.get("RELEASES", "50"))
    wanted = Plan(
        calls=int(os.environ.get("CALLS", "200")),
        releases=many,
        undos=many // 5,
        kills=many // 4,
        outages=max(many // 15, 1),
        seconds=12.0,
        rests=4.0,
    )
    work = Path(tempfile.mkdtemp(prefix="releases-"))
    good = main(wanted, work)
    if good:
        shutil.rmtree(work)
    else:
        click.echo(f"The logs of the instances: {work}")
    sys.exit(0 if good else 1)
