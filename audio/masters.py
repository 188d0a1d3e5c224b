"""Masters: studio-quality recordings, human or synthetic, each of exactly one text.

audio/masters/<language>/<name>.opus, and beside them provenance.json: for each name, of which text
it is (by digest), who or what speaks, and who has listened. A master whose text has changed is
stale: it stays until it is recorded anew, and is never played.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from pydub import AudioSegment

from audio.ffmpeg import read, write_opus
from audio.files import write_whole
from audio.lexicon import lexicon
from audio.text import Text, digest

FOLDER = Path(__file__).parent / "masters"
HUMAN = "recording"
"""The engine of a master that a person has spoken."""


class Provenance(BaseModel):
    """Where a master comes from. text: digest of its words. spoken: digest of what an engine was
    given.
    sha256: of the file. reviewed_by: who has listened to it and found it good.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str
    spoken: str = ""
    engine: str
    release: str = ""
    voice: str = ""
    date: datetime.date
    sha256: str
    reviewed_by: str = ""

    def is_of(self, text: Text) -> bool:
        """Whether it says exactly this, and an engine would still read it the same way."""
        return self.text == text.digest and self.spoken in ("", spoken_digest(text, self.engine))


@dataclass(frozen=True, slots=True)
class Origin:
    """Who or what spoke a master, and when. spoken: digest of what an engine was given."""

    engine: str
    release: str
    voice: str
    date: datetime.date
    spoken: str = ""


class Masters:
    """The masters of a folder. all: (language, name) -> provenance.
    unreadable: language -> why there are none of it: its provenance file cannot be read.
    """

    def __init__(self, folder: Path = FOLDER) -> None:
        self.folder = folder
        self.all: dict[tuple[str, str], Provenance] = {}
        self.unreadable: dict[str, str] = {}
        for path in sorted(folder.glob("*/provenance.json")):
            try:
                self.all |= {
                    (path.parent.name, name): one for name, one in read_provenance(path).items()
                }
            except ValueError as error:
                self.unreadable[path.parent.name] = str(error)

    @cached_property
    def _by_text(self) -> dict[str, list[tuple[str, str]]]:
        """Two prompts may say the same."""
        found: dict[str, list[tuple[str, str]]] = {}
        for place, one in self.all.items():
            found.setdefault(one.text, []).append(place)
        return found

    def _place(self, text: Text) -> tuple[str, str] | None:
        """Of several masters that say this text now, a person's is best, then the first by name."""
        current = [
            place for place in self._by_text.get(text.digest, ()) if self.all[place].is_of(text)
        ]
        return min(
            current, key=lambda place: (self.all[place].engine != HUMAN, place), default=None
        )

    def of(self, text: Text) -> Provenance | None:
        """The provenance of the master that says this text now; None when there is none, or a stale
        one.
        """
        place = self._place(text)
        return self.all[place] if place else None

    def path(self, text: Text) -> Path:
        """The file of the master that says this text. Raises KeyError when there is none."""
        if place := self._place(text):
            return self._file(place)
        raise KeyError(text)

    def read(self, text: Text) -> AudioSegment:
        """The master that says this text, as it was kept. Raises ValueError for a missing or
        damaged file: ffmpeg would play what is left of it.
        """
        path = self.path(text)
        if not self.is_whole((text.language, path.stem)):
            state = "damaged" if path.exists() else "missing"
            raise ValueError(
                f"masters/{text.language}/{path.name} is {state}: get it from the repository or "
                "record it"
            )
        return read(path)

    def is_whole(self, place: tuple[str, str]) -> bool:
        """Whether the file of a master is there, just as it was kept."""
        try:
            return sha256(self._file(place).read_bytes()).hexdigest() == self.all[place].sha256
        except OSError:
            return False

    def _file(self, place: tuple[str, str]) -> Path:
        language, name = place
        return self.folder / language / f"{name}.opus"

    def stale(self, texts: Mapping[tuple[str, str], Text]) -> Iterable[tuple[str, str]]:
        """(language, name) of masters that no longer say what their prompt says."""
        return [
            place
            for place, one in self.all.items()
            if place in texts and not one.is_of(texts[place])
        ]

    def add(self, name: str, text: Text, sound: AudioSegment, origin: Origin) -> None:
        """Keep a master under a name; whatever was there before is replaced, or stays if this
        fails.
        """
        if problem := self.unreadable.get(text.language):
            raise ValueError(problem)
        path = self._file((text.language, name))
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.part")
        try:
            write_opus(sound, part)
            checksum = sha256(part.read_bytes()).hexdigest()
            kept = Provenance(**asdict(origin), text=text.digest, sha256=checksum)
            self._save(text.language, {**self.all, (text.language, name): kept})
            part.replace(path)  # if we are stopped just before: the checksum tells
        finally:
            part.unlink(missing_ok=True)
        self.all[text.language, name] = kept
        self.__dict__.pop("_by_text", None)

    def _save(self, language: str, masters: Mapping[tuple[str, str], Provenance]) -> None:
        here = {name: one for (tag, name), one in sorted(masters.items()) if tag == language}
        content = _FILE.dump_json(here, indent=1, exclude_defaults=True) + b"\n"
        write_whole(self.folder / language / "provenance.json", content)


def read_provenance(path: Path) -> dict[str, Provenance]:
    """Name -> provenance. Raises ValueError for a file that cannot be read, naming file, entry and
    reason.
    """
    try:
        return _FILE.validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        reason = ": ".join([*map(str, first["loc"]), first["msg"]])
    except OSError as error:
        reason = str(error.strerror)
    raise ValueError(
        f"masters/{path.parent.name}/{path.name} cannot be read, so its masters are not played: "
        f"{reason}. "
        "Get it from the repository"
    )


def spoken_digest(text: Text, engine: str) -> str:
    """Names what an engine is given to read; nothing for a person, who reads the text itself."""
    return (
        ""
        if engine == HUMAN
        else digest(text.language, lexicon(text.language).spoken(text.words, engine))
    )


_FILE = TypeAdapter(dict[str, Provenance])
