"""A caller from abroad hears their own language first. Its key stays the same."""

import logging

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from ivr.engine import advance, start
from ivr.position import Digits
from ivr.step import Dial, Wait
from routes.call.hotline import HOTLINE, Hotline
from routes.operations.opening import CannotStart
from routes.webhook.caller_country import languages_of_country
from tests.conftest import HOTLINE_NUMBER, make_settings, whole
from tests.ivr.caller import NOON
from tests.routes.requests import post, verbs
from tests.small.hotline import create_small_app

UKRAINIAN = "+380501234567"
MOROCCAN = "+212612345678"
FRENCH = "+33612345678"
CANADIAN = "+15145550123"
POLISH = "+48512345678"
BELGIAN = "+32470123456"


def announced(app: Flask, **form: str) -> tuple[list[str], str]:
    """The languages of the first answer in the order in which they are said, and the address that
    gets their keys.
    """
    hotline = HOTLINE.of(app)
    gather, _ = verbs(post(app, "/voice", **form))
    texts = [hotline.texts_of_clips[(play.text or "").rpartition("/")[2]] for play in gather]
    return [text.language for text in texts], gather.get("action", "").partition("began")[0]


@pytest.mark.parametrize(("number", "first"), [(UKRAINIAN, "uk"), (MOROCCAN, "ar"), (FRENCH, "fr")])
def test_the_language_of_their_country_comes_first(app: Flask, number: str, first: str) -> None:
    assert announced(app, From=number)[0][0] == first


def test_its_page_comes_first_and_its_key_stays_the_same(app: Flask) -> None:
    languages, action = announced(app, From=MOROCCAN)
    assert languages == ["ar", "uk", "so"]
    gather, _ = verbs(post(app, f"{action.removeprefix(whole('').partition('#')[0])}", Digits="2"))
    assert "/voice/ar/main" in gather.get("action", "")


def test_of_two_languages_of_a_country_both_come_first(app: Flask) -> None:
    assert announced(app, From=CANADIAN)[0] == ["en", "fr", "nl"]


@pytest.mark.parametrize(
    "number", [BELGIAN, "anonymous", "", "+266696687", "+86139", "sip:somebody@example.org"]
)
def test_everybody_else_hears_the_pages_in_their_order(app: Flask, number: str) -> None:
    assert announced(app, From=number)[0] == ["en", "nl", "fr"]


KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
WITHHELD = (
    *("ANONYMOUS", "RESTRICTED", "UNKNOWN", "UNAVAILABLE", "BLOCKED", "PRIVATE", "WITHHELD"),
    *("NOTAVAILABLE", "OUTOFAREA", "PRIVATENUMBER", "UNKNOWNCALLER"),
)


@pytest.mark.parametrize("word", WITHHELD)
def test_a_word_in_digits_has_no_country(word: str) -> None:
    assert languages_of_country(f"+{word.translate(KEYPAD)}") == ()
    assert languages_of_country(word) == languages_of_country(word.translate(KEYPAD)) == ()


@pytest.mark.parametrize(
    "number", ["+0", "+7", "+70000000000", "+33123", "+999123456789", "+10000000000", "+210"]
)
def test_a_number_that_cannot_exist_has_no_country(number: str) -> None:
    assert languages_of_country(number) == ()


def test_a_page_that_is_turned_to_is_in_the_order_of_its_keys(hotline: Hotline) -> None:
    begun = start(hotline.tree, NOON, likely=("ar", "fr"))
    assert isinstance(begun.then, Wait)
    turned = advance(hotline.tree, begun.then.next, Digits("#"), NOON)
    assert [line.language for line in turned.prompts] == ["en", "nl", "fr"]


def test_whoever_begins_on_the_last_page_hears_the_first_one_too_before_a_person_is_rung(
    hotline: Hotline,
) -> None:
    step = start(hotline.tree, NOON, likely=("ar",))
    heard = []
    while isinstance(step.then, Wait):
        heard.append(step.prompts[0].language)
        step = advance(hotline.tree, step.then.next, Digits(), NOON)
    assert heard == ["ar", "en", "uk"]
    assert isinstance(step.then, Dial)


def test_a_called_number_of_several_languages_announces_them_first(clips: object) -> None:
    app = create_small_app(make_settings(language_numbers=f"{HOTLINE_NUMBER}=fr/nl"))
    assert announced(app, From=POLISH)[0] == ["fr", "nl", "en"]


def test_each_of_several_languages_must_be_on_a_page() -> None:
    with pytest.raises(CannotStart, match="LANGUAGE_NUMBERS: 'cs' is on no language page"):
        create_small_app(make_settings(language_numbers="+3222345679=uk/cs"))


def test_nothing_of_the_number_is_told(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = post(app, "/voice", From=MOROCCAN).text
    for told in (MOROCCAN, MOROCCAN[1:], "MA"):
        assert told not in answer
        assert told not in caplog.text


@given(st.text() | st.from_regex(r"\+[0-9]{1,15}", fullmatch=True))
def test_any_number_has_languages_or_none(number: str) -> None:
    assert isinstance(languages_of_country(number), tuple)
