"""gTTS: clearer than espeak, but it asks a network service that promises nothing.

Used when clips are prepared, never during a call: so its library, which brings requests, is
imported only then.
"""

from io import BytesIO
from time import sleep

from pydub import AudioSegment
from pydub.exceptions import PydubException

from audio.engines.error import EngineError
from audio.ffmpeg import ready

_TRIES = 4
_SECONDS = 10
"""How long one request may take."""


class Gtts:
    """One text at a time: the service refuses who asks too fast (429), so we wait and ask again."""

    release = "gtts"

    def __init__(self, pause: float = 5.0) -> None:
        """pause: seconds before the second try; every further try waits twice as long."""
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

    @staticmethod
    def available() -> bool:
        """The library is installed; whether its service can be reached shows when it is asked."""
        return True

    @staticmethod
    def voice_for(language: str) -> str | None:
        """What its service is known to speak."""
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
                "gtts got no speech from its service: go on later, or use --engine espeak"
            ) from error


def _explain(status: int | None) -> str:
    if status is None:
        return "gtts could not reach its service: check the network, or use --engine espeak"
    if status == 429:
        return "gtts was refused for asking too often: go on later, what is done stays done"
    return f"gtts was refused by its service (HTTP {status}): go on later, or use --engine espeak"
