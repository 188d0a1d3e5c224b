"""Speech engines, one file each. An engine turns a text into a master: studio-quality speech.

To add one: write a module with a class that fits `Engine`, and name it in ENGINES.
"""

from collections.abc import Callable, Mapping
from typing import Protocol

from pydub import AudioSegment

from audio.engines.espeak import Espeak
from audio.engines.gtts import Gtts


class Engine(Protocol):
    """release: names the engine and everything in it that changes its sound, for the clip's name.
    threads: how many texts it can be given at once.
    """

    release: str
    threads: int

    def speak(self, text: str, voice: str) -> AudioSegment:
        """Say a text. Raises EngineError when it cannot."""


ENGINES: Mapping[str, Callable[[], Engine]] = {"espeak": Espeak, "gtts": Gtts}
EMBEDDED = "espeak"
"""The engine that is always there: installed with the hotline, and it needs no network."""
