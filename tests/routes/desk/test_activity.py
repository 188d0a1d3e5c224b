"""Activity: figures that identify no caller, in pictures, tables and files."""

import csv
import re
from html import unescape
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

from routes.statistics.cells import Measure
from tests.routes.desk.activity_page import rows, section
from tests.routes.desk.conftest import Coordinator, desk_with
from tests.routes.desk.figures import MONTH, REHEARSED, TUESDAY, database, today

PAGE = f"/staff/activity?period=month&from={TUESDAY}"
SVG = "{http://www.w3.org/2000/svg}"


def pictures(part: str) -> list[Element]:
    return [fromstring(svg) for svg in re.findall(r"<svg xmlns.*?</svg>", part, re.DOTALL)]


def spreadsheet(file: bytes) -> list[list[str]]:
    """A file as a spreadsheet in a Belgian office reads it."""
    return list(csv.reader(file.decode("utf-8-sig").splitlines(), delimiter=";"))


def said(svg: Element) -> dict[str, str]:
    """Label -> figure of every bar."""
    labels = [text.text or "" for text in svg.findall(f".//{SVG}g[@class='guides']/{SVG}text")]
    return dict(
        zip(
            labels,
            [text.text or "" for text in svg.findall(f".//{SVG}text[@class='value']")],
            strict=True,
        )
    )


def test_a_month_is_told_with_small_counts_hidden(reader: Coordinator) -> None:
    page = reader.get(PAGE).text
    assert f"Activity: {MONTH.first:%B %Y}" in page
    assert rows(section(page, "languages")) == [
        ["", "chosen"], ["Dutch", "41"], ["Ukrainian", "9"], ["others", "<5"]
    ]  # fmt: skip
    assert rows(section(page, "transfers")) == [
        ["", "busy", "connected", "together"],
        ["Centre North", "12", "22", "34"],
        ["Centre South", "2", "18", "20"],
        ["together", "14", "40", "54"],
    ]
    assert rows(section(page, "calls"))[1] == ["calls", "40", "80", "120"]
    assert rows(section(page, "leaving"))[1] == ["main menu", "22", "8", "30"]
    tiles = dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page))
    assert tiles["reached a person"] == "33%"
    assert tiles["half of them reached a person within"] == "1 min"
    assert ["up to 1 min", "33"] in rows(section(page, "seconds"))


def test_no_bar_tells_more_than_the_table_beneath_it(reader: Coordinator) -> None:
    """A hidden count has no length, and stands in the same place whatever it is."""
    page = reader.get(PAGE).text
    (svg,) = pictures(section(page, "languages"))
    assert said(svg) == {"Dutch": "41", "Ukrainian": "9", "others": "<5"}
    bars = [bar for bar in svg.findall(f".//{SVG}rect") if "reactive" in bar.get("class", "")]
    widths = [float(bar.get("width", "0")) for bar in bars]
    assert sorted(widths)[0] == 0
    assert max(widths) > 50
    (svg,) = pictures(section(page, "weekdays"))
    places = {
        text.get("x")
        for text in svg.findall(f".//{SVG}text[@class='value']")
        if text.text in ("<5", "5+")
    }
    assert len(places) == 1
    assert set(said(svg).values()) == {"<5", "5+", "60"}


def test_the_exact_counts_that_are_hidden_are_nowhere_in_the_page(
    tmp_path: Path, clips: object
) -> None:
    """Two months that differ only in what is hidden have the same page."""
    pages = []
    for arabic in (3, 4):
        counted = {
            (Measure.LANGUAGES, "nl", ""): 41,
            (Measure.LANGUAGES, "ar", ""): arabic,
            (Measure.LISTENED, "signs", ""): arabic,
        }
        folder = tmp_path / str(arabic)
        folder.mkdir()
        reader = desk_with(database(folder, counted))[1]
        pages.append(re.sub(r'name="csrf_token" value="[^"]+"', "", reader.get(PAGE).text))
        pages.append(reader.get(PAGE.replace("activity", "activity/all.csv")).text)
    assert pages[:2] == pages[2:]


def test_every_picture_has_a_name_and_a_text_and_neither_script_nor_style(
    reader: Coordinator,
) -> None:
    page = reader.get(PAGE).text
    found = pictures(page)
    assert len(found) == 7
    for svg in found:
        assert svg.get("role") == "img"
        assert svg.findtext(f"{SVG}title")
        assert re.search("hidden|longest bars", svg.findtext(f"{SVG}desc") or "")
        assert not {element.tag.removeprefix(SVG) for element in svg.iter()} & {
            "script",
            "style",
            "defs",
            "a",
            "image",
        }
        assert not any({"style", "id"} & element.attrib.keys() for element in svg.iter())
    assert "<script" not in page


def test_hours_and_days_of_the_week_are_shown_apart(reader: Coordinator) -> None:
    page = reader.get(PAGE).text
    hours = dict(rows(section(page, "hours"))[1:])
    assert (hours["12:00"], hours["13:00"], hours["14:00"]) == ("90", "5+", "<5")
    days = dict(rows(section(page, "weekdays"))[1:])
    assert sorted([days["Tuesday"], days["Thursday"]]) == ["5+", "60"]
    assert (days["Monday"], days["together"], hours["together"]) == ("<5", "120", "120")


def test_rehearsals_are_apart_at_once_and_exact(clips: object, tmp_path: Path) -> None:
    """No caller made these calls."""
    url = database(tmp_path, {}, REHEARSED, days=(today(), today()))
    page = desk_with(url)[1].get("/staff/activity?rehearsals=yes").text
    assert rows(section(page, "calls"))[1] == ["calls", "0", "48", "48"]
    assert rows(section(page, "languages"))[1:] == [["Arabic", "3"]]
    assert "These calls come from the trial telephones" in page


def test_a_file_holds_what_the_page_shows(reader: Coordinator) -> None:
    page = reader.get(PAGE).text
    links = [unescape(link) for link in re.findall(r'href="([^"]+\.csv[^"]*)"', page)]
    assert len(links) == 10 + 1
    for link in links[1:]:
        answer = reader.get(link)
        name = link.partition("activity/")[2].partition(".csv")[0]
        assert answer.content_type == "text/csv; charset=utf-8"
        assert (
            f'attachment; filename="wayout-{name}-{MONTH.first}-{MONTH.last}.csv"'
            in answer.headers["Content-Disposition"]
        )
        written = spreadsheet(answer.data)
        shown = rows(section(page, "calls" if name == "trend" else name))
        if name in ("calls", "trend"):  # two tables in one part
            shown = shown[:2] if name == "calls" else shown[2:]
        assert written[0][1:] == shown[0][1:]
        assert written[1 : len(shown)] == shown[1:]


def test_one_file_holds_every_table_with_a_count_a_line(reader: Coordinator) -> None:
    answer = reader.get(PAGE.replace("activity", "activity/all.csv"), {"Accept-Language": "fr"})
    written = spreadsheet(answer.data)
    assert written[0] == ["tableau", "ligne", "colonne", "nombre"]
    assert ["Langues choisies", "ukrainien", "choisie", "9"] in written
    assert ["Langues choisies", "autres", "choisie", "<5"] in written
    assert ["Lignes appelées, et issue", "Centre South", "occupé", "2"] in written
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert {len(line) for line in written} == {4}


def test_a_table_that_is_not_there_is_not_found(reader: Coordinator) -> None:
    assert reader.get("/staff/activity/nothing.csv").status_code == 404


def test_without_figures_the_page_says_why(clips: object, tmp_path: Path) -> None:
    broken = tmp_path / "statistics.sqlite"
    broken.write_bytes(b"secret" * 1000)
    for url, why in (
        ("off", "nothing is counted: set DATABASE_URL"),
        (f"sqlite:///{broken}", "is the database that DATABASE_URL names up"),
    ):
        reader = desk_with(url)[1]
        page = reader.get(PAGE)
        folded = unescape(page.text).partition('<details class="administrator">')[2]
        assert (page.status_code, why in folded) == (200, True)
        assert "secret" not in page.text
        assert reader.get("/staff/activity/all.csv").status_code == 503
