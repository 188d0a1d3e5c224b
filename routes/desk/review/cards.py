"""The texts of a language as cards, in the order in which a native speaker reads them: what is said
in danger first, then as callers meet them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

from audio.clip import seconds
from audio.text import Text, digest
from ivr.step import Utterance
from prompts.catalogue import SOURCE_LANGUAGE, Catalogues, names_key
from prompts.review import to_sign
from prompts.spelling import cleaned
from routes.call.hotline import Hotline
from routes.releases.second_person import is_of_danger

KEYS = "keys"
"""The card of the names of the keys, which other texts speak."""
BESIDE = (SOURCE_LANGUAGE, "nl", "fr")
"""Languages in which a card can be read, too."""


@dataclass(frozen=True, slots=True)
class CardText:
    """A text on a card. words: with its words in braces. digest: of the English and of it."""

    prompt: str
    english: str
    words: str

    @property
    def digest(self) -> str:
        """Names exactly this translation of this English."""
        return text_digest(self.english, self.words)


@dataclass(frozen=True, slots=True)
class Said:
    """Words as callers hear them. clip: what says them now; empty for nothing."""

    words: str
    clip: str = ""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Card:
    """What is read at one go: one text, or the names of all keys. said: its wordings, several where
    it names keys or languages. longest: seconds that it may last.
    """

    name: str
    texts: tuple[CardText, ...]
    said: tuple[Said, ...]
    longest: int | None = None
    is_of_danger: bool = False

    @property
    def clip(self) -> str:
        """What can be heard of it; empty for nothing."""
        return self.said[0].clip if self.said else ""


@dataclass(frozen=True, slots=True)
class Around:
    """What callers hear before and after a text; empty for nothing."""

    before: str
    after: str


def text_digest(english: str, words: str) -> str:
    """Names a translation of an English text."""
    return digest(english, words)


@dataclass(frozen=True)
class Cards:
    """The cards of a language. drafts: prompt -> text that was accepted and is not published."""

    hotline: Hotline
    language: str
    drafts: Mapping[str, str]

    @cached_property
    def catalogues(self) -> Catalogues:
        """The newest texts, with the drafts."""
        latest = self.hotline.latest
        known = latest.languages[self.language]
        newest = {prompt: cleaned(words) for prompt, words in self.drafts.items()}
        changed = replace(known, texts={**known.texts, **newest})
        template = dict(latest.template)
        if self.language == SOURCE_LANGUAGE:
            known_here = newest.keys() & template.keys()
            template |= {name: replace(template[name], text=newest[name]) for name in known_here}
        languages = {**latest.languages, self.language: changed}
        return replace(latest, template=template, languages=languages)

    @cached_property
    def texts(self) -> dict[str, CardText]:
        """Prompt -> text of everything that is signed."""
        signed = to_sign(self.catalogues, self.language).texts
        return {
            prompt: CardText(prompt, english, words) for prompt, (english, words) in signed.items()
        }

    @cached_property
    def all(self) -> list[Card]:
        """Every card, in the order of reading."""
        spoken = [prompt for prompt in self._utterances if prompt in self.texts]
        rest = [prompt for prompt in self.texts if prompt not in self._utterances]
        others = [prompt for prompt in rest if not names_key(prompt)]
        cards = [self._card(prompt) for prompt in (*spoken, *others)]
        keys = [prompt for prompt in rest if names_key(prompt)]
        if keys:
            texts = tuple(self.texts[prompt] for prompt in keys)
            cards.append(Card(KEYS, texts, tuple(Said(text.words) for text in texts)))
        return sorted(cards, key=lambda card: not card.is_of_danger)

    def find(self, name: str) -> Card | None:
        """The card of this name."""
        return next((card for card in self.all if card.name == name), None)

    def beside(self, card: Card) -> dict[str, list[str]]:
        """Language -> the same card in it, without the language of the card."""
        others = [tag for tag in BESIDE if tag != self.language]
        return {tag: found for tag in others if (found := list(self._in(card, tag)))}

    def around(self, card: Card) -> Around:
        """What callers hear before and after it, at the first place where it is said."""
        for node, said in self._by_node.items():
            prompts = [utterance.prompt for utterance in said]
            if card.name in prompts:
                at = prompts.index(card.name)
                before = self._words(said[at - 1]) if at else self._leads_to(node)
                after = self._words(said[at + 1]) if at + 1 < len(said) else ""
                return Around(before, after)
        return Around("", "")

    def _card(self, prompt: str) -> Card:
        said = dict.fromkeys(self._words(one) for one in self._utterances.get(prompt, ()))
        return Card(
            prompt,
            (self.texts[prompt],),
            tuple(self.said(words) for words in said),
            self.catalogues.template[prompt].seconds,
            is_of_danger(prompt, self.hotline),
        )

    def said(self, words: str) -> Said:
        """Some words, with the clip that says them."""
        library = self.hotline.library
        clip = library.clip(Text(self.language, words)) or ""
        return Said(words, clip, seconds(library.path(clip)) if clip else 0.0)

    def _in(self, card: Card, tag: str) -> Iterator[str]:
        known = self.catalogues.languages.get(tag)
        if known is None:
            return
        for text in card.texts:
            utterances = self._utterances.get(text.prompt)
            if text.prompt not in known.texts:
                continue
            if utterances:
                yield self._words(replace(utterances[0], language=tag))
            else:
                yield known.texts[text.prompt]

    def _words(self, utterance: Utterance) -> str:
        values = dict(utterance.values)
        return self.catalogues.text(utterance.prompt, utterance.language, values)

    def _leads_to(self, node: str) -> str:
        """What a caller heard who chose this node in a menu."""
        for name, one in self.hotline.whole.nodes.items():
            for way in one.exits():
                heard = {line.prompt: line for line in self._by_node.get(name, ())}
                if way.node == node and way.says in heard:
                    return self._words(heard[way.says])
        return ""

    @cached_property
    def _utterances(self) -> dict[str, list[Utterance]]:
        found: dict[str, list[Utterance]] = {}
        for utterance in chain.from_iterable(self._by_node.values()):
            found.setdefault(utterance.prompt, []).append(utterance)
        return found

    @cached_property
    def _by_node(self) -> dict[str, list[Utterance]]:
        found: dict[str, list[Utterance]] = {}
        for node, utterance in self.hotline.whole.script():
            if utterance.language == self.language:
                found.setdefault(node, []).append(utterance)
        return found
