"""A native speaker of Arabic at the pages for recording, whose voice is espeak's."""

import re
from html import unescape
from pathlib import Path

from flask import Flask
from pydub import AudioSegment

from audio.engines.espeak import Espeak
from tests.audio.studio import record
from tests.routes.desk.conftest import Coordinator

ARABIC = "/staff/review/ar"
PAGE = "/staff/languages/ar"


class Speaker(Coordinator):
    """A native speaker, whose voice is espeak's."""

    def token(self) -> str:
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.get(ARABIC).text)
        assert found is not None
        return found[1]

    def texts(self) -> dict[str, str]:
        """Name -> words of what is to be recorded."""
        page = self.get(f"{ARABIC}/record").text
        found = re.findall(r'data-name="([^"]+)".*?>([^<]+)</button>', page)
        return {name: unescape(said) for name, said in found}

    def sends(self, name: str, sound: AudioSegment, folder: Path) -> dict[str, object]:
        """Send a recording as the page does, in the format of Chromium and Firefox."""
        headers = {"X-CSRFToken": self.token(), "Content-Type": "audio/webm"}
        answer = self.client.post(
            f"{ARABIC}/recordings/{name}",
            data=record(folder / "take.webm", sound).read_bytes(),
            headers=headers,
            base_url="https://hotline.test",
        )
        assert answer.status_code == 200, answer.text
        return dict(answer.get_json())


def voice(said: str) -> AudioSegment:
    speech = Espeak().speak(said, "ar", "ar")
    around = AudioSegment.silent(400, speech.frame_rate)
    return around + speech.apply_gain(-18 - speech.dBFS) + around


def joined(app: Flask, coordinator: Coordinator, name: str, *tasks: str) -> Speaker:
    answer = coordinator.post(f"{PAGE}/invite", name=name, tasks=[*tasks])
    found = re.search(rf'value="(https://[^"]+{ARABIC}#[^"]+)"', answer.text)
    assert found is not None, answer.text
    speaker = Speaker(app)
    assert speaker.post(f"{ARABIC}/link", invitation=unescape(found[1])).status_code == 303
    return speaker
