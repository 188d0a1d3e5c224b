"""Tagalog as it sounds, in Kokoro's symbols. espeak does not know the language.

The spelling tells the sounds, but not the stress. It is on the vowel before the last, in the words
of _LAST on the last, and where the lexicon puts an acute. English words, such as the keys, are read
as English.
"""

import re
from collections.abc import Callable


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_LAST = _words(
    """
    aalok alam alamin alok ano anuman baka bansa bumalik burahin dalhin dignidad dumating edad ganda
    gawin ginagawa gumagawa gumawa gusto gustong hanggang hilingin hindi hingin humihingi humiwalay
    huwag iba ibaba ibang ibigay ilayo impormasyon inyo ipadala isa itanong ito itong iyan iyon
    kailanman kami kanila kanino kanya kapag kapalit karahasan karaniwang karapatan katawan kayo
    kayong kilala kilalang kondisyon kondisyong kutob lahat ligtas linggo lugar madalas magandang
    maghintay maging magkasundo maglagay magmadali magsilbi magtanong mahal mahinang makapunta
    makinig mamalimos mamaya marinig martes masama matagal mawalan nakakawala nasaan nasaang
    nasyonalidad ngayon ngayong nila nilang ninyo ninyong nito niya niyang noong organisasyon
    paghahanap pagsasamantala pakiramdam pamamalimos pinagsasamantalahan pinapatakbo pindutin pinto
    pulis pumunta saan saka saktan sandali sasagot sasakyan sila sinasaktan sinasamantala sino siya
    sumagot sumakay sumasagot sundin talaga talagang tanda tapos tingin totoo tumitingin tungkol
    tutuloy uri wala walang
    """
)
_ENGLISH_SPELLING = re.compile("[cfjqvxz]|ph|th|sh|ee|ll|ss|tt")
"""What no Tagalog word has."""
_ENGLISH_WORDS = _words(
    """
    app asylum belgium border bus dial dot eight general guest hashtag helpline history host
    hotline human id immigration info international internet key laptop lock menu national nine
    number one online out permit postal pressure rating record recorded report sex star station
    stop temporary two type wallonia way
    """
)
_PREFIXES = ("i", "o")
"""The words of one letter: i- makes verbs ("i-dial"), o means "or"."""
_SHORT = {"ng": "naŋ", "mga": "maŋa"}
_SOUNDS = (
    *(("ngg", "ŋɡ"), ("ng", "ŋ"), ("ts", "ʧ"), ("dy", "ʤ"), ("ñ", "nj")),
    *(("g", "ɡ"), ("r", "ɾ"), ("y", "j")),
)
_ACUTES = str.maketrans("áéíóú", "aeiou")
_VOWEL = "[aeiouáéíóú]"


def sounds_of(text: str, english: Callable[[str], str]) -> str:
    """A text in symbols with its punctuation. english: says an English word in symbols."""

    def said(word: re.Match[str]) -> str:
        return english(word[0]) if is_english(word[0]) else _word(word[0].lower())

    return re.sub(r"\w+", said, re.sub(r"(?<=\w)-(?=\w)", " ", text))


def is_english(word: str) -> bool:
    """Whether a word has its English sounds."""
    small = word.lower()
    if len(small) == 1:
        return small not in _PREFIXES
    return small in _ENGLISH_WORDS or bool(_ENGLISH_SPELLING.search(small))


def _word(word: str) -> str:
    said = _SHORT.get(word) or _stressed(word)
    for spelt, sound in _SOUNDS:
        said = said.replace(spelt, sound)
    return said


def _stressed(word: str) -> str:
    """With ˈ before the vowel that has the stress. Words of one syllable have none."""
    vowels = [found.start() for found in re.finditer(_VOWEL, word)]
    if len(vowels) < 2:
        return word
    marked = re.search("[áéíóú]", word)
    place = marked.start() if marked else vowels[-1 if word in _LAST else -2]
    return f"{word[:place]}ˈ{word[place:]}".translate(_ACUTES)
