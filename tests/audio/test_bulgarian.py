"""Bulgarian in Kokoro's symbols: the letters tell the sounds, the lexicon tells the stress."""

import pytest

from audio.engines.kokoro_phonemes import phonemes
from tests.audio.spoken import spoken


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("едно́", "ednˈo"),
        ("че́тири", "ʧˈetiri"),
        ("пет", "pˈet"),
        ("звезди́чка", "zvezdˈiʧkɐ"),
        ("по́мощ", "pˈomoʃt"),
        ("слу́шайте", "slˈuʃɐjte"),
        ("тря́бва", "trʲˈabvɐ"),
        ("ня́кой", "ɲˈakoj"),
        ("меню́то", "meɲˈuto"),
        ("мо́ля", "mˈoʎɐ"),
        ("шофьо́р", "ʃofʲˈor"),
        ("Уе́й-а́ут", "uˈej ˈaut"),
    ],
)
def test_letters_tell_the_sounds(written: str, said: str) -> None:
    assert phonemes(written, "bg") == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("наза́д", "nɐzˈat"),
        ("чужд", "ʧˈuʃt"),
        ("нов о́пит", "nˈof ˈopit"),
        ("все́ки", "fsˈeki"),
        ("сгра́да", "zɡrˈadɐ"),
        ("твъ́рде", "tvˈərde"),
        ("схе́ма", "sxˈemɐ"),
    ],
)
def test_consonants_become_like_the_next_one(written: str, said: str) -> None:
    assert phonemes(written, "bg") == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("в поли́цията", "fpolˈiʦijɐtɐ"),
        ("в опа́сност", "vopˈasnost"),
        ("с добри́", "zdobrˈi"),
        ("с Вас", "svˈas"),
        ("от Бе́лгия", "od bˈelɡijɐ"),
        ("пред вла́стите", "pred vlˈastite"),
        ("нас ста́на", "nˈas stˈanɐ"),
    ],
)
def test_a_preposition_sounds_as_if_it_began_the_next_word(written: str, said: str) -> None:
    assert phonemes(written, "bg") == said


def test_little_words_lean_on_others_without_a_stress() -> None:
    assert phonemes("Не се оба́ждайте.", "bg") == "ne se obˈaʒdɐjte."


def test_a_stressed_ending_is_said_as_the_lexicon_writes_it() -> None:
    """They suffer, they hold: "а" in writing, the sound of "ъ" in speech."""
    said = phonemes(spoken("bg", "kokoro")["definition.forms"], "bg")
    assert "dərʒˈət se" in said


def test_one_spelling_with_two_stresses_is_told_apart_by_its_sentence() -> None:
    """Say where you are; what you say."""
    texts = spoken("bg", "kokoro")
    assert "каже́те къде́" in texts["danger.now"]
    assert "да ка́жете" in texts["transfer.stay"]
    assert "отиде́те" in texts["help.police"]
    assert "да оти́дете" in texts["signs.work"]
