"""Everything that a step of a call needs, ready before the first call."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from flask import Flask

from audio.library import Library
from audio.provenance import RecordingName
from audio.text import Text
from ivr.problems import Problem
from ivr.step import Utterance
from ivr.tree import Tree
from prompts.catalogue import SOURCE_LANGUAGE, Catalogues
from prompts.languages import CarrierVoice, Language
from prompts.template import placeholders
from routes.call.faults import Faults
from routes.call.floods import Floods
from routes.call.outgoing import Outgoing
from routes.call.refusals import Refusals
from routes.extension import Extension
from routes.settings.settings import Settings
from routes.translations import Message


@dataclass(frozen=True, slots=True)
class Speech:
    """How an utterance reaches the caller: a clip to play, else words for a carrier's voice."""

    text: Text
    clip: str | None
    voice: CarrierVoice | None

    @property
    def is_heard(self) -> bool:
        """Whether a clip or a voice of the carrier says it."""
        return self.clip is not None or self.voice is not None


@dataclass(frozen=True)
class Hotline:
    """The tree, its texts and its voices: everything that a step needs.

    tree: with the languages that are offered here. whole: with every language. catalogues: what
    callers hear. latest: the newest texts, also those that wait for a signature. warnings: what a
    coordinator should mend, by file and entry. files: a digest of the files that were read; empty
    where nobody compares it. broken: what is wrong with the current files, where this hotline runs
    on the last good ones instead. kept_on: when those were kept. release: the release of the desk
    that lies over the files; 0 for none. release_problem: why it is heard as it was kept, and not
    over the current files. former: texts of the release that cannot be heard yet, by language and
    prompt: callers hear the former ones. faults: what broke last.
    refusals: requests that the carrier did not sign. floods: whether far more people call than
    usual. Only the last three change.
    """

    settings: Settings
    tree: Tree
    whole: Tree
    catalogues: Catalogues
    latest: Catalogues
    languages: dict[str, Language]
    library: Library
    warnings: tuple[Message, ...] = field(default=())
    files: str = ""
    broken: tuple[Problem, ...] = field(default=())
    kept_on: datetime | None = None
    release: int = 0
    release_problem: str = ""
    former: frozenset[tuple[str, str]] = frozenset()
    faults: Faults = field(default_factory=Faults)
    refusals: Refusals = field(default_factory=Refusals)
    floods: Floods = field(default_factory=Floods)

    def name_of(self, language: str) -> str:
        """The name of a language in itself, such as "Nederlands"; its tag where it has none."""
        known = self.languages.get(language)
        return known.name if known else language

    def text(self, utterance: Utterance) -> Text:
        """The exact words of an utterance, and the language that they are in."""
        return _text(self.catalogues, utterance)

    def keys_of(self, utterance: Utterance) -> dict[str, str]:
        """The keys that an utterance tells of: word in braces -> key."""
        values = {**self.catalogues.values, **dict(utterance.values)}
        named = placeholders(self.catalogues.pattern(utterance.prompt, utterance.language))
        return {name: values[name] for name in named if len(values[name]) == 1}

    def speech(self, utterance: Utterance) -> Speech:
        """How an utterance is heard: by its clip, or a voice of the carrier, or in English."""
        own = self.own_speech(utterance)
        if own.is_heard or utterance.prompt in self.tree.only_in_own_language:
            return own
        return self.own_speech(replace(utterance, language=SOURCE_LANGUAGE))

    def own_speech(self, utterance: Utterance) -> Speech:
        """How an utterance is heard in its own language, if at all."""
        text = self.text(utterance)
        return Speech(text, self.library.clip(text), self.carrier_voice(text.language))

    def carrier_voice(self, language: str) -> CarrierVoice | None:
        """The carrier's own voice for a language, if it has one."""
        return self.languages[language].say if self.settings.carrier.has_voices else None

    @cached_property
    def outgoing(self) -> Outgoing:
        """How calls are placed, and where the hotline is."""
        settings = self.settings
        return Outgoing(settings.hotline_number, settings.sip_users, settings.whole_root)

    def script(self) -> Iterator[tuple[str, Utterance, Text]]:
        """Everything that can be said in any language, in the order of the tree: node, utterance,
        words.
        """
        return ((node, utterance, self.text(utterance)) for node, utterance in self.whole.script())

    def texts_of_clips_to_make(self, language: str | None = None) -> list[Text]:
        """Every text that callers may come to hear, whatever the settings are, also those that wait
        for a signature. language: only texts in this one.
        """
        utterances = [*(line for _, line in self.whole.script()), *self.whole.openings()]
        texts = dict.fromkeys(
            _text(catalogues, utterance)
            for catalogues in (self.catalogues, self.latest)
            for utterance in utterances
        )
        return [text for text in texts if language in (None, text.language)]

    @cached_property
    def recordings(self) -> dict[RecordingName, Text]:
        """Everything to be recorded, once, in the order of the tree.

        A text that a language lacks is recorded in English alone, which is spoken in its place.
        """
        return {name: text for name, (text, _) in self._named.items()}

    @cached_property
    def prompts_of_recordings(self) -> dict[RecordingName, str]:
        """The prompt that is recorded under each name."""
        return {name: prompt for name, (_, prompt) in self._named.items()}

    @cached_property
    def _named(self) -> dict[RecordingName, tuple[Text, str]]:
        named: dict[RecordingName, tuple[Text, str]] = {}
        for _, utterance, text in self.script():
            if text.language != utterance.language:
                continue
            own = dict(utterance.values).get("language")
            name = f"{utterance.prompt}.{own}" if own else utterance.prompt
            if named.get((utterance.language, name), (text,))[0] != text:  # also with another key
                name = f"{name}.{dict(utterance.values).get('key', '')}"
            named[utterance.language, name] = (text, utterance.prompt)
        return named

    @cached_property
    def texts_of_clips(self) -> dict[str, Text]:
        """Clip -> what it says, for a telephone that shows a transcript."""
        openings = map(self.text, self.whole.openings())
        texts = {*(text for _, _, text in self.script()), *openings}
        return {clip: text for text in texts if (clip := self.library.clip(text))}

    @cached_property
    def utterances_of_words(self) -> dict[str, Utterance]:
        """Words -> what says them, for a telephone that shows what they mean."""
        spoken = [*(utterance for _, utterance in self.whole.script()), *self.whole.openings()]
        return {self.text(utterance).words: utterance for utterance in spoken}


def _text(catalogues: Catalogues, utterance: Utterance) -> Text:
    words = catalogues.text(utterance.prompt, utterance.language, dict(utterance.values))
    spoken = catalogues.spoken_language(utterance.prompt, utterance.language)
    return Text(spoken, words, utterance.opens_call)


HOTLINE: Extension[Hotline] = Extension("hotline")
ALSO: Extension[list[Flask]] = Extension("also", list)
"""Further applications that carry the hotline of this one, such as the desk."""


def the_hotline() -> Hotline:
    """The hotline of the application at hand."""
    return HOTLINE.here()
