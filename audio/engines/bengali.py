"""Bengali as espeak reads it right. Every consonant without a vowel sign has an inherent vowel.
Inside a word it is silent before most endings: "থাকলে" is "thakle". espeak speaks it, unless a
hasanta stands there.
"""

import re

_HASANTA = "\u09cd"
_NUKTA = "\u09bc"
_CONSONANT = f"[ক-হ]{_NUKTA}?"
_SIGN = "[\u09be-\u09cc]"
_ENDINGS = "তে|লে|বে|বেন|কে|টা|টি|রা|নি|নার|নাকে|ছে|ছি|ছেন|সে|সের"
_FALLS_AWAY = re.compile(
    rf"(?<=[\u0980-\u09cc{_NUKTA}])(?<!{_HASANTA})({_CONSONANT})(?=(?:{_ENDINGS})(?![\u0980-\u09ff]))"
)
_FINAL_T = re.compile("\u09beত(?![\u0980-\u09ff])")
_ONE_LETTER = (("ড\u09bc", "\u09dc"), ("ঢ\u09bc", "\u09dd"))
_BEFORE_A_SIGN = re.compile(f"য{_NUKTA}(?={_SIGN})")


def spelt_out(text: str) -> str:
    """A text with a hasanta where an inherent vowel is silent, and with the letters that espeak
    knows: in Unicode's normal form (NFC) three of them are two characters.
    """
    text = _FINAL_T.sub("\u09be\u09ce", text)
    text = _FALLS_AWAY.sub(rf"\1{_HASANTA}", text)
    for two, one in _ONE_LETTER:
        text = text.replace(two, one)
    return _BEFORE_A_SIGN.sub("\u09df", text)
