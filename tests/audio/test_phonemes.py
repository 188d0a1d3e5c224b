"""What Kokoro is given to speak: every text of every language, in symbols."""

import re

import pytest

from audio.engines.kokoro_phonemes import phonemes
from audio.lexicon import lexicon
from tests.audio.spoken import KNOWN, WITHOUT_EXTRAS, spoken, symbols

VOWELS = "aeiouyæøœɐɑɒɔəɚɛɜɤɨɪɯʊʌᵊᵻAIOQWY"

LEFT_OUT = {"ar": "ˤ\u032a", "fa": "1", "vi": "12456ɗ\u032a"}
"""Language -> symbols outside Kokoro's vocabulary: emphatic Arabic consonants, a mark of espeak's
Persian, Vietnamese tones."""


@pytest.mark.parametrize("language", WITHOUT_EXTRAS)
def test_no_text_has_a_mark_that_would_be_spoken(language: str) -> None:
    """espeak marks where it changes its voice, and ties symbols: Kokoro would speak the letters."""
    marked = {prompt for prompt, said in symbols(language).items() if re.search(r"[()^_|]", said)}
    assert not marked


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "En Wallonie."), ("de", "Ihren Laptop."), ("nl", "De website."), ("vi", "trang web")],
)
def test_a_foreign_word_is_spoken_without_naming_its_language(language: str, text: str) -> None:
    said = phonemes(text, language)
    assert not re.search(r"[()^]|en\b", said)


@pytest.mark.parametrize("language", WITHOUT_EXTRAS)
def test_payoke_has_three_syllables(language: str) -> None:
    """Patsy, Yolande and the Dutch -ke. With two it is the Russian word for a ration."""
    said = phonemes(lexicon(language).spoken("Payoke", "kokoro"), language)
    assert len(re.findall(f"[{VOWELS}]+", said)) == 3


@pytest.mark.parametrize(("language", "vowels"), [("bg", "аеиоуъюя"), ("uk", "аеєиіїоуюя")])
def test_every_word_has_its_stress(language: str, vowels: str) -> None:
    """Kokoro guesses no stress: a word that the lexicon lacks is said without any."""
    words = re.findall(r"[\w'ʼ’\u0301-]+", " ".join(spoken(language, "kokoro").values()))
    longer = {word for word in words if len(re.findall(f"[{vowels}]", word.lower())) > 1}
    assert not {word for word in longer if "\u0301" not in word}


@pytest.mark.parametrize("language", ["ro", "ru"])
def test_every_word_that_is_corrected_is_in_a_text(language: str) -> None:
    """Another release of espeak may write it in another way: then nothing would correct it."""
    all_said = " ".join(symbols(language).values())
    corrected = lexicon(language).symbols["kokoro"].values()
    assert not {said for said in corrected if not re.search(rf"(?<!\w){said}(?!\w)", all_said)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Дают еду.", "daˈjut jɪdˈu."),
        ("Какие у вас права.", "kakʲˈijɪ u vˈɑs pravˈɑ."),
        ("Имеют право.", "ɪmʲˈejut prˈɑvʌ."),
        ("От семьи.", "ot sʲimʲjˈi."),
        ("Здесь хозяин.", "zʲdʲˈesʲ xʌzʲˈɑin."),
        ("Теперь вернуться.", "tʲipʲˈerʲ vʲirnˈuʦʌ."),
        ("До свидания.", "dʌ svʲidˈɑnʲija."),
    ],
)
def test_russian_words_that_espeak_says_wrong_are_corrected(text: str, said: str) -> None:
    assert phonemes(text, "ru") == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Pentru sfaturi.", "pˌentru sfˈaturʲ."),
        ("O rețea.", "o reʦˈea."),
        ("La dumneavoastră.", "la dˌumneavˈɔastrə."),
        ("De încredere.", "de ɨnkrˈedeɾe."),
        ("Veți auzi.", "vˌeʦʲ auzˈi."),
        ("Sau auziți.", "sW ˌauzˈiʦʲ."),
        ("Oricând.", "oɾikˈɨnd."),
        ("Apeluri, apelul.", "apˈelurʲ, apˈelul."),
        ("Mai întâi.", "mI ɨntˈɨɪ."),
    ],
)
def test_romanian_words_that_espeak_says_wrong_are_corrected(text: str, said: str) -> None:
    assert phonemes(text, "ro") == said


def test_no_russian_vowel_is_written_with_a_quote() -> None:
    """espeak does so between soft consonants, as in "люди". A text has no quotes left."""
    assert '"' not in "".join(symbols("ru").values())


@pytest.mark.parametrize("language", WITHOUT_EXTRAS)
def test_the_symbols_that_kokoro_leaves_out_are_known(language: str) -> None:
    """It drops them without a word. What is listed does no harm, or waits for its own rules."""
    assert set("".join(symbols(language).values())) - KNOWN == set(LEFT_OUT.get(language, ""))


@pytest.mark.parametrize("language", WITHOUT_EXTRAS)
def test_a_full_stop_ends_a_word(language: str) -> None:
    """Inside a word it would be a pause."""
    assert not {
        prompt for prompt, said in symbols(language).items() if re.search(r"\.(?!\s|$)", said)
    }


def test_romanian_softens_a_sound_once() -> None:
    """espeak writes it twice at the end of "sunteți", with a stress between."""
    assert phonemes("Unde sunteți?", "ro") == "ˈunde sˈunteʦʲ?"


def test_hungarian_a_is_rounded_as_kokoro_knows_it() -> None:
    assert "ɑ" not in "".join(symbols("hu").values())
    assert "ɒ" in phonemes("maradjon", "hu")
