"""Which clip says a text, if any."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from audio.engines import ENGINES
from audio.lexicon import lexicon
from audio.mastering import RECIPE
from prompts.languages import Language

FOLDER = Path(__file__).parent / "clips"


@dataclass(frozen=True, slots=True)
class Text:
    """Something that is said: its language and its exact words."""

    language: str
    words: str

    @property
    def spoken(self) -> str:
        """The words as an engine should read them."""
        return lexicon(self.language).spoken(self.words)


class Library:
    """The clips of a folder. A clip is named by all that makes its sound, so it never changes."""

    def __init__(self, languages: Mapping[str, Language], folder: Path = FOLDER) -> None:
        self.folder = folder
        self._languages = languages
        self._there = {path.name for path in folder.glob("*.wav")}
        self._found: dict[Text, str | None] = {}

    def clip(self, text: Text) -> str | None:
        """The file name of the best clip that says exactly this, or None."""
        if text not in self._found:
            self._found[text] = next((name for name in self._names(text) if name in self._there), None)
        return self._found[text]

    def missing(self, texts: Iterable[Text], engine: str) -> Iterator[Text]:
        """The texts that this engine has not yet said, but can: its voice is known."""
        for text in dict.fromkeys(texts):
            voice = self._languages[text.language].voices.get(engine)
            if voice and clip_name(text, engine, voice) not in self._there:
                yield text

    def voice(self, text: Text, engine: str) -> str:
        """The engine's voice for this text's language. Raises KeyError when it has none."""
        return self._languages[text.language].voices[engine]

    def _names(self, text: Text) -> Iterator[str]:
        for engine, voice in self._languages[text.language].voices.items():
            yield clip_name(text, engine, voice)


def clip_name(text: Text, engine: str, voice: str) -> str:
    """The name of the clip in which an engine's voice says a text."""
    made_of = "\0".join((RECIPE, ENGINES[engine]().release, voice, text.language, text.spoken))
    return f"{sha256(made_of.encode()).hexdigest()[:32]}.wav"
