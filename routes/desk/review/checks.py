"""Whether better words can be spoken: the checks of an import, in the words of a native speaker."""

from audio.duration import usual_seconds
from audio.engines import EMBEDDED
from audio.text import Text
from prompts.check import faults_of
from prompts.spelling import plain
from prompts.template import placeholders
from routes.call.hotline import Hotline
from routes.desk.review.cards import Card, CardText
from routes.desk.review.words import say

MOST = 1.5
"""How many times longer than allowed a text may be: the length is only an estimate."""


def typed(words: str) -> str:
    """Words as they are kept."""
    return plain(words)


def problem_with(hotline: Hotline, language: str, card: Card, text: CardText, words: str) -> str:
    """What keeps words from being spoken, in a sentence; empty for nothing."""
    if not words:
        return say("Write the text first.")
    source = hotline.latest.template[text.prompt]
    if placeholders(words) != placeholders(source.text):
        names = ", ".join(f"{{{name}}}" for name in sorted(placeholders(source.text)))
        if not names:
            return say("There must be no words in braces in this text.")
        return say("These words in braces must stay as they are: %(words)s", words=names)
    if any(letter.isdecimal() for letter in words):
        return say("Write no digits: the words in braces become the numbers.")
    if faults_of(source, language, words):
        return say("A key must be in braces, as in the text above.")
    return _too_long(hotline, language, card, text, words)


def _too_long(hotline: Hotline, language: str, card: Card, text: CardText, words: str) -> str:
    """Only where the text became longer: what is there already is nobody's fault here."""
    if not card.longest or len(words) <= len(text.words):
        return ""
    voice = hotline.languages[language].voices.get(EMBEDDED)
    lasts = usual_seconds(Text(language, words), voice)
    if lasts <= card.longest * MOST:
        return ""
    told = {"seconds": round(lasts), "most": card.longest}
    return say("Too long: about %(seconds)s seconds instead of %(most)s.", **told)
