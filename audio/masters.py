"""Masters: studio-quality recordings, human or synthetic, each of exactly one text.

A master is a file, audio/masters/<language>/<name>.opus. The file provenance.json beside it says
for each name which text was spoken (by digest), who or what spoke it, and who has listened to it.
A master whose text has changed is stale: it is kept until it is recorded anew, but never played.
"""

from collections.abc import Collection, Mapping
from dataclasses import asdict
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from pydub import AudioSegment

from audio.engines import EMBEDDED
from audio.ffmpeg import read, write_opus
from audio.files import write_whole
from audio.provenance import HUMAN, Origin, Provenance, RecordingName, content_of, read_provenance
from audio.text import Text

FOLDER = Path(__file__).parent / "masters"


class Masters:
    """The masters of a folder.

    all: the provenance of every master. unreadable: languages whose provenance file cannot be
    read, with the reason; their masters are not used. added: further masters, and their files.
    """

    def __init__(self, folder: Path = FOLDER) -> None:
        self.folder = folder
        self.all: dict[RecordingName, Provenance] = {}
        self.unreadable: dict[str, str] = {}
        self.added: dict[RecordingName, Path] = {}
        for path in sorted(folder.glob("*/provenance.json")):
            language = path.parent.name
            try:
                self.all |= {(language, name): one for name, one in read_provenance(path).items()}
            except ValueError as error:
                self.unreadable[language] = str(error)

    def with_added(self, masters: Mapping[RecordingName, tuple[Provenance, Path]]) -> "Masters":
        """These masters and further ones, each with its file. A further one comes before one of
        the folder that says the same, unless only the latter was spoken by a person.
        """
        both = Masters(self.folder)
        both.added = {name: path for name, (_, path) in masters.items()}
        both.all |= {name: provenance for name, (provenance, _) in masters.items()}
        return both

    def without(self, checksums: Collection[str]) -> "Masters":
        """These masters without those that have one of these checksums."""
        if not checksums:
            return self
        fewer = Masters(self.folder)
        fewer.all |= {name: self.all[name] for name in self.added}
        fewer.all = {name: one for name, one in fewer.all.items() if one.sha256 not in checksums}
        fewer.added = {name: path for name, path in self.added.items() if name in fewer.all}
        return fewer

    def of(self, text: Text) -> Provenance | None:
        """The provenance of the master that says this text now, or None. A stale one is not it."""
        recording = self._current(text)
        return self.all[recording] if recording else None

    def path(self, text: Text) -> Path:
        """The file of the master that says this text. Raises KeyError when there is none."""
        if recording := self._current(text):
            return self._file(recording)
        raise KeyError(text)

    def read(self, text: Text) -> AudioSegment:
        """The master that says this text.

        Raises ValueError for a file that is missing or damaged: ffmpeg would play what is left.
        """
        path = self.path(text)
        if not self.is_whole(self._current(text) or ("", "")):
            state = "damaged" if path.exists() else "missing"
            raise ValueError(
                f"masters/{text.language}/{path.name} is {state}: "
                "get it from the repository or record it"
            )
        return read(path)

    def is_whole(self, recording: RecordingName) -> bool:
        """Whether the file of a master is there, unchanged since it was written."""
        try:
            return sha256(self._file(recording).read_bytes()).hexdigest() == (
                self.all[recording].sha256
            )
        except OSError:
            return False

    def stale(self, texts: Mapping[RecordingName, Text]) -> list[RecordingName]:
        """The masters that no longer say what they should, unless a further one does. texts: what
        each recording must say.
        """
        return [
            recording
            for recording, provenance in self.all.items()
            if recording in texts
            and not provenance.is_of(texts[recording])
            and self._current(texts[recording]) not in self.added
        ]

    def add(self, name: str, text: Text, sound: AudioSegment, origin: Origin) -> None:
        """Write a master in place of any former one of this name.

        Raises ValueError when the language's provenance file cannot be read. The former master
        stays when writing fails.
        """
        if problem := self.unreadable.get(text.language):
            raise ValueError(problem)
        path = self._file((text.language, name))
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.part")
        try:
            write_opus(sound, part)
            checksum = sha256(part.read_bytes()).hexdigest()
            provenance = Provenance(**asdict(origin), text=text.digest, sha256=checksum)
            self._save(text.language, {(text.language, name): provenance})
            part.replace(path)  # a stop just before this leaves a checksum that does not fit
        finally:
            part.unlink(missing_ok=True)

    def take(self, recording: RecordingName, provenance: Provenance, content: bytes) -> Path:
        """Write a master whose file exists already, in place of any former one of this name.
        Returns its path. Raises ValueError as `add` does, and OSError.
        """
        language, _ = recording
        if problem := self.unreadable.get(language):
            raise ValueError(problem)
        path = self._file(recording)
        path.parent.mkdir(parents=True, exist_ok=True)
        self._save(language, {recording: provenance})
        write_whole(path, content)
        return path

    def remove(self, checksums: Collection[str]) -> list[Path]:
        """Delete the masters of the folder that have one of these checksums; their files, which are
        gone now. Raises OSError.
        """
        gone = {
            name: self._file(name)
            for name, one in self.all.items()
            if one.sha256 in checksums and name not in self.added
        }
        for name, path in gone.items():
            del self.all[name]
            path.unlink(missing_ok=True)
        for language in sorted({language for language, _ in gone}):
            self._save(language, {})
        return sorted(gone.values())

    @cached_property
    def _by_text(self) -> dict[str, list[RecordingName]]:
        """Digest of a text -> the recordings of it: two prompts may say the same."""
        found: dict[str, list[RecordingName]] = {}
        for recording, provenance in self.all.items():
            found.setdefault(provenance.text, []).append(recording)
        return found

    def _current(self, text: Text) -> RecordingName | None:
        """The master that says this text now. A person's comes before an engine's, and the robot's
        comes last. Among equals a further one wins, then the first by name.
        """
        current = [one for one in self._by_text.get(text.digest, ()) if self.all[one].is_of(text)]

        def place(one: RecordingName) -> tuple[bool, bool, bool, RecordingName]:
            engine = self.all[one].engine
            return engine != HUMAN, engine == EMBEDDED, one not in self.added, one

        return min(current, key=place, default=None)

    def _file(self, recording: RecordingName) -> Path:
        language, name = recording
        return self.added.get(recording) or self.folder / language / f"{name}.opus"

    def _save(self, language: str, new: Mapping[RecordingName, Provenance]) -> None:
        masters = {name: one for name, one in self.all.items() if name not in self.added} | {**new}
        here = {name: one for (tag, name), one in sorted(masters.items()) if tag == language}
        write_whole(self.folder / language / "provenance.json", content_of(here))
        self.all |= new
        self.__dict__.pop("_by_text", None)
