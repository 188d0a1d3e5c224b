"""The notices that callers hear now. A call takes them from memory, and never waits for them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from audio.text import Text
from ivr.notices import Notices
from ivr.step import Utterance
from routes.call.hotline import Hotline, Speech
from routes.extension import Extension


@dataclass(frozen=True, slots=True)
class OnAir:
    """notices: the newest first. clips: what says words of their own, in this folder."""

    notices: Notices = ()
    clips: Mapping[Text, str] = field(default_factory=dict)
    folder: Path | None = None

    def speech(self, hotline: Hotline, utterance: Utterance) -> Speech:
        """How an utterance is heard, also one with words of its own."""
        if not utterance.words:
            return hotline.speech(utterance)
        text = Text(utterance.language, utterance.words)
        return Speech(text, self.clips.get(text), hotline.carrier_voice(text.language))

    def text_of(self, clip: str) -> Text | None:
        """The words of its own that a clip says; None where it is no notice's."""
        return next((text for text, name in self.clips.items() if name == clip), None)

    def folder_of(self, clip: str) -> Path | None:
        """The folder that has this clip; None where it is no notice's."""
        return self.folder if clip in self.clips.values() else None


ON_AIR: Extension[OnAir] = Extension("on_air", OnAir)
