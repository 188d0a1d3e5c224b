"""gTTS: whatever its service answers, the engine speaks or raises EngineError.

Only the service is simulated, by `responses`.
"""

import base64
import json
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from urllib.parse import parse_qs

import pytest
import requests
import responses
from pydub import AudioSegment

from audio.engines.error import EngineError
from audio.engines.gtts import Gtts
from audio.ffmpeg import ready
from audio.mastering import master_to_clip
from tests.audio import sound

SERVICE = "https://translate.google.com/_/TranslateWebserverUi/data/batchexecute"
TRIES = 4


@cache
def mp3() -> bytes:
    ready()
    speech = BytesIO()
    sound.babble(24000).export(speech, format="mp3")
    return speech.getvalue()


def answer(speech: bytes) -> str:
    """What the service answers: a line of JSON in JSON, as gtts/tts.py reads it."""
    inner = json.dumps([base64.b64encode(speech).decode()])
    rows = [["wrb.fr", "jQ1olc", inner, None, None, None, "generic"]]
    return f")]}}'\n\n{json.dumps(rows, separators=(',', ':'))}\n"


def said(request: requests.PreparedRequest) -> list[object]:
    """Text and language of a request."""
    rpc = json.loads(parse_qs(str(request.body))["f.req"][0])
    parameters: list[object] = json.loads(rpc[0][0][1])
    return parameters[:2]


@pytest.fixture
def service() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock() as mock:
        yield mock


def speak(text: str = "Hello") -> AudioSegment:
    return Gtts(pause=0).speak(text, "nl", "nl")


def test_it_gives_the_speech_that_the_service_sent(service: responses.RequestsMock) -> None:
    service.post(SERVICE, answer(mp3()))
    assert len(speak()) == pytest.approx(len(sound.babble(24000)), abs=150)
    assert said(service.calls[0].request) == ["Hello", "nl"]


def test_what_it_gives_can_be_mastered(service: responses.RequestsMock) -> None:
    service.post(SERVICE, answer(mp3()))
    assert sound.active_level(sound.samples(master_to_clip(speak()))) == pytest.approx(-20, abs=1.5)


def test_a_long_text_is_asked_for_in_pieces_and_put_together(
    service: responses.RequestsMock,
) -> None:
    service.post(SERVICE, answer(mp3()))
    speech = speak("Bel ons, dag en nacht. " * 10)
    assert len(service.calls) > 1
    assert len(speech) > 1.8 * len(sound.babble(24000))


def test_a_refusal_for_haste_is_asked_again(service: responses.RequestsMock) -> None:
    for _ in range(TRIES - 1):
        service.post(SERVICE, status=429)
    service.post(SERVICE, answer(mp3()))
    assert len(speak()) > 1000
    assert len(service.calls) == TRIES


def test_a_refusal_for_haste_that_lasts_is_explained(service: responses.RequestsMock) -> None:
    service.post(SERVICE, status=429)
    with pytest.raises(EngineError, match="too often: try again later"):
        speak()
    assert len(service.calls) == TRIES


@pytest.mark.parametrize("status", [400, 403, 404, 500, 502, 503])
def test_any_other_refusal_is_final_and_names_its_status(
    status: int, service: responses.RequestsMock
) -> None:
    service.post(SERVICE, status=status)
    with pytest.raises(EngineError, match=rf"HTTP {status}.*--engine espeak"):
        speak()
    assert len(service.calls) == 1


@pytest.mark.parametrize(
    "fault",
    [
        requests.exceptions.ConnectionError("no route"),
        requests.exceptions.ConnectTimeout("slow"),
        requests.exceptions.ReadTimeout("slow"),
        requests.exceptions.SSLError("bad certificate"),
        requests.exceptions.ChunkedEncodingError("cut off"),
    ],
    ids=lambda fault: type(fault).__name__,
)
def test_a_network_that_fails_is_explained(
    fault: Exception, service: responses.RequestsMock
) -> None:
    service.post(SERVICE, body=fault)
    with pytest.raises(EngineError, match="check the network"):
        speak()


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<html>Before you continue</html>", id="a page that asks for consent"),
        pytest.param("", id="nothing"),
        pytest.param('[["wrb.fr","jQ1olc",null,null,null,[3],"generic"]]', id="no speech"),
        pytest.param(answer(b""), id="empty speech"),
        pytest.param(answer(b"not an mp3 " * 99), id="speech that is no mp3"),
        pytest.param(answer(b"four").replace("Zm91cg==", "Zm9"), id="broken base64"),
        pytest.param(b"\xff\xfe jQ1olc", id="no text"),
    ],
)
def test_an_answer_without_speech_is_an_error_of_the_engine(
    body: str | bytes, service: responses.RequestsMock
) -> None:
    """The endpoint is undocumented and promises nothing; Engine.speak promises EngineError."""
    service.post(SERVICE, body)
    with pytest.raises(EngineError):
        speak()


@pytest.mark.parametrize("text", ["", "  ", "...", "\n"])
def test_a_text_with_nothing_to_say_is_refused_without_asking(
    text: str, service: responses.RequestsMock
) -> None:
    with pytest.raises(EngineError, match="empty"):
        speak(text)
    assert len(service.calls) == 0
