"""Make clips: several at once, each whole or not at all."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkstemp

from pydub.exceptions import PydubException

from audio.engines import ENGINES, Engine
from audio.engines.error import EngineError
from audio.library import Library, Text, clip_name
from audio.mastering import master_to_clip


@dataclass(frozen=True, slots=True)
class Made:
    """One text that was tried. problem: why there is no clip; empty when there is."""

    text: Text
    problem: str = ""


def build(library: Library, texts: Sequence[Text], engine: str) -> Iterator[Made]:
    """Make a clip of every text, in no order; a text that fails does not stop the others."""
    library.folder.mkdir(parents=True, exist_ok=True)
    speaker = ENGINES[engine]()
    with ThreadPoolExecutor(speaker.threads) as pool:
        jobs = [pool.submit(_make, library, text, engine, speaker) for text in texts]
        for job in as_completed(jobs):
            yield job.result()


def _make(library: Library, text: Text, engine: str, speaker: Engine) -> Made:
    voice = library.voice(text, engine)
    try:
        clip = master_to_clip(speaker.speak(text.spoken, voice))
        _write(library.folder / clip_name(text, engine, voice), clip)
    except PydubException as error:
        return Made(text, f"ffmpeg could not make the clip: {str(error).splitlines()[0]}")
    except (EngineError, ValueError, OSError) as error:
        return Made(text, str(error))
    return Made(text)


def _write(path: Path, clip: bytes) -> None:
    """All of it or nothing: another process may be reading, or making the same clip."""
    handle, name = mkstemp(dir=path.parent, suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(clip)
        part.chmod(0o644)
        part.replace(path)
    except OSError:
        part.unlink()
        raise
