"""Mandarin as it sounds, in the symbols that Kokoro's Chinese voices were taught.

pypinyin reads the characters: it knows words, and how tones change beside each other. Each syllable
is an initial and a final; the tone, an arrow, stands behind the vowel. `make voices` installs
pypinyin.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from audio.engines.error import EngineError

CHARACTERS = "\u3400-\u9fff"
_TONES = {"1": "→", "2": "↗", "3": "↓", "4": "↘", "5": ""}


def _table(arrows: str) -> Mapping[str, str]:
    """A table from "spelt→said" pairs. In a final * is the place of the tone."""
    return {spelt: said for spelt, _, said in (pair.partition("→") for pair in arrows.split())}


_INITIALS = _table(
    "zh→ꭧ ch→ꭧʰ sh→ʂ b→p p→pʰ m→m f→f d→t t→tʰ n→n l→l g→k k→kʰ h→x j→ʨ q→ʨʰ x→ɕ r→ɻ z→ʦ c→ʦʰ s→s"
)
_FINALS = _table(
    "a→a* o→wo* e→ɤ* ai→ai* ei→ei* ao→au* ou→ou* an→a*n en→ə*n ang→a*ŋ eng→ə*ŋ ong→ʊ*ŋ er→ɚ* "
    "i→i* ia→ja* ie→je* iao→jau* iou→jou* ian→jɛ*n in→i*n iang→ja*ŋ ing→i*ŋ iong→jʊ*ŋ "
    "u→u* ua→wa* uo→wo* uai→wai* uei→wei* uan→wa*n uen→wə*n uang→wa*ŋ ueng→wə*ŋ "
    "ü→y* üe→ɥe* üan→ɥɛ*n ün→y*n"
)
_HUMMED = "ɨ*"
"""The i of zhi, chi, shi, ri, zi, ci and si."""


def sounds_of(text: str) -> str:
    """A text with its Chinese words in symbols. All else stays. Raises EngineError without `make
    voices`.
    """
    return re.sub(f"[{CHARACTERS}]+", lambda found: " ".join(_words(found[0])), text)


def _words(characters: str) -> Iterator[str]:
    try:
        from pypinyin import Style, lazy_pinyin
        from pypinyin.contrib.tone_convert import to_finals, to_initials
        from pypinyin.seg.mmseg import seg
    except ImportError as error:
        raise EngineError(
            "Chinese needs its readings, and pypinyin is not installed: run `make voices`"
        ) from error
    words = list(seg.cut(characters))
    readings = lazy_pinyin(words, Style.TONE3, neutral_tone_with_five=True, tone_sandhi=True)
    syllables = iter(readings)
    for word in words:
        yield "".join(
            said(to_initials(one), to_finals(one, v_to_u=True), one[-1])
            for one in islice(syllables, len(word))
        )


def said(initial: str, final: str, tone: str) -> str:
    """One syllable, from its parts in pinyin."""
    hummed = final == "i" and initial in ("zh", "ch", "sh", "r", "z", "c", "s")
    sound = _HUMMED if hummed else _FINALS[final]
    return _INITIALS.get(initial, "") + sound.replace("*", _TONES[tone])
