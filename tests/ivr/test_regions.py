"""From a postcode to a region (content.md, "Regions")."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.position import Region
from ivr.regions import region_of

RANGES = {
    Region.BRUSSELS: [range(1000, 1300)],
    Region.FLANDERS: [range(1500, 4000), range(8000, 10000)],
    Region.WALLONIA: [range(1300, 1500), range(4000, 8000)],
}


@pytest.mark.parametrize(
    ("postcode", "region"),
    [
        ("1000", "brussels"),
        ("1299", "brussels"),
        ("1300", "wallonia"),
        ("1499", "wallonia"),
        ("1500", "flanders"),
        ("3999", "flanders"),
        ("4000", "wallonia"),
        ("7999", "wallonia"),
        ("8000", "flanders"),
        ("9999", "flanders"),
    ],
)
def test_every_edge_of_a_region_is_inside_it(postcode: str, region: str) -> None:
    assert region_of(postcode) == region


@pytest.mark.parametrize("postcode", ["4700", "4711", "4780", "4791"])
def test_the_german_speaking_communes_are_in_wallonia(postcode: str) -> None:
    assert region_of(postcode) is Region.WALLONIA


@pytest.mark.parametrize(
    ("postcode", "region"),
    [("1640", "flanders"), ("1780", "flanders"), ("3798", "flanders"), ("7780", "wallonia")],
)
def test_a_commune_with_language_facilities_stays_in_its_region(postcode: str, region: str) -> None:
    """Sint-Genesius-Rode, Wemmel, Voeren; Comines."""
    assert region_of(postcode) == region


@given(st.integers(1000, 9999))
def test_four_digits_from_1000_have_exactly_one_region(number: int) -> None:
    served = [region for region, ranges in RANGES.items() if any(number in one for one in ranges)]
    assert [region_of(str(number))] == served


@given(st.integers(0, 999))
def test_no_postcode_begins_with_zero(number: int) -> None:
    assert region_of(f"{number:04}") is None


@given(st.text(alphabet="0123456789").filter(lambda keys: len(keys) != 4))
def test_another_number_of_digits_is_no_postcode(keys: str) -> None:
    assert region_of(keys) is None


@given(
    st.text(st.characters(categories=["Nd", "No"]), min_size=4, max_size=4).filter(
        lambda keys: not keys.isascii()
    )
)
def test_digits_of_another_script_are_no_postcode(keys: str) -> None:
    assert region_of(keys) is None


@given(st.text(max_size=6).filter(lambda text: not (text.isascii() and text.isdigit())))
def test_what_is_not_all_digits_is_no_postcode(text: str) -> None:
    assert region_of(text) is None


@pytest.mark.parametrize(
    "keys", ["+100", "-100", " 100", "1e03", "1_00", "12.4", "1*34", "123#", "1000\n", "٢٠٠٠"]
)
def test_what_python_reads_as_a_number_is_not_yet_a_postcode(keys: str) -> None:
    assert region_of(keys) is None
