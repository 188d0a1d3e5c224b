"""A coordinator who reads everything again and again while a single caller is in a call.

`python -m tests.routes.desk.watching` prints what changed after each step of the call.
"""

import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import click
from flask import Flask

from routes.simulator.handset import Handset, Unanswered
from routes.simulator.simulated_carrier import AppCarrier
from routes.statistics.period import RELEASED, Kind
from routes.statistics.recorder import STATISTICS
from tests.conftest import make_settings
from tests.routes.desk.conftest import Coordinator, desk_settings
from tests.routes.desk.figures import TUESDAY, database, today
from tests.small.hotline import create_small_app

TOKEN = "0123456789abcdef"
LINES = "lines"
"""What may change while somebody calls: how lines ended."""
_TABLES = (
    "all", "calls", "languages", "listened", "transfers", "seconds", "keys", "hours", "weekdays",
    "leaving",
)  # fmt: skip
_PAGES = (
    "", "examination", "texts", "languages", "destinations", "destinations/chains", "notices",
    "changes", "telephone", "warnings", "activity",
)  # fmt: skip
_TOKENS = r'(?:name="csrf_token" value|data-token)="[^"]+"'

Act = Callable[[Handset], None]
ACTS: dict[str, Act] = {
    "calls": Handset.call,
    "chooses Dutch": lambda handset: handset.press("2"),
    "is in danger": lambda handset: handset.press("1"),
    "goes back": lambda handset: handset.press("*"),
    "wants to speak to someone": lambda handset: handset.press("2"),
    "in Flanders": lambda handset: handset.press("2"),
    "Centre North is busy": lambda handset: handset.ends(Unanswered.BUSY),
    "the helpline picks up": Handset.picks_up,
    "takes the call": Handset.accepts,
    "they have talked": Handset.conversation_ends,
    "hangs up": Handset.hang_up,
}


class Watcher:
    """Reads every page, every file, the metrics and the command."""

    def __init__(self, app: Flask) -> None:
        self._app, self._desk = app, Coordinator(app)
        assert self._desk.log_in().status_code == 303
        self.seen = dict(self._look())

    def changes(self) -> list[str]:
        """What reads otherwise than when it was last looked at."""
        before, self.seen = self.seen, dict(self._look())
        assert before.keys() == self.seen.keys()
        return [name for name in before if before[name] != self.seen[name]]

    def _look(self) -> Iterator[tuple[str, str]]:
        for page in _PAGES:
            yield from self._page(f"/staff/{page}")
        for kind in Kind:
            for day in (today(), TUESDAY):
                query = f"?period={kind}&from={day}"
                yield from self._page(f"/staff/activity{query}")
                yield from self._files(query, _TABLES if kind in RELEASED else ("all",))
                yield from self._command(f"--{kind}", _written(kind, day))
        yield from self._page("/staff/reports")
        for file in ("report.csv", "report.xlsx"):
            yield file, self._desk.get(f"/staff/reports/{file}").data.hex()
        yield from self._page("/staff/activity?rehearsals=yes")
        yield from self._files("?rehearsals=yes")
        yield from self._command("--rehearsals")
        client = self._app.test_client()
        for path in ("/metrics", "/healthz"):
            yield path, client.get(path, headers={"Authorization": f"Bearer {TOKEN}"}).text

    def _page(self, path: str) -> Iterator[tuple[str, str]]:
        """Its text without the time of day, and apart from it how lines ended."""
        page = re.sub(r"[\w ]+, \d+:\d\d in Belgium", "", self._read(path))
        about_lines = (
            r"<section[^>]*>\s*<h2[^>]*>(?:Lines rung|Whether callers|Centres and).*?</section>"
        )
        yield path, re.sub(about_lines, "", page, flags=re.DOTALL)
        yield f"{LINES} on {path}", "".join(re.findall(about_lines, page, re.DOTALL))

    def _files(self, query: str, tables: Sequence[str] = _TABLES) -> Iterator[tuple[str, str]]:
        for table in tables:
            path = f"/staff/activity/{table}.csv{query}"
            rows = self._read(path).splitlines(keepends=True)
            lines = [row for row in rows if table == "transfers" or "Lines rung" in row]
            yield path, "".join(row for row in rows if row not in lines)
            yield f"{LINES} in {path}", "".join(lines)

    def _read(self, path: str) -> str:
        """Without the token of its forms, which is another one each time."""
        return re.sub(_TOKENS, "", self._desk.get(path).text)

    def _command(self, *arguments: str) -> Iterator[tuple[str, str]]:
        """What it prints, and what it writes into a file."""
        name = f"flask stats {' '.join(arguments)}"
        runner = self._app.test_cli_runner()
        with runner.isolated_filesystem():
            runner.invoke(args=["stats", *arguments, "--csv", "figures.csv"])
            rows = Path("figures.csv").read_text("utf-8-sig").splitlines(keepends=True)
        lines_of_file = [row for row in rows if row.startswith("transfers;")]
        yield f"{name} --csv", "".join(row for row in rows if row not in lines_of_file)
        yield f"{LINES} in {name} --csv", "".join(lines_of_file)
        printed = runner.invoke(args=["stats", *arguments]).output
        before, title, after = printed.partition("Lines rung, and how that ended\n")
        lines, blank, rest = after.partition("\n\n")
        yield name, before + rest
        yield f"{LINES} in {name}", title + lines + blank


def _written(kind: Kind, day: date) -> str:
    """A period as the command takes it."""
    names = {
        Kind.MONTH: f"{day:%Y-%m}",
        Kind.QUARTER: f"{day.year}-Q{(day.month + 2) // 3}",
        Kind.YEAR: f"{day.year}",
    }
    return names.get(kind, str(day))


def watched(url: str, **changes: object) -> Flask:
    """A hotline with that database, of a month that is over. It counts calls that begin now."""
    return create_small_app(
        make_settings(**desk_settings(database_url=url, metrics_token=TOKEN, **changes))
    )


def watch(app: Flask) -> Iterator[tuple[str, list[str]]]:
    """A call that counts as a real one; after each act, what has changed. All that is counted is
    written at once: what is shown must not depend on how long counts wait.
    """
    watcher = Watcher(app)
    handset = Handset(AppCarrier(app, as_call=True))
    for name, act in ACTS.items():
        act(handset)
        assert STATISTICS.of(app).flush(60)
        yield name, watcher.changes()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as work:
        for did, changed in watch(watched(database(Path(work)))):
            click.echo(f"{did}: {'nothing changed' if not changed else ''}")
            for name in changed:
                click.echo(f"  {name}")
