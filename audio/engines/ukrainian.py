"""Ukrainian as it sounds, in Kokoro's symbols.

The spelling is nearly phonetic, but does not show the stress. The lexicon does: it puts an acute
after the stressed vowel.
"""

import re

from audio.lexicon import ACUTE

_VOWELS = dict(zip("аеиіоу", "aɛɪiou", strict=True))
_IOTATED = dict(zip("яєюї", "aɛui", strict=True))
_CONSONANTS = dict(zip("бвгґджзйклмнпрстфхцчш", "bvhɡdʒzjklmnprstfxʦʧʃ", strict=True)) | {
    "ʣ": "ʣ",
    "ʤ": "ʤ",
}
_SOFTENED = set("бвгґджзклмнпрстфхцчшʣ")
_ONE_SOUND = (
    ("ться", "цьа"),
    ("шся", "сьа"),
    ("тс", "ц"),
    ("щ", "шч"),
    ("дз", "ʣ"),
    ("дж", "ʤ"),
    ("стн", "сн"),
    ("сьйо", "сьо"),
)
_ANY_VOWEL = "аеєиіїоуюя"
_WORD = rf"[\w'ʼ’{ACUTE}-]+"


def sounds_of(text: str) -> str:
    """A text in symbols with its punctuation. A preposition of one letter joins the next word."""
    said = re.sub(_WORD, lambda word: _word(word[0]), text.lower())
    return re.sub(r"\b([vwzu]) (?=\S)", r"\1", said)


def _word(word: str) -> str:
    word = _stressed(re.sub("['’]", "ʼ", word))
    for spelt, said in _ONE_SOUND:
        word = word.replace(spelt, said)
    return "".join(_sound(word, place) for place in range(len(word)))


def _stressed(word: str) -> str:
    """Stress a word on its only vowel, unless it is as short as a preposition."""
    if len(word) < 4 or ACUTE in word or len(re.findall(f"[{_ANY_VOWEL}]", word)) != 1:
        return word
    return re.sub(f"([{_ANY_VOWEL}])", rf"\1{ACUTE}", word)


def _sound(word: str, place: int) -> str:
    letter = word[place]
    after = word[place + 1 : place + 2]
    stress = "ˈ" if after == ACUTE else ""
    if letter in _VOWELS:
        return stress + _VOWELS[letter]
    if letter in _IOTATED:
        soft = letter != "ї" and word[place - 1 : place] in _SOFTENED
        return f"{'ʲ' if soft else 'j'}{stress}{_IOTATED[letter]}"
    if letter == "в":
        return "v" if after and after in "аеиіоуяєюїрл" else "w"
    return {"ь": "ʲ", "-": " "}.get(letter, _CONSONANTS.get(letter, ""))
