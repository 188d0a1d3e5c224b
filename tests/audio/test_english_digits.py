"""Every English prompt names its key so that a recogniser tells it from the nine others."""

import json
import re
import subprocess
from typing import Any

import pytest

from audio.engines import EMBEDDED
from audio.ffmpeg import ready
from routes.call.hotline import Hotline
from routes.commands.audio_status import manifest

pocketsphinx = pytest.importorskip("pocketsphinx", reason="no wheel for this Python")

DIGITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
UNKNOWN = {"wallonia": "W AA L OW N IY AH", "postcode": "P OW S T K OW D"}
"""Words that the recogniser's dictionary lacks, in its phonemes."""


@pytest.fixture(scope="module")
def listener() -> Any:
    decoder = pocketsphinx.Decoder(samprate=16000, lm=None, logfn="/dev/null")
    for word, sounds in UNKNOWN.items():
        decoder.add_word(word, sounds, True)
    return decoder


def sixteen_kilohertz(clip: str) -> bytes:
    command = [ready(), "-v", "error", "-i", clip, "-f", "s16le", "-ac", "1", "-ar", "16000", "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout


def heard(listener: Any, clip: str, words: list[str]) -> list[str]:
    """The digits that are understood, when each digit of the words may be any of the ten."""
    any_digit = f"({'|'.join(DIGITS)})"
    sentence = " ".join(any_digit if word in DIGITS else word for word in words)
    listener.add_jsgf_string("prompt", f"#JSGF V1.0; grammar prompt; public <prompt> = {sentence};")
    listener.activate_search("prompt")
    listener.start_utt()
    listener.process_raw(sixteen_kilohertz(clip), full_utt=True)
    listener.end_utt()
    found = listener.hyp()
    return [word for word in found.hypstr.split() if word in DIGITS] if found else []


def test_every_english_key_is_understood(hotline: Hotline, listener: Any) -> None:
    """A text that nobody has recorded yet is said by the robot, which is hard to understand. The
    recogniser does not know the hotline's name, which the staff hear in a test call.
    """
    prompts = [
        one
        for one in json.loads(manifest(hotline))
        if one["language"] == "en"
        and one["choices"]
        and one["engine"] != EMBEDDED
        and "Wayout" not in one["words"]
    ]
    assert len(prompts) > 15
    for prompt in prompts:
        words = re.findall(r"[a-z']+", prompt["words"].lower())
        expected = [word for word in words if word in DIGITS]
        assert heard(listener, prompt["clip"], words) == expected, prompt["name"]
