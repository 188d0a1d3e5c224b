"""gTTS: clearer than espeak, but it asks a network service that promises nothing.

It is used when masters are recorded, never during a call. Its library, which brings requests, is
therefore imported only when it speaks.
"""

from io import BytesIO
from time import sleep

from pydub import AudioSegment
from pydub.exceptions import PydubException

from audio.engines.error import EngineError
from audio.ffmpeg import ready

_TRIES = 4
_SECONDS = 10
"""Timeout of one request."""


class Gtts:
    """One text at a time. The service refuses hasty clients (429), so we wait and ask again."""

    release = "gtts"

    def __init__(self, pause: float = 5.0) -> None:
        """pause: seconds before the second try. Every further try waits twice as long."""
        self._pause = pause

    def speak(self, text: str, language: str, voice: str) -> AudioSegment:
        """Say a text. Raises EngineError when the service cannot be reached or refuses."""
        from gtts.tts import gTTSError

        for attempt in range(_TRIES):
            try:
                return self._ask(text, voice)
            except gTTSError as error:
                status = getattr(error.rsp, "status_code", None)
                if status != 429 or attempt == _TRIES - 1:
                    raise EngineError(_explain(status)) from error
                sleep(self._pause * 2**attempt)
        raise AssertionError("unreachable: the last try returns or raises")

    def prepared(self, text: str, language: str) -> str:
        """The text itself: nobody knows what the service makes of it."""
        return text

    @staticmethod
    def available() -> bool:
        """Always: the library is installed. Whether its service answers is seen when it speaks."""
        return True

    @staticmethod
    def voice_for(language: str) -> str | None:
        """The language itself, if the service is known to speak it."""
        from gtts.lang import tts_langs

        known = tts_langs()
        name = "zh-CN" if language == "zh" else language
        return name if name in known else None

    @staticmethod
    def _ask(text: str, voice: str) -> AudioSegment:
        from gtts import gTTS

        ready()
        speech = BytesIO()
        try:
            gTTS(text, lang=voice, lang_check=False, timeout=_SECONDS).write_to_fp(speech)
            speech.seek(0)
            return AudioSegment.from_file(speech, format="mp3", codec="mp3")
        except AssertionError as error:
            raise EngineError("gtts has nothing to say: the text is empty") from error
        except (PydubException, ValueError, IndexError) as error:
            raise EngineError(
                "gtts got no speech from its service: try again later, or use --engine espeak"
            ) from error


def _explain(status: int | None) -> str:
    if status is None:
        return "gtts could not reach its service: check the network, or use --engine espeak"
    if status == 429:
        return "gtts was refused for asking too often: try again later, what is recorded stays"
    return (
        f"gtts was refused by its service (HTTP {status}): try again later, or use --engine espeak"
    )
