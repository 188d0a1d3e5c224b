"""Where each master comes from: audio/masters/<language>/provenance.json, an entry a master."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from audio.lexicon import lexicon
from audio.text import Text, digest
from prompts.spelling import heard

HUMAN = "recording"
"""The engine of a master that a person has spoken."""
RecordingName = tuple[str, str]
"""Language and name of a recording: ("nl", "main.welcome")."""


class Provenance(BaseModel):
    """Where a master comes from.

    text: digest of its words. spoken: digest of what an engine was given to read. prepared: digest
    of what the engine made of that, and of the voice (audio/preparation.py). sha256: of the file.
    reviewed_by: who has listened to it and approved it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str
    spoken: str = ""
    prepared: str = ""
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
    """Who or what spoke a master, and when. spoken, prepared: as in its provenance."""

    engine: str
    release: str
    voice: str
    date: datetime.date
    spoken: str = ""
    prepared: str = ""


def read_provenance(path: Path) -> dict[str, Provenance]:
    """Name -> provenance. Raises ValueError with file, entry and reason when it cannot be read."""
    try:
        return _FILE.validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        reason = ": ".join([*map(str, first["loc"]), first["msg"]])
    except OSError as error:
        reason = str(error.strerror)
    raise ValueError(
        f"masters/{path.parent.name}/{path.name} cannot be read, so its masters are not played: "
        f"{reason}. Get it from the repository"
    )


def content_of(masters: Mapping[str, Provenance]) -> bytes:
    """The file that says this. name -> provenance, in the order of the file."""
    return _FILE.dump_json(dict(masters), indent=1, exclude_defaults=True) + b"\n"


def spoken_digest(text: Text, engine: str) -> str:
    """Names what an engine is given to read. Empty for a person, who reads the text itself."""
    if engine == HUMAN:
        return ""
    return digest(text.language, heard(lexicon(text.language).spoken(text.words, engine)))


_FILE = TypeAdapter(dict[str, Provenance])
