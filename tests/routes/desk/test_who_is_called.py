"""A coordinator adds, removes and orders lines, and is asked about unusual numbers."""

import re
from pathlib import Path

import pytest
from flask import Flask

from tests.conftest import HOTLINE_NUMBER, make_settings
from tests.routes.desk.changing import Two, line_page, rule, seen, uris, words
from tests.routes.desk.conftest import desk_settings
from tests.small.hotline import create_small_app

NEW = "/staff/destinations/middle/lines/new"
ANTWERP = "03 201 16 90"
HELPLINE = "+32 71 00 00 04"


@pytest.fixture
def app(clips: object, tmp_path: Path) -> Flask:
    """A hotline of its own, since these tests change it."""
    return create_small_app(make_settings(**desk_settings(state_directory=tmp_path / "state")))


@pytest.fixture
def two(app: Flask) -> Two:
    return Two(app)


def test_a_line_is_added_and_the_former_one_removed_by_two_people(app: Flask, two: Two) -> None:
    anna = two.anna
    assert anna.post(NEW, uri=ANTWERP, kind="always", why="they moved").status_code == 303
    shown = anna.get("/staff/destinations").text
    assert "a line is added, not published yet. Change the new line Look at it and" in words(shown)
    assert "Ring for a test" not in shown, "the desk cannot: it has no account at the carrier"
    assert "not there → +32 3 201 16 90, day and night, every day" in words(
        anna.get("/staff/changes").text
    )
    page = two.publish()
    assert "Not confirmed The desk cannot ring it" in words(page)
    two.agree(page)
    assert uris(app) == ["tel:+3210000001"], "not without the tick"
    two.agree(two.ben.get("/staff/changes").text, rung="1")
    assert uris(app) == ["tel:+3210000001", "tel:+3232011690"]
    old = line_page(anna)
    assert anna.post(f"{old}/remove").status_code == 303
    page = anna.get("/staff/destinations").text
    [new] = {*re.findall(r'href="(/staff/destinations/middle/[0-9a-f]{8})"', page)} - {old}
    assert "Ben rang it without the desk, today at" in words(anna.get(new).text)
    refused = anna.post(f"{new}/remove")
    assert refused.status_code == 400
    assert "This is the last line here." in refused.text
    two.agree(two.publish())
    assert uris(app) == ["tel:+3232011690"]


def test_a_new_line_can_be_changed_while_it_is_a_draft(two: Two) -> None:
    two.anna.post(NEW, uri=ANTWERP, kind="always", why="they moved")
    page = two.ben.get("/staff/destinations").text
    [form] = re.findall(r'href="(/staff/destinations/middle/lines/[0-9a-f]{8})"', page)
    page = two.ben.get(form).text
    assert 'value="+32 3 201 16 90"' in page
    assert 'value="they moved"' in page
    fields = {**seen(page), "uri": "03 201 16 91"}
    assert two.ben.post(form, **fields, **rule("Mo-Fr 09:00-17:00")).status_code == 303
    changes = words(two.anna.get("/staff/changes").text)
    assert "not there → +32 3 201 16 91, Monday to Friday, 9:00 to 17:00" in changes
    assert "+32 3 201 16 90" not in changes
    late = two.anna.post(form, **fields, kind="always")
    assert late.status_code == 400
    assert "Ben changed this meanwhile to: +32 3 201 16 91" in words(late.text)
    assert two.anna.get(f"{NEW[:-3]}00000000").status_code == 404


def test_lines_are_brought_into_an_order_that_the_page_shows_at_once(two: Two, app: Flask) -> None:
    anna = two.anna
    anna.post(NEW, uri=ANTWERP, kind="unknown")
    two.agree(two.publish(), rung="1")
    page = anna.get("/staff/destinations").text
    ids = re.findall(r'name="order" value="([^"]+)"', page)
    at = "/staff/destinations/middle/order"
    assert anna.post(at, line=ids[0], way="down").status_code == 303
    assert anna.post(at, line=ids[0], way="down").status_code == 303  # it is the last one already
    page = anna.get("/staff/destinations").text
    assert re.findall(r'name="order" value="([^"]+)"', page) == ids[::-1]
    assert "You: another order of the lines, not published yet." in words(page)
    anna.post(at, order=ids)
    assert "another order" not in anna.get("/staff/destinations").text
    assert anna.post(at, order=[ids[0]]).status_code == 404
    assert anna.post(at, line="nothing", way="up").status_code == 404
    anna.post(at, order=ids[::-1])
    two.publish()
    assert uris(app) == ["tel:+3232011690", "tel:+3210000001"]


@pytest.mark.parametrize(("typed", "sentence"), [
    (HELPLINE, "+32 71 00 00 04 is a line of Small helpline already"),
    ("+33 1 42 00 00 00", "This number is not in Belgium (France)"),
    ("0900 12 345", "This is an expensive number"),
])  # fmt: skip
def test_an_unusual_number_is_saved_only_when_it_is_meant(
    two: Two, typed: str, sentence: str
) -> None:
    anna = two.anna
    where = line_page(anna)
    for at, field, form in (
        (where, "uri", {}),
        (f"{where}/override", "to", {}),
        (NEW, "uri", {"kind": "unknown"}),
    ):
        page = anna.get(where).text
        [preset, _] = re.findall(r'name="preset" value="([^"]+)"', page)
        fields = {**seen(page), **form, "preset": preset, field: typed}
        asked = anna.post(at, **fields)
        assert asked.status_code == 400, at
        assert sentence in asked.text
        [uri] = re.findall(rf'name="{field}.sure" value="([^"]+)"', asked.text)
        other = {f"{field}.sure": "tel:+3232011690"}
        assert anna.post(at, **{**fields, **other}).status_code == 400, "meant of another number"
        assert anna.post(at, **{**fields, f"{field}.sure": uri}).status_code == 303, at


def test_the_hotline_never_calls_itself(two: Two) -> None:
    refused = two.anna.post(NEW, uri=HOTLINE_NUMBER, kind="unknown")
    assert refused.status_code == 400
    assert "which would call itself" in refused.text


def test_what_a_button_of_the_hours_does_loses_nothing(two: Two) -> None:
    anna = two.anna
    where = line_page(anna)
    form = {"kind": "week", "Mo": "open", "Mo.from1": "9", "Mo.until1": "17", "why": "because"}
    for at in (f"{where}/hours", NEW):
        same = anna.post(at, **form, copy="1").text
        assert re.search(r'name="Fr.until1" value="17"', same)
        assert 'value="because"' in same
        assert "Monday" in words(anna.post(at, **form, look="1").text)
    wrong = anna.post(f"{where}/hours", **{**form, "Mo.from1": "late"})
    assert re.search(
        r'name="Mo.from1" value="late"[^>]+aria-describedby="problem-Mo.from1"', wrong.text
    )
    rare = "2030 Nov 27 off; Mo-Fr 09:00-17:00"
    shown = anna.post(f"{where}/hours", **rule(rare), look="1").text
    assert "These hours are not the same in every week" in shown


def test_every_region_has_its_chain_whose_other_centres_are_put_in_order(two: Two) -> None:
    at = "/staff/destinations/chains"

    def chain() -> str:
        page = words(two.anna.get(at).text)
        return page[page.index("Wallonia") : page.index("The caller knows no region")]

    assert "Centre South → Small helpline → Centre Middle → Centre North" in chain()
    assert re.search(r"rings for 12 seconds.*rings for 10 seconds", chain())
    assert "Not confirmed" in chain()
    assert two.anna.post(at, line="north", way="up").status_code == 303
    assert "Anna has drafted this order." in two.ben.get(at).text
    assert "Centre Middle → Centre North" in chain(), "callers meet it when it is published"
    two.publish()
    assert "Centre South → Small helpline → Centre North → Centre Middle" in chain()
    where = line_page(two.anna, "south")
    page = two.anna.get(where).text
    [preset, _] = re.findall(r'name="preset" value="([^"]+)"', page)
    two.anna.post(f"{where}/override", **seen(page), preset=preset, to=ANTWERP)
    waiting = two.publish()
    assert "Not confirmed The desk cannot ring it" in words(waiting), "a number like any other"
    two.agree(waiting, rung="1")
    assert re.search(r"Centre South \+32 3 201 16 90 Always rung · rings", chain())
