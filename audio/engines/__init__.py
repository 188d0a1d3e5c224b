"""Speech engines, one file each. An engine turns a text into a master: studio-quality speech.

To add one: write a module with a class that fits `Engine`, and name it in ENGINES. Which engine
speaks which language, with which voice, best first, is data: `voices` in prompts/languages.toml.
"""

from collections.abc import Mapping
from typing import Protocol

from pydub import AudioSegment

from audio.engines.espeak import Espeak
from audio.engines.gtts import Gtts
from audio.engines.kokoro import Kokoro


class Engine(Protocol):
    """release: names the engine and everything in it that changes its sound."""

    release: str

    def speak(self, text: str, language: str, voice: str) -> AudioSegment:
        """Say a text. Raises EngineError when it cannot."""

    @staticmethod
    def available() -> bool:
        """Whether it is installed here."""

    @staticmethod
    def voice_for(language: str) -> str | None:
        """A voice for a language that nobody has tried yet; None where the engine knows of none."""


ENGINES: Mapping[str, type[Engine]] = {"espeak": Espeak, "gtts": Gtts, "kokoro": Kokoro}
EMBEDDED = "espeak"
"""The engine that is always there: installed with the hotline, and it needs no network. It fills
gaps.
"""
