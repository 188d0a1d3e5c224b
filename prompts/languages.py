"""languages.toml: what is known of each language."""

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from babel import Locale
from pydantic import BaseModel, ConfigDict, TypeAdapter

from prompts.tables import read_table
from prompts.template import HERE

LANGUAGES = HERE / "languages.toml"


class CarrierVoice(BaseModel):
    """A voice of the carrier, for a text that has no clip."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    language: str
    voice: str | None = None


class Language(BaseModel):
    """One language.

    voices: engine -> its voice, best engine first. voices_for: prompt -> engine -> its voice for
    this prompt alone, such as a slower one. reviewer, date, signed: who signed it, when, and
    the digest of what was signed (prompts/review.py). speaks: whether callers hear a signed text
    until the new one is signed, or the latest text.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    status: Literal["draft", "reviewed", "live"]
    say: CarrierVoice | None = None
    voices: dict[str, str] = {}
    voices_for: dict[str, dict[str, str]] = {}
    reviewer: str | None = None
    date: datetime.date | None = None
    signed: str | None = None
    speaks: Literal["reviewed", "latest"] = "reviewed"

    def voice(self, engine: str, prompt: str) -> str | None:
        """An engine's voice for a prompt; None where the language has none of this engine."""
        return self.voices_for.get(prompt, {}).get(engine) or self.voices.get(engine)


def load_languages(path: Path = LANGUAGES) -> Mapping[str, Language]:
    """Tag -> language. Raises pydantic's ValidationError, another ValueError, or OSError."""
    return _FILE.validate_python(read_table(path))


def direction(tag: str) -> str:
    """`rtl` for a language that is written from right to left, else `ltr` (CLDR)."""
    return "rtl" if Locale.parse(tag, sep="-").text_direction == "rtl" else "ltr"


_FILE = TypeAdapter(dict[str, Language])
