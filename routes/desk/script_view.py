"""The script as a coordinator reads it: node by node, every prompt once, with all that is known of
it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from audio.text import Text
from ivr.step import Utterance
from prompts.catalogue import CATALOGUES, SOURCE_LANGUAGE, load_catalogue
from prompts.languages import direction
from routes.call.hotline import Hotline
from routes.desk.translation import N_
from routes.operations.script.recording import Recording, recording_of
from routes.operations.script.rows import status_of

STATUSES = {
    "missing": N_("not recorded"),
    "untranslated": N_("not translated"),
    "stale": N_("out of date"),
    "unread": N_("changed since it was signed"),
    "draft": N_("draft"),
    "reviewed": N_("reviewed"),
    "live": N_("live"),
}
"""How far a text or a recording can be, worst first -> in words. A text is never missing, a
recording never untranslated or live.
"""
SPEAKERS = {
    "person": N_("a person's voice"),
    "engine": N_("synthetic voice"),
    "robot": N_("robot's voice"),
}
"""Who or what speaks -> in words."""
WANTING = ("missing", "untranslated", "stale", "unread")
"""What stands out: somebody has work to do, besides reading drafts."""


@dataclass(frozen=True, slots=True)
class Saying:
    """One wording of a prompt: its words, and its recording."""

    language: str
    words: str
    recording: Recording

    @property
    def direction(self) -> str:
        """ltr or rtl."""
        return direction(self.language)


@dataclass(frozen=True, slots=True)
class Row:
    """A prompt in one language beside the English. sayings: several where it names keys or
    languages.
    status: of its text. longest: seconds that it may last. newer: the text that waits to be signed,
    if any.
    """

    prompt: str
    language: str
    status: str
    note: str
    longest: int | None
    english: tuple[Saying, ...]
    sayings: tuple[Saying, ...]
    newer: str = ""

    @property
    def statuses(self) -> set[str]:
        """Of its text and its recordings."""
        return {self.status, *(one.recording.status for one in self.sayings)}

    @property
    def wanting(self) -> bool:
        """Whether it stands out."""
        return not self.statuses.isdisjoint(WANTING)


@dataclass(frozen=True, slots=True)
class Part:
    """What a node says. again: prompts that stand further up already."""

    node: str
    rows: tuple[Row, ...]
    again: tuple[str, ...]


@dataclass(frozen=True)
class Reader:
    """Reads the script of one language."""

    hotline: Hotline
    language: str
    _seen: set[str] = field(default_factory=set)

    def parts(self) -> Iterator[Part]:
        """Every node that says something in this language, in the order of the tree."""
        said: dict[str, dict[str, list[Utterance]]] = {}
        for node, utterance in self.hotline.whole.script():
            if utterance.language == self.language:
                said.setdefault(node, {}).setdefault(utterance.prompt, []).append(utterance)
        for node, prompts in said.items():
            new = [prompt for prompt in prompts if prompt not in self._seen]
            self._seen.update(new)
            rows = tuple(self.row(prompt, prompts[prompt]) for prompt in new)
            yield Part(node, rows, tuple(prompt for prompt in prompts if prompt not in new))

    def row(self, prompt: str, utterances: list[Utterance]) -> Row:
        """One prompt."""
        source = self.hotline.catalogues.template[prompt]
        sayings = {self.hotline.text(one): one for one in utterances}
        english = {self.hotline.text(self._in_english(one)): one for one in utterances}
        return Row(
            prompt,
            self.language,
            status_of(self.hotline, self.language, prompt),
            source.note,
            source.seconds,
            tuple(self._saying(prompt, text) for text in english)
            if self.language != SOURCE_LANGUAGE
            else (),
            tuple(self._saying(prompt, text) for text in sayings),
            self._newer(prompt),
        )

    def _in_english(self, utterance: Utterance) -> Utterance:
        return Utterance(utterance.prompt, SOURCE_LANGUAGE, utterance.values)

    def _saying(self, prompt: str, text: Text) -> Saying:
        name = self._names.get((text.language, prompt, text), prompt)
        return Saying(
            text.language, text.words, recording_of(self.hotline, (text.language, name), text)
        )

    @cached_property
    def _names(self) -> dict[tuple[str, str, Text], str]:
        prompts = self.hotline.prompts_of_recordings
        recordings = self.hotline.recordings
        return {(name[0], prompts[name], text): name[1] for name, text in recordings.items()}

    def _newer(self, prompt: str) -> str:
        if prompt not in self.hotline.catalogues.languages[self.language].kept:
            return ""
        return self._latest.get(prompt, "")

    @cached_property
    def _latest(self) -> dict[str, str]:
        """The texts on the disk: callers hear those that were signed."""
        path = CATALOGUES / f"{self.language}.po"
        return (
            dict(load_catalogue(path, self.hotline.catalogues.template).texts)
            if path.exists()
            else {}
        )


def prompt_in_every_language(hotline: Hotline, prompt: str) -> list[Row]:
    """A row a language that says it, English first."""
    said: dict[str, list[Utterance]] = {}
    for _node, utterance in hotline.whole.script():
        if utterance.prompt == prompt:
            said.setdefault(utterance.language, []).append(utterance)
    order = sorted(said, key=lambda tag: (tag != SOURCE_LANGUAGE, tag))
    return [Reader(hotline, tag).row(prompt, said[tag]) for tag in order]
