"""Speaks texts in a process of its own, so that neither an engine's memory nor its crash touches
the process that answers calls: `python -m audio.apart` reads orders, and writes a line for each.
"""

import datetime
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer

from pydub.exceptions import PydubException

from audio.engines.error import EngineError
from audio.ffmpeg import write_opus
from audio.provenance import Provenance
from audio.record import spoken_master
from audio.text import Text

LONGEST = 120
"""Seconds in which an engine must have said something more."""
_ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Order:
    """A text to be said. voice: of the engine."""

    language: str
    words: str
    engine: str
    voice: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text that was said: the master, as an Opus file."""

    provenance: Provenance
    master: bytes


def speak_apart(orders: Sequence[Order]) -> Iterator[Spoken]:
    """Say some texts, in their order. Raises EngineError at the first that cannot be said."""
    with TemporaryDirectory(prefix="wayout-speaks-") as folder:
        working = subprocess.Popen(
            [sys.executable, "-m", "audio.apart", folder],
            cwd=_ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        with working:
            try:
                yield from _answers(working, orders, Path(folder))
            finally:
                working.kill()


def _answers(
    working: "subprocess.Popen[str]", orders: Sequence[Order], folder: Path
) -> Iterator[Spoken]:
    asked, answers = working.stdin, working.stdout
    assert asked
    assert answers
    for number, order in enumerate(orders):
        too_long = Timer(LONGEST, working.kill)
        too_long.start()
        try:
            asked.write(f"{json.dumps(asdict(order))}\n")
            asked.flush()
            line = answers.readline()
        except OSError:
            line = ""
        finally:
            too_long.cancel()
        if not line:
            raise EngineError(f"{order.engine} ended without an answer")
        answer = json.loads(line)
        if "problem" in answer:
            raise EngineError(answer["problem"])
        yield Spoken(Provenance(**answer), _file(folder, number).read_bytes())


def _file(folder: Path, number: int) -> Path:
    return folder / f"{number}.opus"


def main(folder: Path) -> None:
    """Answer orders until there are no more."""
    with suppress(OSError):  # a sandbox may forbid it
        os.nice(10)
    for number, line in enumerate(sys.stdin):
        answer = json.dumps(_answer(Order(**json.loads(line)), _file(folder, number)))
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


def _answer(order: Order, path: Path) -> dict[str, object]:
    text = Text(order.language, order.words)
    try:
        sound, origin = spoken_master(text, order.engine, order.voice, datetime.date.today())
        write_opus(sound, path)
    except (EngineError, PydubException, ValueError, OSError) as error:
        return {"problem": str(error).splitlines()[0]}
    checksum = sha256(path.read_bytes()).hexdigest()
    return Provenance(**asdict(origin), text=text.digest, sha256=checksum).model_dump(mode="json")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
