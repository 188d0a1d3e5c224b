"""A setting that names what no file has is refused at the start, by name."""

from dataclasses import replace

import pytest

from routes.call.hotline import Hotline
from routes.operations.settings_fit import settings_that_fit_no_file
from tests.conftest import make_settings
from tests.small.hotline import small_hotline, with_lines

TRUNK = "sip:112@Trunk.Example:5061;transport=tls"


def told(hotline: Hotline, **changes: object) -> str:
    changed = replace(hotline, settings=make_settings(**changes))
    return "\n".join(map(str, settings_that_fit_no_file(changed)))


@pytest.fixture(scope="module")
def small() -> Hotline:
    return with_lines(small_hotline(make_settings()), police=[TRUNK])


@pytest.mark.parametrize("written", ["ua", "yes", "uk;ro", "ALL", "en,ua"])
def test_a_language_that_is_none_is_named_with_those_that_there_are(
    small: Hotline, written: str
) -> None:
    found = told(small, allow_draft_languages=written)
    assert f"ALLOW_DRAFT_LANGUAGES: there is no language {written.split(',')[-1]!r}" in found
    assert "There are: " in found


@pytest.mark.parametrize("written", ["all", "en", '"en"', " en , "])
def test_a_list_of_languages_that_there_are_is_taken(small: Hotline, written: str) -> None:
    assert told(small, allow_draft_languages=written) == ""


def test_credentials_of_a_host_that_no_line_has_are_named(small: Hotline) -> None:
    found = told(small, sip_credentials="trunk.exmaple=user:password")
    assert "SIP_CREDENTIALS: no line of destinations.toml is at 'trunk.exmaple'" in found
    assert "write one of these hosts: trunk.example" in found
    assert "password" not in found


def test_a_host_is_the_same_in_capital_letters(small: Hotline) -> None:
    changes = {"sip_credentials": "TRUNK.example=user:password"}
    assert told(small, **changes) == ""
    hotline = replace(small, settings=make_settings(**changes))
    assert hotline.outgoing.user_of(TRUNK) == ("user", "password")


def test_credentials_without_any_sip_line_are_to_be_removed() -> None:
    hotline = small_hotline(make_settings())
    assert "remove the setting" in told(hotline, sip_credentials="trunk.example=user:password")
