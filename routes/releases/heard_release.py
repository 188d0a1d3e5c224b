"""What callers hear of the texts of a release: with the sounds of the desk, and with the former
text where nothing says the new one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from audio.build import build
from audio.library import Library
from audio.masters import Masters
from audio.text import Text as SpokenText
from ivr.step import Utterance
from prompts.catalogue import names_key
from prompts.spelling import cleaned
from routes.call.hotline import Hotline
from routes.releases.change import Change, chains
from routes.releases.entities import Text, entity_of
from routes.releases.sound_files import SoundFiles


@dataclass(frozen=True, slots=True)
class HeardRelease:
    """Completes a hotline that is being opened from files with these changes over them."""

    changes: Sequence[Change]
    files: SoundFiles

    def complete(self, hotline: Hotline) -> Hotline:
        """With the sounds of these changes, and without those that were withdrawn. The robot says a
        changed text that has none; where it cannot, callers hear the former text.
        """
        masters = hotline.library.masters.with_added(self.files.added(self.changes))
        withdrawn = self.files.withdrawn
        library = Library(
            hotline.languages,
            hotline.library.folder,
            masters.without(withdrawn),
            self.files.clips,
        )
        heard = replace(hotline, library=library)
        wanted = (*_changed(heard, self.changes), *_said_by(masters, withdrawn, heard))
        texts = [text for text in dict.fromkeys(wanted) if library.clip(text) is None]
        for _made in build(library, texts) if texts else ():
            pass  # what could not be made is said by the former text, or by a voice of the carrier
        return _with_former_texts(heard, self.changes)


def _changed(hotline: Hotline, changes: Sequence[Change]) -> Iterator[SpokenText]:
    """Every text that a change of a text can have changed."""
    for entity in {one.entity for one in changes}:
        if isinstance(changed := entity_of(entity), Text):
            yield from map(hotline.text, _said(hotline, changed))


def _said_by(masters: Masters, withdrawn: frozenset[str], hotline: Hotline) -> Iterator[SpokenText]:
    """Every text that only a withdrawn master may have said."""
    lost = {one.text for one in masters.all.values() if one.sha256 in withdrawn}
    if lost:
        yield from (text for text in hotline.texts_of_clips_to_make() if text.digest in lost)


def _with_former_texts(hotline: Hotline, changes: Sequence[Change]) -> Hotline:
    """With the newest text of each changed prompt that has all the clips of the one before it."""
    former: set[tuple[str, str]] = set()
    for entity, chain in chains(changes).items():
        changed = entity_of(entity)
        if not isinstance(changed, Text) or not _is_heard(hotline, changed, chain[-1]):
            continue
        earlier = [chain[0].before, *(one.after for one in chain[:-1])]
        trials = [with_text(hotline, changed, str(words)) for words in reversed(earlier) if words]
        best = min([hotline, *trials], key=lambda one: _without_clip(one, changed))
        if best is not hotline:
            hotline = best
            former.add((changed.language, changed.prompt))
    return replace(hotline, former=frozenset(former))


def _is_heard(hotline: Hotline, changed: Text, change: Change) -> bool:
    """Whether callers would hear the text of a change. Otherwise they hear the signed one."""
    texts = hotline.catalogues.languages[changed.language].texts
    return texts.get(changed.prompt) == cleaned(str(change.after))


def _without_clip(hotline: Hotline, changed: Text) -> int:
    texts = map(hotline.text, _said(hotline, changed))
    return sum(hotline.library.clip(text) is None for text in texts)


def _said(hotline: Hotline, changed: Text) -> Iterator[Utterance]:
    """What says a prompt. The name of a key is said within any other prompt."""
    for line in (*(line for _, line in hotline.whole.script()), *hotline.whole.openings()):
        within = line.prompt == changed.prompt or names_key(changed.prompt)
        if line.language == changed.language and within:
            yield line


def with_text(hotline: Hotline, changed: Text, words: str) -> Hotline:
    """A hotline whose callers hear these words of a prompt."""
    catalogues = hotline.catalogues
    catalogue = catalogues.languages[changed.language]
    texts = {**catalogue.texts, changed.prompt: cleaned(words)}
    languages = {**catalogues.languages, changed.language: replace(catalogue, texts=texts)}
    return replace(hotline, catalogues=replace(catalogues, languages=languages))
