"""`flask stats`: the figures at a terminal and in a file."""

import csv
from collections import Counter
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from routes.settings.database import address
from routes.statistics.cells import Cell
from routes.statistics.store import Store
from tests.conftest import make_settings
from tests.small.hotline import create_small_app

HOUR = "2026-03-10T11"


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A database in which twelve called, three of them in Ukrainian; and two rehearsed."""
    url = f"sqlite:///{tmp_path / 'statistics.sqlite'}"
    store = Store(address(url))
    store.open()
    rehearsed = Cell(HOUR, True, "call", "und", "languages", "")
    chosen = {"nl": 9, "uk": 3}
    store.add(
        Counter(
            {
                Cell(HOUR, False, "call", "und", "languages", ""): 12,
                rehearsed: 2,
                **{
                    Cell(HOUR, False, "language", tag, "languages", ""): n
                    for tag, n in chosen.items()
                },
            }
        )
    )
    return url


@pytest.fixture
def app(url: str) -> Flask:
    return create_small_app(make_settings(database_url=url))


def run(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(args=["stats", *arguments])


def test_a_month_is_printed_with_small_counts_hidden(app: Flask) -> None:
    printed = run(app, "--month", "2026-03").output
    assert "Statistics, 2026-03-01 to 2026-03-31, both days included" in printed
    assert "  nl            5+\n  uk            <5\n  together      12\n" in printed


def test_the_exact_figures_are_there_for_those_who_ask(app: Flask) -> None:
    printed = run(app, "--month", "2026-03", "--exact").output
    assert "  nl             9\n  uk             3\n  together      12\n" in printed


def test_days_are_belgian_and_both_are_included(app: Flask) -> None:
    assert "calls" in run(app, "--from", "2026-03-10", "--to", "2026-03-10", "--exact").output
    assert (
        "        12\n" in run(app, "--from", "2026-03-10", "--to", "2026-03-10", "--exact").output
    )
    assert (
        "        12\n"
        not in run(app, "--from", "2026-03-11", "--to", "2026-03-31", "--exact").output
    )


def test_rehearsals_are_printed_apart(app: Flask) -> None:
    printed = run(app, "--month", "2026-03", "--rehearsals", "--exact").output
    assert printed.startswith("Rehearsals, ")
    assert "  calls                 0        2         2\n" in printed


def test_the_file_holds_the_figures_that_are_printed(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "march.csv"
    told = run(app, "--month", "2026-03", "--csv", str(file)).output
    assert told == "2026-03-01 to 2026-03-31: 8 tables are in march.csv.\n"
    rows = list(csv.reader(file.read_text("utf-8").splitlines()))
    assert rows[0] == ["table", "row", "column", "count"]
    assert ["languages", "uk", "chosen", "<5"] in rows
    assert ["languages", "nl", "chosen", "5+"] in rows
    assert ["calls", "share that reached a person", "", "-"] in rows


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--exact", "--csv", "x.csv"), "a file never holds exact figures"),
        (("--to", "2026-03-01"), "--from and --to"),
        (("--month", "2026-03", "--from", "2026-03-01"), "--from and --to"),
        (("--from", "2026-03-02", "--to", "2026-03-01"), "--to is before --from"),
        (("--month", "March"), "write a month as 2026-03"),
    ],
)
def test_what_makes_no_sense_is_refused_with_what_to_write(
    app: Flask, arguments: tuple[str, ...], said: str
) -> None:
    result = run(app, *arguments)
    assert (result.exit_code, said in result.output) == (2, True)


def test_without_a_database_it_says_which_setting_is_missing() -> None:
    result = run(create_small_app(make_settings(database_url="off")))
    assert result.exit_code == 1
    assert "set DATABASE_URL" in result.output


def test_a_database_that_cannot_be_read_is_told_without_its_address() -> None:
    result = run(
        create_small_app(make_settings(database_url="postgresql://user:secret@127.0.0.1:1/name"))
    )
    assert result.exit_code == 1
    assert "is the database that DATABASE_URL names up" in result.output
    assert "secret" not in result.output
