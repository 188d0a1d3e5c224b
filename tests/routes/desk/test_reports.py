"""Reports: a quarter or a year on one page, in a language of its own, and as files."""

import csv
import re
from datetime import datetime, timedelta
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Connection

from ivr.hours import BRUSSELS_TIME
from ivr.notices import Template
from prompts.workbook import read_workbook
from prompts.workbook.cell import NUMBER, Sheet
from routes.database.store import DESK_STORE
from routes.desk.actions import entries
from routes.releases import rows
from routes.releases.notices.rows import put_on_air
from routes.statistics.period import Kind, period_of
from tests.routes.desk.conftest import Coordinator, desk_in, desk_with
from tests.routes.desk.figures import today
from tests.routes.desk.years import YEAR, years

NAME = YEAR.short_name
QUERY = f"of={NAME}&in=fr"


@pytest.fixture(scope="module")
def desk(clips: object, tmp_path_factory: pytest.TempPathFactory) -> tuple[Flask, Coordinator]:
    return desk_with(years(tmp_path_factory.mktemp("years")))


@pytest.fixture(scope="module")
def anna(desk: tuple[Flask, Coordinator]) -> Coordinator:
    return desk[1]


def words(page: str) -> str:
    """What the page says, without its tags and with usual blanks."""
    return re.sub(r"\s+", " ", unescape(re.sub("<[^>]+>", " ", page)))


def test_the_sheet_is_in_its_own_language_and_beside_the_year_before(anna: Coordinator) -> None:
    page = anna.get(f"/staff/reports?{QUERY}").text
    around, _, sheet = page.partition('<article class="paper" lang="fr"')
    assert "Language of the report" in around
    told = words(sheet)
    assert f"Rapport : {NAME}" in told
    assert f"appels 1 440 {YEAR.before.short_name} : 1 200 (+20 %)" in told
    assert "personne jointe 33 %" in told
    assert "en moins de 1 min" in told
    assert "néerlandais 492 492" in told
    assert "Centre North 408 65 % 65 %" in told
    assert "Comment les appelants sont protégés" in told
    assert "Rien n’a été modifié au bureau." in told


def test_a_quarter_has_a_report_too_and_a_page_without_a_word_shows_the_last_year(
    anna: Coordinator,
) -> None:
    quarter = period_of(Kind.QUARTER, YEAR.last)
    page = words(anna.get(f"/staff/reports?of={quarter.short_name}&in=nl").text)
    assert f"Verslag 4e kwartaal {NAME}" in page
    assert "oproepen 360" in page
    assert f"Report on {NAME}" in anna.get("/staff/reports").text


def sheets(anna: Coordinator, folder: Path) -> dict[str, Sheet]:
    answer = anna.get(f"/staff/reports/report.xlsx?{QUERY}")
    assert f'filename="wayout-{NAME}-fr.xlsx"' in answer.headers["Content-Disposition"]
    file = folder / "report.xlsx"
    file.write_bytes(answer.data)
    return {sheet.name: sheet for sheet in read_workbook(file)}


def texts(sheet: Sheet, row: int) -> list[str]:
    return [sheet.at(row, column).text for column in range(6)]


def test_the_workbook_holds_numbers_and_days_that_a_spreadsheet_can_compute_with(
    anna: Coordinator, tmp_path: Path
) -> None:
    found = sheets(anna, tmp_path)
    overview = found["Vue d’ensemble"]
    assert texts(overview, 1)[:4] == ["appels", "1440", "1200", "0.2"]
    assert texts(overview, 2)[:3] == ["personne jointe", "0.33", "0.4"]
    assert {overview.at(row, 1).kind for row in (1, 2, 3)} == {NUMBER}
    months = found["Appels par mois"]
    days = (YEAR.first - datetime(1899, 12, 30).date()).days
    assert texts(months, 1) == [
        str(days), "40", "80", "120",
        str(days - (YEAR.first - YEAR.before.first).days), "100",
    ]  # fmt: skip
    assert texts(found["Centres"], 1)[:3] == ["Centre North", "408", "264"]
    assert texts(found["Langues"], 1)[:3] == ["néerlandais", "492", "492"]
    assert any("protégés" in cell.text for cell in found["Explications"].cells.values())
    assert "Modifications" in found


def test_the_csv_is_what_a_spreadsheet_in_belgium_opens(anna: Coordinator) -> None:
    """Semicolons, a byte order mark, the decimal comma, and days as 31/12/2026."""
    answer = anna.get(f"/staff/reports/report.csv?{QUERY}")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(answer.data.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert {len(line) for line in lines} == {4}
    assert ["Vue d’ensemble", "appels", NAME, "1440"] in lines
    assert ["Vue d’ensemble", "appels", "différence", "20%"] in lines
    half = "la moitié a joint une personne en moins de"
    assert ["Vue d’ensemble", half, NAME, "1,0"] in lines
    assert ["Appels par mois", f"{YEAR.first:%d/%m/%Y}", "ensemble", "120"] in lines


def test_who_saves_a_report_is_in_the_log(desk: tuple[Flask, Coordinator]) -> None:
    app, anna = desk
    for suffix in ("xlsx", "csv"):
        assert anna.get(f"/staff/reports/report.{suffix}?of={NAME}&in=nl").status_code == 200
    store = DESK_STORE.of(desk_in(app))
    assert [(one.action, one.about) for one in entries(store, 2)] == [
        ("export", f"wayout-{NAME}-nl.csv"),
        ("export", f"wayout-{NAME}-nl.xlsx"),
    ]


@pytest.mark.parametrize(
    ("query", "field", "says"),
    [
        ("of=spring", "of", "Choose a quarter or a year that is over"),
        (f"of={today().year}", "of", "Choose a quarter or a year that is over"),
        (f"of={NAME}&in=de", "in", "reports are in these: English, Nederlands, Français"),
    ],
)
def test_what_makes_no_sense_is_told_at_its_field(
    anna: Coordinator, query: str, field: str, says: str
) -> None:
    answer = anna.get(f"/staff/reports?{query}")
    assert answer.status_code == 400
    problem = re.search(rf'<p class="problem" id="problem-{field}">(.*?)</p>', answer.text)
    assert problem
    assert says in unescape(problem[1])
    assert 'class="paper"' not in answer.text
    for suffix in ("xlsx", "csv"):
        file = anna.get(f"/staff/reports/report.{suffix}?{query}")
        assert (file.status_code, says in file.text) == (400, True)


def test_what_callers_met_anew_is_told_without_names_and_numbers(
    clips: object, tmp_path: Path
) -> None:
    app, anna = desk_with(years(tmp_path))
    store = DESK_STORE.of(desk_in(app))
    noon = datetime.combine(YEAR.first + timedelta(days=40), datetime.min.time(), BRUSSELS_TIME)
    at = int(noon.timestamp())

    def publish(connection: Connection) -> None:
        made: list[int] = []
        for entity, after in (
            ("destinations.north.lines.aaaa.uri", "tel:+3220000009"),
            ("destinations.north.lines.aaaa.hours", "24/7"),
            ("destinations.north.lines.bbbb.hours", "24/7"),
            ("texts.nl.main.welcome", "Dag"),
        ):
            made.append(rows.add_change(connection, entity, None, after, "Wilhelmina", at, "why"))
        release = rows.add_release(connection, 0, made, "Wilhelmina", at)
        assert rows.go_live(connection, release, at)
        put_on_air(connection, "north", Template.CLOSED, at + 3600, "Wilhelmina", at)

    store.do(publish)
    told = words(anna.get(f"/staff/reports?of={NAME}&in=en").text)
    assert "Centre North: opening hours × 2" in told
    assert "Centre North: number" in told
    assert "texts in Dutch" in told
    assert "Centre North: notice “A centre is closed”" in told
    assert not re.search("Wilhelmina|0000009", told)
    before = words(anna.get(f"/staff/reports?of={YEAR.before.short_name}&in=en").text)
    assert "Nothing was changed at the desk." in before


def test_a_year_is_not_compared_with_a_part_of_one(clips: object, tmp_path: Path) -> None:
    told = words(desk_with(years(tmp_path, skipped=6))[1].get(f"/staff/reports?of={NAME}").text)
    assert f"calls 1,440 {YEAR.before.short_name}: 600 reached" in told
    former = YEAR.before.short_name
    assert f"Of {former}, figures are kept from 1 July {former} on." in told


def test_two_years_that_differ_only_in_what_is_hidden_have_the_same_report(
    clips: object, tmp_path: Path
) -> None:
    pages = []
    for small in (2, 4):
        folder = tmp_path / str(small)
        folder.mkdir()
        reader = desk_with(years(folder, small))[1]
        for path in ("reports?", "reports/report.csv?"):
            page = reader.get(f"/staff/{path}{QUERY}").text
            pages.append(re.sub(r'name="csrf_token" value="[^"]+"', "", page))
    assert pages[:2] == pages[2:]


def test_without_figures_the_page_says_when_there_are_some(clips: object, tmp_path: Path) -> None:
    empty = desk_with(f"sqlite:///{tmp_path / 'empty.sqlite'}")[1]
    off = desk_with("off")[1]
    for reader, status in ((empty, 400), (off, 503)):
        page = reader.get("/staff/reports")
        assert page.status_code == 200
        assert "There is no report yet" in page.text
        assert reader.get("/staff/reports/report.csv").status_code == status
