"""espeak-ng, from the wheel that brings it: robotic and hard to understand, but always there."""

from __future__ import annotations

import ctypes
import re
from pathlib import Path
from threading import Lock
from typing import Any

import espeakng_loader
from pydub import AudioSegment

from audio.engines.error import EngineError

# From espeak-ng's speak_lib.h.
_SYNCHRONOUS = 2
_DO_NOT_EXIT = 0x8000
_RATE = 1
_UTF8 = 1
_IPA = 0x02
_TIED = 0x80
"""Ties phonemes that belong together by a character, whose code is in the next higher bits."""
_CALLBACK = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p
)

_WORDS_A_MINUTE = 160
_VARIANT = "+m3"
_SWITCH = re.compile(r"\([^)]*\)")
"""Where espeak changes its voice for a foreign word: (^e^n), tied like a phoneme. The text has no
brackets, so nothing else has them.
"""
_OTHER_NAMES = {"zh": "cmn", "zh-Hans": "cmn", "no": "nb"}
"""Language -> what espeak-ng calls it, where that differs."""


class Espeak:
    """One voice at a time: the C library has one global state, so threads take turns."""

    release = f"espeak-ng {_VARIANT} {_WORDS_A_MINUTE}"
    _lock = Lock()
    _library: Any = None
    _rate = 0

    def speak(self, text: str, language: str, voice: str) -> AudioSegment:
        """Say a text. Raises EngineError for a voice that espeak-ng does not have."""
        with self._lock:
            library = self._load()
            if library.espeak_SetVoiceByName((voice + _VARIANT).encode()) != 0:
                raise EngineError(f"espeak has no voice {voice!r}: correct it in languages.toml")
            library.espeak_SetParameter(_RATE, _WORDS_A_MINUTE, 0)
            return AudioSegment(
                self._samples(library, text), sample_width=2, frame_rate=self._rate, channels=1
            )

    def phonemes(self, text: str, voice: str) -> str:
        """A text without punctuation in IPA, with diphthongs and affricates tied by ^.

        Raises EngineError for a voice that espeak-ng does not have.
        """
        with self._lock:
            library = self._load()
            if library.espeak_SetVoiceByName(voice.encode()) != 0:
                raise EngineError(f"espeak has no voice {voice!r}")
            library.espeak_TextToPhonemes.restype = ctypes.c_char_p
            buffer = ctypes.create_string_buffer(text.encode())
            rest = ctypes.c_char_p(ctypes.addressof(buffer))
            pieces: list[str] = []
            while rest.value:
                piece = library.espeak_TextToPhonemes(
                    ctypes.byref(rest), 1, _IPA | _TIED | ord("^") << 8
                )
                pieces.append((piece or b"").decode())
        return _SWITCH.sub("", " ".join(filter(None, pieces))).strip()

    def prepared(self, text: str, language: str) -> str:
        """The text itself: espeak makes phonemes of it while it speaks."""
        return text

    @staticmethod
    def available() -> bool:
        """Always: its wheel is installed with the hotline."""
        return True

    @staticmethod
    def voice_for(language: str) -> str | None:
        """The voice that espeak-ng names after the language."""
        voices = Path(espeakng_loader.get_data_path()) / "lang"
        name = _OTHER_NAMES.get(language, language.lower())
        return name if any(voices.glob(f"**/{name}")) else None

    @classmethod
    def _load(cls) -> Any:
        if cls._library is None:
            library = ctypes.CDLL(espeakng_loader.get_library_path())
            data = espeakng_loader.get_data_path().encode()
            cls._rate = library.espeak_Initialize(_SYNCHRONOUS, 0, data, _DO_NOT_EXIT)
            if cls._rate <= 0:
                raise EngineError("espeak could not start: run `make clean`, then `make install`")
            cls._library = library
        return cls._library

    @staticmethod
    def _samples(library: Any, text: str) -> bytes:
        """The speech as 16-bit samples. A callback receives it piece by piece."""
        pieces: list[bytes] = []

        def collect(samples: Any, count: int, _events: Any) -> int:
            if samples and count:
                pieces.append(ctypes.string_at(samples, count * 2))
            return 0

        callback = _CALLBACK(collect)
        library.espeak_SetSynthCallback(callback)
        spoken = text.encode()
        if library.espeak_Synth(spoken, len(spoken) + 1, 0, 1, 0, _UTF8, None, None) != 0:
            raise EngineError("espeak could not say a text")
        library.espeak_Synchronize()
        return b"".join(pieces)
