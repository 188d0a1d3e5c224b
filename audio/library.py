"""Finds the clip that says a text: made from its master, else spoken by the embedded engine."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from audio.clip import is_whole
from audio.engines import EMBEDDED, ENGINES
from audio.lexicon import lexicon
from audio.mastering import LEAD, OPENING_LEAD, RECIPE
from audio.masters import Masters
from audio.text import Text, digest
from prompts.languages import Language

FOLDER = Path(__file__).parent / "clips"


@dataclass(frozen=True, slots=True)
class ClipSource:
    """What a clip is made from: a master, or else the embedded engine's voice.

    clip: the file name of the clip. lead: milliseconds of silence before its words.
    """

    clip: str
    master: Path | None = None
    voice: str = ""
    lead: int = LEAD


class Library:
    """The clips of a folder. A clip is named by all that makes its sound, so it never changes.

    added: a second folder, of clips that the desk brings: a server may not write into the first.
    """

    def __init__(
        self,
        languages: Mapping[str, Language],
        folder: Path = FOLDER,
        masters: Masters | None = None,
        added: Path | None = None,
    ) -> None:
        self.folder = folder
        self.added = added
        self.masters = masters or Masters()
        self._languages = languages
        places = [place for place in (folder, added) if place]
        clips = (path for place in places for path in place.glob("*.wav"))
        self._there = {path.name for path in clips if is_whole(path)}
        self._found: dict[Text, tuple[str, ...]] = {}

    def clip(self, text: Text) -> str | None:
        """The file name of the best clip that says exactly this, or None. Words that open a call
        are rather said without their silence than by another voice.

        A clip that was deleted meanwhile is not named, so that the text is said in another way.
        """
        if text not in self._found:
            plain = self.sources(replace(text, opens_call=False))
            pairs = zip(self.sources(text), plain, strict=True)
            names = dict.fromkeys(source.clip for pair in pairs for source in pair)
            self._found[text] = tuple(name for name in names if name in self._there)
        return next((name for name in self._found[text] if self.path(name).exists()), None)

    def names(self) -> frozenset[str]:
        """The file names of all clips that are there."""
        return frozenset(self._there)

    def path(self, clip: str) -> Path:
        """Where a clip is."""
        first = self.folder / clip
        return self.added / clip if self.added and not first.exists() else first

    def sources(self, text: Text) -> Iterator[ClipSource]:
        """What can say this text, best first."""
        lead, more = (OPENING_LEAD, [f"lead {OPENING_LEAD}"]) if text.opens_call else (LEAD, [])
        if master := self.masters.of(text):
            name = _name(master.sha256, *more)
            yield ClipSource(name, master=self.masters.path(text), lead=lead)
        if voice := self._languages[text.language].voices.get(EMBEDDED):
            spoken = lexicon(text.language).spoken(text.words, EMBEDDED)
            name = _name(ENGINES[EMBEDDED]().release, voice, spoken, *more)
            yield ClipSource(name, voice=voice, lead=lead)

    def missing(self, texts: Iterable[Text]) -> list[Text]:
        """The texts whose best clip is not made yet, each once."""
        return [
            text
            for text in dict.fromkeys(texts)
            if (best := self.best(text)) and not self.has(best)
        ]

    def best(self, text: Text) -> ClipSource | None:
        """The best source of a text, whether its clip is made or not."""
        return next(self.sources(text), None)

    def has(self, source: ClipSource) -> bool:
        """Whether the clip of a source is there."""
        return source.clip in self._there

    def was_there(self, clip: str) -> bool:
        """Whether a clip of this name was there when the library was opened, or was made since."""
        return clip in self._there

    def made(self, clip: str) -> None:
        """Take a clip in that has just been made."""
        self._there.add(clip)
        self._found.clear()


def clips_of_master(sha256: str) -> tuple[str, str]:
    """The clips that can be made of a master: with a short silence before it, and a long one."""
    return _name(sha256), _name(sha256, f"lead {OPENING_LEAD}")


def _name(*made_of: str) -> str:
    return f"{digest(RECIPE, *made_of)}.wav"
