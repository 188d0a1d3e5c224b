"""What is typed as a text: what must be written instead, and what to look at again."""

from collections.abc import Iterator

from prompts.catalogue import SOURCE_LANGUAGE
from prompts.check import faults_of
from prompts.glossary import unsaid_terms
from prompts.readability import LONGEST, longest_sentence
from prompts.template import Source, placeholders
from prompts.words import not_words
from routes.desk.translation import _

KEY = "{key}"
"""Where a text names a key of the telephone."""


def wrong(source: Source, tag: str, text: str) -> str:
    """Why callers cannot hear this text, and what to write instead; empty for a fit one."""
    if not text:
        return _("Write what callers should hear.")
    wanted, there = placeholders(source.text), placeholders(text)
    if wanted != there:
        return _braces(wanted, there)
    if not faults_of(source, tag, text):
        return ""
    if next(not_words(source.text, text), None):
        return _("These are not words that can be said. Write what callers should hear.")
    if any(letter.isdigit() for letter in text):
        return _(
            "Write no digits: the hotline fills in keys and numbers, as %(key)s or %(number)s.",
            key=KEY,
            number="{emergency}",
        )
    return _("A sentence says to press a key and names none. Write %(key)s.", key=KEY)


def hints(source: Source, tag: str, text: str, pace: float | None) -> Iterator[str]:
    """What to look at again in a text that can be heard. pace: letters a second."""
    if tag != SOURCE_LANGUAGE:
        for term, words in unsaid_terms(tag, source.text, text).items():
            agreed = ", ".join(words)
            yield _("“%(term)s” was agreed to be: %(words)s.", term=term, words=agreed)
    lasts = len(text) / pace if pace else 0
    if source.seconds and lasts > source.seconds:
        yield _(
            "It would last about %(seconds)s seconds. %(longest)s are allowed.",
            seconds=round(lasts),
            longest=source.seconds,
        )
    if (count := longest_sentence(text)) > LONGEST:
        yield _("A sentence has %(count)s words. Two short ones are easier to hear.", count=count)


def _braces(wanted: frozenset[str], there: frozenset[str]) -> str:
    if any(" " in name for name in there):
        return _("A brace has no other half. Write words such as %(key)s in two braces.", key=KEY)
    if lacking := wanted - there:
        words = ", ".join(f"{{{name}}}" for name in sorted(lacking))
        return _("Write %(words)s, too: the hotline fills in a key or a number.", words=words)
    words = ", ".join(f"{{{name}}}" for name in sorted(there - wanted))
    return _("Take out %(words)s: the English has no such word in braces.", words=words)
