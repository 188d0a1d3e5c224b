"""The part of the dialplan that holds numbers, made from the hotline's own."""

from collections.abc import Iterator
from xml.etree import ElementTree

from routes.carriers.asterisk.leg import BadDocument, line_of
from routes.carriers.asterisk.server import PORT
from routes.carriers.asterisk.sounds import Sounds

_HEAD = """\
; Made by `flask asterisk dialplan`: make it anew when the helpline's number or the texts change.
[globals]
HOTLINE_NUMBER={number}
BRIDGE=agi://127.0.0.1:{port}

; What callers hear when the bridge or the hotline does not answer.
[apology]
exten => s,1,NoOp()
"""


def dialplan(document: bytes, sounds: Sounds, number: str, port: int = PORT) -> str:
    """The file extensions_hotline.conf. document: the fallback, as carriers play it
    (operations/fallback.py). Raises BadDocument and OSError.
    """
    steps = "".join(f" same => n,{step}\n" for step in _steps(document, sounds))
    return _HEAD.format(number=number, port=port) + steps


def _steps(document: bytes, sounds: Sounds) -> Iterator[str]:
    for verb in ElementTree.fromstring(document):
        match verb.tag:
            case "Play":
                yield f"Playback({sounds.of(verb.text or '')})"
            case "Dial":
                yield f"Set(CALLERID(num)={verb.get('callerId')})"
                yield f"Dial({'&'.join(map(line_of, verb))},{verb.get('timeout')},gr)"
            case "Hangup":
                yield "Hangup()"
            case _:
                raise BadDocument("a text of the fallback has no clip: run `flask audio build`")
