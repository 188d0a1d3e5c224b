"""Characters that nobody sees or hears make no difference; those that are read do."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.text import Text
from prompts.catalogue import Catalogues
from prompts.spelling import cleaned, heard, is_unseen

DUTCH = "Bel ons één keer, m'n beste."
UNSEEN = (
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202c\u2060\u2066\u2069\ufeff\u00ad\u034f\u061c"
    "\ufe0e\ufe0f\u180e\u115f\U000e0001\U000e0100\x00\x7f"
)
BLANKS = "\u00a0\u2007\u2009\u202f\u3000\u2028\u2029\t\r\n\x85"


@pytest.mark.parametrize("unseen", UNSEEN, ids=[f"U+{ord(one):04X}" for one in UNSEEN])
@pytest.mark.parametrize("place", [0, 3, len(DUTCH)])
def test_an_invisible_character_makes_no_difference(unseen: str, place: int) -> None:
    pasted = DUTCH[:place] + unseen + DUTCH[place:]
    assert cleaned(pasted) == DUTCH
    assert Text("nl", pasted).digest == Text("nl", DUTCH).digest


@pytest.mark.parametrize("blank", BLANKS, ids=[f"U+{ord(one):04X}" for one in BLANKS])
def test_every_blank_is_a_blank(blank: str) -> None:
    assert cleaned(DUTCH.replace(" ", blank)) == DUTCH
    assert cleaned(f"{blank}{DUTCH}{blank} ") == DUTCH


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_a_letter_may_be_written_in_several_ways(form: str) -> None:
    for text in (DUTCH, "Tiếng Việt, đường dây nóng", "Përshëndetje", "Здоровʼя ї й", "مرحبًا"):
        written = unicodedata.normalize(form, text)  # type: ignore[arg-type]
        assert heard(written) == heard(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("m'n", "m\u2019n"),
        ("п'ять", "п\u02bcять"),
        ("п\u2019ять", "п\u02bcять"),
        ('zeg "dag".', "zeg \u201cdag\u201d."),
        ("dites « salut »", "dites \u00ab\u00a0salut\u00a0\u00bb"),
        ("vingt-deux", "vingt\u2011deux"),
        ("Wacht...", "Wacht\u2026"),
        ("السلام", "الســـلام"),
        ("الله", "\ufdf2"),
        ("fiets", "\ufb01ets"),
    ],
)
def test_what_sounds_the_same_has_one_digest(one: str, other: str) -> None:
    assert Text("nl", one).digest == Text("nl", other).digest


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهم کمک کنم",
        "क\u094d\u200dष",
        "ക\u0d4d\u200dന",
        "نمی\u200cدانم",
        "۱۱۲",
        "\u0600۱",
    ],
)
def test_a_joiner_stays_where_its_script_has_it(text: str) -> None:
    assert cleaned(text) == text


@pytest.mark.parametrize(
    ("pasted", "text"),
    [
        ("می\u200c\u200cخواهم", "می\u200cخواهم"),
        ("سلام\u200c دنیا", "سلام دنیا"),
        ("\u200cسلام\u200d", "سلام"),
        ("می\u200cخواهم\u200f", "می\u200cخواهم"),
    ],
)
def test_a_joiner_goes_where_it_joins_nothing(pasted: str, text: str) -> None:
    assert cleaned(pasted) == text


@pytest.mark.parametrize(
    ("one", "other"), [("een", "één"), ("kom", "kom!"), ("Ja, nee", "Ja nee"), ("2", "²")]
)
def test_what_sounds_otherwise_stays_apart(one: str, other: str) -> None:
    assert heard(one) != heard(other)


def test_every_shipped_text_is_as_it_is_heard(catalogues: Catalogues) -> None:
    """So the digests of recordings stay as they were made."""
    for catalogue in catalogues.languages.values():
        assert [text for text in catalogue.texts.values() if heard(text) != text] == []


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = cleaned(text)
    assert cleaned(once) == once
    assert heard(heard(text)) == heard(text)
    assert not any(is_unseen(one) for one in once if one not in "\u200c\u200d")
