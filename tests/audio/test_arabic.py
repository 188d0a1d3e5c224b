"""Arabic as it is spoken: what is guessed, what is silent, and how words end before a pause."""

import pytest

from audio.engines import arabic
from audio.engines.arabic import in_pauses, with_first_vowels, with_vowels, without_silent_letters
from audio.engines.kokoro_phonemes import phonemes


class Guesser:
    """In place of the model: it keeps a text, and remembers what it was given."""

    def __init__(self, answer: str = "") -> None:
        self.answer, self.given = answer, ""

    def diacritize(self, text: str) -> str:
        self.given = text
        return self.answer or text


def guesses(monkeypatch: pytest.MonkeyPatch, answer: str = "") -> Guesser:
    guesser = Guesser(answer)
    monkeypatch.setattr(arabic, "_marker", lambda: guesser)
    return guesser


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("اضْغُطُوا صِفْر", "اضْغُطُو صِفْر"),
        ("ابْقَوْا مَعَنَا", "ابْقَوْ مَعَنَا"),
        ("وَاحِد", "وَاحِد"),
        ("هَوَانَا", "هَوَانَا"),
    ],
)
def test_the_alif_of_plural_verbs_is_silent(written: str, said: str) -> None:
    assert without_silent_letters(written) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("اضْغُطُو اثْنَيْنِ", "اِضْغُطُو اِثْنَيْنِ"),
        ("اسْمُهُ", "اِسْمُهُ"),
        ("اتِّصَالٍ الْآنَ", "اِتِّصَالٍ الْآنَ"),
        ("اُكْتُبُو", "اُكْتُبُو"),
    ],
)
def test_a_word_that_begins_with_two_consonants_begins_with_i(written: str, said: str) -> None:
    assert with_first_vowels(written) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("ثَلَاثَةَ.", "ثَلَاثَهْ."),
        ("سِتَّة", "سِتَّهْ"),
        ("تِسْعَةً: نَعَمْ", "تِسْعَهْ: نَعَمْ"),
        ("مَعَ شَخْصٍ، الْآنَ", "مَعَ شَخْصْ، الْآنْ"),
        ("أَوْ اضْغُطُو وَاحِدٍ", "أَوْ اضْغُطُو وَاحِدْ"),
        ("أَوَّلًا.", "أَوَّلًا."),
        ("هُنَا، هِيَ.", "هُنَا، هِيَ."),
        ("الْوَطَنِيِّ.", "الْوَطَنِيّ."),
    ],
)
def test_no_case_is_spoken_before_a_pause(written: str, said: str) -> None:
    assert in_pauses(written) == said


def test_a_word_that_has_marks_keeps_them(monkeypatch: pytest.MonkeyPatch) -> None:
    guesses(monkeypatch, "قَوْلُوا أَيْنَ")
    assert with_vowels("قُولُوا أين") == "قُولُو أَيْنْ"


def test_vowels_are_guessed_while_the_punctuation_is_arabic(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Behind a comma of another script the model guessed other vowels in 37 texts."""
    guesser = guesses(monkeypatch)
    said = phonemes("فِي وَقْتٍ، اِضْغَطُوا صِفْرْ", "ar")
    assert guesser.given == "فِي وَقْتٍ، اِضْغَطُوا صِفْرْ"
    assert "waqt," in said.replace("ˈ", "")


@pytest.mark.parametrize("text", ["صِفْرْ", "اِضْغَطُوا", "ظُرُوفْ", "ضِدّ"])
def test_no_full_stop_is_inside_a_word(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """espeak writes one behind the vowel of an emphatic consonant."""
    guesses(monkeypatch)
    assert "." not in phonemes(text, "ar")


def test_a_diphthong_is_one_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    guesses(monkeypatch)
    assert not {"aˌi", "aˌu"} & {phonemes("هَذَا لَيْسَ ذَنْبَكُمْ", "ar")[n : n + 3] for n in range(30)}


def test_no_glottal_stop_is_spoken_as_a_t(monkeypatch: pytest.MonkeyPatch) -> None:
    guesses(monkeypatch)
    said = phonemes("أَرْبَعَهْ مَعَ", "ar")
    assert "ʔ" not in said
    assert said.count("ʁ") == 2
