"""Speech engines, one file each. An engine turns a text into speech of studio quality.

To add one, write a module with a class that fits `Engine`, and name it in ENGINES. The engines and
voices of a language, best first, are in prompts/languages.toml (`voices`).
"""

from collections.abc import Mapping
from typing import Protocol

from pydub import AudioSegment

from audio.engines.espeak import Espeak
from audio.engines.gtts import Gtts
from audio.engines.kokoro import Kokoro
from audio.engines.kokoro_tonal import KokoroTonal


class Engine(Protocol):
    """A speech engine. release: names the engine and everything in it that changes its sound."""

    release: str

    def speak(self, text: str, language: str, voice: str) -> AudioSegment:
        """Say a text. Raises EngineError when it cannot."""

    def prepared(self, text: str, language: str) -> str:
        """What it makes of a text before a voice speaks it, such as phonemes. Raises EngineError
        when it cannot.
        """

    @staticmethod
    def available() -> bool:
        """Whether it is installed on this machine."""

    @staticmethod
    def voice_for(language: str) -> str | None:
        """The voice to begin with in a new language; None where the engine has none to propose."""


ENGINES: Mapping[str, type[Engine]] = {
    "espeak": Espeak,
    "gtts": Gtts,
    "kokoro": Kokoro,
    "kokoro-tonal": KokoroTonal,
}
NETWORKED = ("gtts",)
"""Engines that send a text to a service. The desk uses one only where the settings name it."""
EMBEDDED = "espeak"
"""The engine that speaks where there is no master. It is installed with the hotline and needs no
network.
"""
