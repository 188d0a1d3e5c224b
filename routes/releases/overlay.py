"""The files with the changes of the desk over them. Pure: content and changes in, content out.

The files in git are the base. A change that is in the base already counts no longer, and one that
does not fit the base is a conflict: it is told, and never guessed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from prompts.catalogue import SOURCE_LANGUAGE
from routes.releases.change import Change, Conflict, Content, Value, chains
from routes.releases.destinations_file import DestinationsFile
from routes.releases.entities import EnglishOf, NoSuchEntity, Signature, Sound, Text, entity_of
from routes.releases.precedence import alike, in_turn, is_of_removed_line
from routes.releases.signatures import read_signature, with_signature
from routes.releases.sounds_file import SoundsFiles
from routes.releases.texts_file import TextsFile


@dataclass(frozen=True, slots=True)
class Overlaid:
    """content: with the changes that fit. conflicts: the changes that do not. absorbed: changes
    that the base has already.
    """

    content: Content
    conflicts: tuple[Conflict, ...]
    absorbed: tuple[Change, ...]


def overlay(content: Content, changes: Iterable[Change]) -> Overlaid:
    """Lay changes over a base. Of one entity the base may be at any point of its changes: the
    earlier ones are in it then, and the rest follow.
    """
    files = ReadFiles(content)
    conflicts: list[Conflict] = []
    absorbed: list[Change] = []
    all_chains = chains(changes)
    for entity, chain in in_turn(all_chains):
        try:
            if isinstance(sound := entity_of(entity), Sound):
                absorbed += chain if files.sounds.have(sound, chain[-1].after) else chain[:-1]
                continue
            found = files.read(entity)
            place = _place(entity, chain, found)
            if isinstance(place, Change):
                conflicts.append(Conflict(place, found))
                continue
            absorbed += chain[:place]
            if place < len(chain):
                files.write(entity, chain[-1].after)
        except NoSuchEntity as error:
            if is_of_removed_line(entity, all_chains):
                absorbed += chain
            else:
                conflicts.append(Conflict(chain[-1], None, str(error)))
    return Overlaid(files.content, tuple(conflicts), tuple(absorbed))


def value_in(content: Content, entity: str) -> Value:
    """What the files say of an entity. Raises NoSuchEntity."""
    return ReadFiles(content).read(entity)


class ReadFiles:
    """The files of a content, each read when it is first asked for."""

    def __init__(self, content: Content) -> None:
        self._content = dict(content)
        self._texts: dict[str, TextsFile] = {}
        self.sounds = SoundsFiles(content)
        self._destinations: DestinationsFile | None = None
        self._place = next((path for path in content if path.startswith("destinations/")), "")

    def read(self, entity: str) -> Value:
        """What the files say of an entity. Raises NoSuchEntity."""
        found = entity_of(entity)
        if isinstance(found, Text | EnglishOf):
            return self._texts_of(found).read(found)
        if isinstance(found, Signature):
            return read_signature(self._content, found.language)
        if isinstance(found, Sound):
            return None
        return self._of_destinations().read(found)

    def write(self, entity: str, value: Value) -> None:
        """Let the files say something else of an entity. Raises NoSuchEntity."""
        found = entity_of(entity)
        if isinstance(found, Text | EnglishOf):
            self._texts_of(found).write(found, value)
        elif isinstance(found, Signature):
            self._content |= with_signature(self._content, found.language, value)
        elif not isinstance(found, Sound):
            self._of_destinations().write(found, value)

    @property
    def content(self) -> Content:
        """The whole content, as it is now. A file in which nothing was changed stays as it was."""
        files: dict[str, TextsFile | DestinationsFile] = {**self._texts}
        if self._destinations:
            files[self._place] = self._destinations
        return {
            **self._content,
            **{path: one.content for path, one in files.items() if one.changed},
        }

    def _of_destinations(self) -> DestinationsFile:
        if not self._place:
            raise NoSuchEntity("there is no file of destinations")
        if self._destinations is None:
            self._destinations = DestinationsFile(self._place, self._content[self._place])
        return self._destinations

    def _texts_of(self, entity: Text | EnglishOf) -> TextsFile:
        path = f"catalogues/{entity.language}.po"
        if entity.language == SOURCE_LANGUAGE:
            path = next((one for one in self._content if one.startswith("template/")), path)
        if path not in self._content:
            raise NoSuchEntity(f"there is no file {path}")
        if path not in self._texts:
            self._texts[path] = TextsFile(path, self._content[path])
        return self._texts[path]


def _place(entity: str, chain: list[Change], found: Value) -> int | Change:
    """How many changes of a chain are in the files already, or the one that does not fit them.
    Which English a translation has does no harm to a caller: the files count where they know it.
    """
    values = [chain[0].before, *(change.after for change in chain)]
    same = [index for index, one in enumerate(values) if alike(entity, one, found)]
    if isinstance(entity_of(entity), EnglishOf) and not same:
        return len(chain) if found else 0
    pairs = pairwise(chain)
    # The first change that does not begin where the one before it ended.
    broken = (two for one, two in pairs if not alike(two.entity, one.after, two.before))
    return next(broken, None) or (same[-1] if same else chain[-1])
