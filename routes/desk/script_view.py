"""The script as a coordinator reads it: node by node, every prompt once, with all that is known of
its texts and recordings.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from audio.text import Text
from ivr.step import Utterance
from prompts.catalogue import CATALOGUES, SOURCE_LANGUAGE, load_catalogue
from prompts.languages import direction
from routes.call.hotline import Hotline
from routes.operations.script.recording import TextRecording, recording_of
from routes.operations.script.rows import status_of
from routes.translations import N_

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
"""The statuses that stand out: they need more work than reading a draft."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of a prompt, and its recording."""

    language: str
    words: str
    recording: TextRecording

    @property
    def direction(self) -> str:
        """ltr or rtl."""
        return direction(self.language)


@dataclass(frozen=True, slots=True)
class PromptView:
    """A prompt in one language beside the English. english, wordings: several where the prompt
    names keys or languages. status: of its text. longest: seconds that it may last. newer: the text
    that waits to be signed; empty for none.
    """

    prompt: str
    language: str
    status: str
    note: str
    longest: int | None
    english: tuple[Wording, ...]
    wordings: tuple[Wording, ...]
    newer: str = ""

    @property
    def statuses(self) -> set[str]:
        """The statuses of its text and its recordings."""
        return {self.status, *(wording.recording.status for wording in self.wordings)}

    @property
    def wanting(self) -> bool:
        """Whether it stands out."""
        return not self.statuses.isdisjoint(WANTING)


@dataclass(frozen=True, slots=True)
class NodeView:
    """What a node says. repeated: prompts that an earlier node shows already."""

    node: str
    prompts: tuple[PromptView, ...]
    repeated: tuple[str, ...]


@dataclass(frozen=True)
class ScriptView:
    """The script of one language."""

    hotline: Hotline
    language: str

    def nodes(self) -> Iterator[NodeView]:
        """Every node that says something in this language, in the order of the tree."""
        by_node: dict[str, dict[str, list[Utterance]]] = {}
        for node, utterance in self.hotline.whole.script():
            if utterance.language == self.language:
                by_node.setdefault(node, {}).setdefault(utterance.prompt, []).append(utterance)
        shown: set[str] = set()
        for node, prompts in by_node.items():
            new = [prompt for prompt in prompts if prompt not in shown]
            shown.update(new)
            views = tuple(self.prompt(prompt, prompts[prompt]) for prompt in new)
            yield NodeView(node, views, tuple(prompt for prompt in prompts if prompt not in new))

    def prompt(self, prompt: str, utterances: list[Utterance]) -> PromptView:
        """One prompt, with the utterances that say it."""
        source = self.hotline.catalogues.template[prompt]
        texts = dict.fromkeys(self.hotline.text(utterance) for utterance in utterances)
        english: dict[Text, None] = {}
        if self.language != SOURCE_LANGUAGE:
            english = dict.fromkeys(
                self.hotline.text(Utterance(prompt, SOURCE_LANGUAGE, utterance.values))
                for utterance in utterances
            )
        return PromptView(
            prompt,
            self.language,
            status=status_of(self.hotline, self.language, prompt),
            note=source.note,
            longest=source.seconds,
            english=tuple(self._wording(prompt, text) for text in english),
            wordings=tuple(self._wording(prompt, text) for text in texts),
            newer=self._newer(prompt),
        )

    def _wording(self, prompt: str, text: Text) -> Wording:
        name = self._names.get((text.language, prompt, text), prompt)
        recording = recording_of(self.hotline, (text.language, name), text)
        return Wording(text.language, text.words, recording)

    @cached_property
    def _names(self) -> dict[tuple[str, str, Text], str]:
        """Language, prompt and text -> the name of the recording."""
        prompts = self.hotline.prompts_of_recordings
        recordings = self.hotline.recordings
        return {(name[0], prompts[name], text): name[1] for name, text in recordings.items()}

    def _newer(self, prompt: str) -> str:
        if prompt not in self.hotline.catalogues.languages[self.language].kept:
            return ""
        return self._latest.get(prompt, "")

    @cached_property
    def _latest(self) -> dict[str, str]:
        """The texts in the files. Callers hear those that were signed."""
        path = CATALOGUES / f"{self.language}.po"
        if not path.exists():
            return {}
        return dict(load_catalogue(path, self.hotline.catalogues.template).texts)


def prompt_in_every_language(hotline: Hotline, prompt: str) -> list[PromptView]:
    """A prompt in each language that says it, English first."""
    by_language: dict[str, list[Utterance]] = {}
    for _node, utterance in hotline.whole.script():
        if utterance.prompt == prompt:
            by_language.setdefault(utterance.language, []).append(utterance)
    order = sorted(by_language, key=lambda tag: (tag != SOURCE_LANGUAGE, tag))
    return [ScriptView(hotline, tag).prompt(prompt, by_language[tag]) for tag in order]
