"""Make clips, several at once. A clip is written whole or not at all."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from pydub import AudioSegment
from pydub.exceptions import PydubException

from audio.engines import EMBEDDED, ENGINES
from audio.engines.error import EngineError
from audio.files import write_whole
from audio.lexicon import lexicon
from audio.library import ClipSource, Library
from audio.mastering import master_to_clip
from audio.text import Text

AT_ONCE = 4
"""Threads. ffmpeg does the work, in processes of its own."""


@dataclass(frozen=True, slots=True)
class Made:
    """One text that was tried. problem: what went wrong; empty when its best clip is there."""

    text: Text
    problem: str = ""


def build(library: Library, texts: Sequence[Text]) -> Iterator[Made]:
    """Make the best clip of every text, in any order. A failure does not stop the others. They go
    into the further folder of the library, where it has one.
    """
    _folder(library).mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        jobs = [pool.submit(_make, library, text) for text in texts]
        for job in as_completed(jobs):
            yield job.result()


def _make(library: Library, text: Text) -> Made:
    """Try one source after the other, so that the embedded engine speaks for a broken master."""
    problems: list[str] = []
    for source in library.sources(text):
        if problem := _try(library, text, source):
            problems.append(problem)
        else:
            break
    return Made(text, "; ".join(dict.fromkeys(problems)))


def _try(library: Library, text: Text, source: ClipSource) -> str:
    """Make one clip from one source. Returns what went wrong; empty when nothing did."""
    if library.has(source):
        return ""
    try:
        clip = master_to_clip(_sound(library, text, source), source.lead)
        write_whole(_folder(library) / source.clip, clip)
    except PydubException as error:
        return f"ffmpeg could not make the clip: {str(error).splitlines()[0]}"
    except (EngineError, ValueError, OSError) as error:
        return str(error)
    library.made(source.clip)
    return ""


def _folder(library: Library) -> Path:
    return library.added or library.folder


def _sound(library: Library, text: Text, source: ClipSource) -> AudioSegment:
    if source.master:
        return library.masters.read(text)
    spoken = lexicon(text.language).spoken(text.words, EMBEDDED)
    return ENGINES[EMBEDDED]().speak(spoken, text.language, source.voice)
