"""A file of destinations that cannot be used is refused, with everything that must be mended."""

from pathlib import Path

import pytest

from ivr.position import Position
from tests.ivr.caller import Caller
from tests.ivr.files import (
    HELPLINE_LINE,
    MIDDLE_LINE,
    NO_LINES,
    NORTH_LINE,
    OTHER_LINE,
    SOUTH_LINE,
    lines,
    problems_calling,
    problems_of,
    tree_calling,
)

SHORT_CODES = ["101", "112", "100", "110", "911", "1722", "1733"]


def police_line(uri: str) -> tuple[str, str]:
    return (NO_LINES, lines(uri))


def police_hours(hours: str) -> tuple[str, str]:
    return (NO_LINES, f'lines = [{{ uri = "sip:112@trunk.example", hours = "{hours}" }}]')


@pytest.mark.parametrize(
    "uri", ["sip:112@trunk.example", "sip:101@trunk.example;transport=tls", OTHER_LINE]
)
def test_an_ordinary_number_and_a_trunk_that_carries_emergency_calls_are_dialled_as_written(
    tmp_path: Path, uri: str
) -> None:
    tree = tree_calling(tmp_path, police_line(uri))
    assert Caller.at(tree, Position("police", "en")).rings == uri


@pytest.mark.parametrize("code", SHORT_CODES)
def test_a_short_code_is_never_a_telephone_number(tmp_path: Path, code: str) -> None:
    """Twilio's emergency calling does not cover Belgium, and a short code is not E.164 (error
    13224).
    """
    problem = problems_calling(tmp_path, police_line(f"tel:{code}"))
    assert f"destinations.toml: police.lines.0.uri: '{code}' is a short code" in problem
    assert "sip:112@" in problem, "the way out is named"


@pytest.mark.parametrize("code", SHORT_CODES)
def test_a_short_code_in_international_dress_is_refused(tmp_path: Path, code: str) -> None:
    problem = problems_calling(tmp_path, police_line(f"tel:+32{code}"))
    assert (
        f"destinations.toml: police.lines.0.uri: '+32{code}' is not a number that exists" in problem
    )


@pytest.mark.parametrize(
    "written",
    [
        "090000007",
        "09/000.00.07",
        "09 000 00 07",
        "003290000007",
        "+32 9 000 00 07",
        "+32(0)90000007",
        "+32 (0)9 000 00 07",
        "+32-9-000-00-07",
        " +3290000007 ",
        "+32\u00a09\u202f000\u00a000\u00a007",
        "\u202d+32 9 000 00 07\u202c",
        "+32 9 000\u201100\u201107",
        "+٣٢٩٠٠٠٠٠٠٧",
    ],
)
@pytest.mark.parametrize("scheme", ["tel:", "tel: ", "TEL:", ""])
def test_a_number_is_taken_as_people_write_it(scheme: str, written: str, tmp_path: Path) -> None:
    tree = tree_calling(tmp_path, police_line(f"{scheme}{written}"))
    assert tree.destinations["police"].lines[0].uri == OTHER_LINE


@pytest.mark.parametrize(
    "number",
    ["+3290000", "+329000000700", "+3290000007;ext=5", "09 000 00 07 / 08", "+32 9 000 00 O7"],
)
def test_a_number_that_does_not_exist_is_refused(tmp_path: Path, number: str) -> None:
    problem = problems_calling(tmp_path, police_line(f"tel:{number}"))
    assert problem.startswith(f"destinations.toml: police.lines.0.uri: {number!r} is not a")
    assert problem.endswith("write it as +32 and the rest")


@pytest.mark.parametrize(
    "uri", ["sip:112", "https://police.be", "mailto:a@police.be", "", "Police", "1 street:2"]
)
def test_an_address_that_no_carrier_can_ring_is_refused(tmp_path: Path, uri: str) -> None:
    problem = problems_calling(tmp_path, police_line(uri))
    assert problem == (
        f"destinations.toml: police.lines.0.uri: {uri!r} cannot be dialled: write tel:+32... or "
        "sip:name@host"
    )


@pytest.mark.parametrize(
    "uri", ["sip:@", "sip:112@", "sip:@trunk.example", "sip:112 @trunk.example"]
)
def test_half_a_sip_address_is_refused(tmp_path: Path, uri: str) -> None:
    """RFC 3261, 19.1.1: the user field must not be empty where the @ sign is present."""
    assert "police.lines.0.uri" in problems_calling(tmp_path, police_line(uri))


@pytest.mark.parametrize(
    "hours",
    [
        *("always", "Mo-Fr 9-17", "Ma-Vr 9u-17u", "25:00-26:00"),
        *("Mo-Fr 09:00-17:00;;", "lundi 09:00-17:00"),
    ],
)
def test_hours_that_cannot_be_read_are_refused_with_an_example(tmp_path: Path, hours: str) -> None:
    problem = problems_calling(tmp_path, police_hours(hours))
    assert problem == (
        f"destinations.toml: police.lines.0.hours: {hours!r} are not opening hours: write them "
        "such as 'Mo-Fr 09:00-12:30,13:30-17:00; PH off', with the days Mo Tu We Th Fr Sa Su, and "
        "every time with four digits"
    )


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            'region = "wallonia"',
            'region = "liège"',
            "south.region: Input should be 'brussels', 'flanders' or",
        ),
        (
            'region = "wallonia"',
            'regoin = "wallonia"',
            "south.regoin: unknown entry, remove it or mend its spelling",
        ),
        (
            NO_LINES,
            'lines = [{ uri = "sip:a@b.be", hour = "24/7" }]',
            "police.lines.0.hour: unknown entry, remove",
        ),
        (NO_LINES, 'lines = [{ hours = "24/7" }]', "police.lines.0.uri: Field required"),
        ('whisper = ["fr"]', "whisper = []", "south.whisper: "),
        ('announce = "transfer.south"', "", "south.announce: Field required"),
        ("[helpline]", "[helpline", "(the whole file): is not TOML"),
        ("[helpline]", "[north]", "(the whole file): is not TOML"),
        (
            "[helpline]",
            "[hotline]",
            "helpline: is missing or has no line: every transfer falls back to it",
        ),
        (
            lines(HELPLINE_LINE),
            NO_LINES,
            "helpline: is missing or has no line: every transfer falls back to it",
        ),
        (lines(SOUTH_LINE), NO_LINES, "region wallonia: no destination with a line serves it"),
    ],
)
def test_a_problem_names_the_file_and_the_entry(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    assert f"destinations.toml: {problem}" in problems_calling(tmp_path, (old, new))


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    told = problems_calling(
        tmp_path,
        ('region = "brussels"', 'region = "bruxelles"'),
        (lines(MIDDLE_LINE), lines("tel:112")),
        (lines(NORTH_LINE), lines("tel:+32112", "sip:north")),
        (
            lines(SOUTH_LINE),
            'lines = [{ uri = "tel:+32 81 00 03", hours = "always", ring = 3 }]',
        ),
        police_line("tel:101"),
    )
    assert [line.split(": ")[1] for line in told.splitlines()] == [
        "middle.region",
        "middle.lines.0.uri",
        "north.lines.0.uri",
        "north.lines.1.uri",
        "south.lines.0.uri",
        "south.lines.0.hours",
        "south.lines.0.ring",
        "police.lines.0.uri",
    ]


def test_a_missing_helpline_is_told_together_with_the_rest(tmp_path: Path) -> None:
    told = problems_calling(tmp_path, ("[helpline]", "[helplin]"), police_line("tel:101"))
    assert "destinations.toml: police.lines.0.uri: '101' is a short code" in told
    assert "destinations.toml: helpline: is missing" in told


@pytest.mark.parametrize(
    "text", ["", "helpline = 3", "[helpline]", "helpline = []", 'lines = ["tel:112"]']
)
def test_a_file_of_another_shape_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "destinations.toml"
    file.write_text(text, "utf-8")
    assert problems_of(destinations=file).startswith("destinations.toml: ")
