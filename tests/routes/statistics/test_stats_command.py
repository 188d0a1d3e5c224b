"""`flask stats`: the figures at a terminal and in a file."""

import csv
from collections import Counter
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from routes.settings.database import address
from routes.statistics.period import Kind, period_of
from routes.statistics.store import Store
from tests.conftest import make_settings
from tests.routes.desk.figures import MONTH, THURSDAY, TUESDAY, USUAL, counts, database, today
from tests.small.hotline import create_small_app

NAME = f"{MONTH.first:%Y-%m}"


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    """A hotline that has counted in a month that is over, and today."""
    url = database(tmp_path)
    days = (today(), today())
    rehearsed = counts(USUAL, days, rehearsal=True)
    Store(address(url)).add(Counter(counts(USUAL, days) + rehearsed))
    return create_small_app(make_settings(database_url=url))


def run(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(args=["stats", *arguments])


def test_a_month_is_printed_with_small_counts_hidden(app: Flask) -> None:
    printed = run(app, "--month", NAME).output
    assert f"Statistics, {MONTH}, both days included" in printed
    assert "  nl          41\n  uk           9\n  others      <5\n" in printed
    assert "  calls                40       80       120\n" in printed


def test_how_lines_ended_is_exact(app: Flask) -> None:
    assert "  south        2         18        20\n" in run(app, "--month", NAME).output


def test_nothing_makes_it_tell_more() -> None:
    """Exact counts of a month that is over are kept nowhere, and those of others are not shown."""
    app = create_small_app(make_settings())
    for option in ("--exact", "--from=2026-03-01", "--to=2026-03-02"):
        result = run(app, option)
        assert (result.exit_code, "No such option" in result.output) == (2, True)


def test_days_and_weeks_have_their_calls_in_tens(app: Flask) -> None:
    for day in (TUESDAY, THURSDAY):
        printed = run(app, "--day", str(day)).output
        assert f"{day} to {day}" in printed
        assert "  calls                20       40        60\n" in printed
    assert "       120\n" in run(app, "--week", str(THURSDAY)).output


def test_a_month_that_is_not_over_has_only_its_lines(app: Flask) -> None:
    printed = run(app, "--month", f"{today():%Y-%m}").output
    assert "south" in printed
    assert "This period is shown in full from" in printed
    assert not [title for title in ("Calls", "Languages", "Seconds") if title in printed]


def test_a_quarter_and_a_year_are_the_sum_of_their_months(app: Flask) -> None:
    """Of a year that is over the figures say so; of one that is not only the lines are told."""
    quarter = period_of(Kind.QUARTER, MONTH.first)
    name = f"{MONTH.first.year}-Q{(MONTH.first.month + 2) // 3}"
    for option, period, written in (
        ("--quarter", quarter, name),
        ("--year", period_of(Kind.YEAR, MONTH.first), str(MONTH.first.year)),
    ):
        printed = run(app, option, written).output
        assert f"Statistics, {period}, both days included" in printed
        assert "  south " in printed
        assert ("This period is shown in full from" in printed) != period.is_finished(today())


def test_without_a_word_it_is_the_last_month_that_is_shown_in_full(app: Flask) -> None:
    printed = run(app).output
    assert "Languages chosen" in printed
    assert "is shown in full from" not in printed


def test_rehearsals_are_printed_apart_at_once_and_exact(app: Flask) -> None:
    printed = run(app, "--rehearsals").output
    assert printed.startswith("Rehearsals, ")
    assert "  calls                40       80       120\n" in printed
    assert "  ar       3\n" in printed


def test_the_file_holds_the_figures_that_are_printed(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "march.csv"
    told = run(app, "--month", NAME, "--csv", str(file)).output
    assert told == f"{MONTH}: 9 tables are in march.csv.\n"
    rows = list(csv.reader(file.read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert rows[0] == ["table", "row", "column", "count"]
    assert ["languages", "others", "chosen", "<5"] in rows
    assert ["languages", "nl", "chosen", "41"] in rows
    assert ["calls", "share that reached a person", "", "33%"] in rows


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--month", "2026-03", "--day", "2026-03-01"), "give one of --year, --quarter, --month"),
        (("--week", "2026-03-01", "--day", "2026-03-01"), "give one of --year, --quarter, --month"),
        (("--month", "March"), "write a month as 2026-03"),
        (("--quarter", "spring"), "write a quarter as 2026-Q1"),
        (("--year", "26"), "write a year as 2026"),
        (("--day", "tomorrow"), "does not match the format"),
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
