"""The Asterisk Gateway Interface: one channel, to which one command after the other is sent.

Asterisk connects to the bridge and first tells about the call, a line each (`agi_request: ...`) up
to an empty one. Then it answers each command by `200 result=...` (Asterisk, "AGI Commands").
"""

import re
from dataclasses import dataclass
from typing import Protocol

KEYS = "0123456789*#"
_ANSWER = re.compile(r"200 result=(-?\d+)(?: (.*))?")
_LONGEST = 8192
"""Bytes of a line that are read."""


class HungUp(Exception):
    """The other end has hung up."""


class AgiError(Exception):
    """Asterisk has closed the connection, or refused a command. Holds nothing about the call."""


@dataclass(frozen=True, slots=True)
class Answer:
    """result: of the command. more: what stands behind it, such as `(ANSWER)`."""

    result: int
    more: str = ""


class Reads(Protocol):
    """Where Asterisk's lines come from."""

    def readline(self, size: int, /) -> bytes:
        """One line; empty when the connection is lost."""


class Writes(Protocol):
    """Where commands go."""

    def write(self, content: bytes, /) -> int:
        """Send all of it."""


class Channel:
    """One channel of Asterisk. request: the script that the dialplan asked for. about: what it
    told of the call, such as `agi_arg_1`.
    """

    def __init__(self, read: Reads, write: Writes) -> None:
        self._read, self._write = read, write
        self.about: dict[str, str] = {}
        while line := self._line():
            name, _, value = line.partition(": ")
            self.about[name] = value

    @property
    def request(self) -> str:
        """The last part of the address, such as `call` of agi://127.0.0.1:4573/call."""
        return self.about.get("agi_network_script", "")

    def stream(self, sound: str, skip: int = 0) -> str:
        """Play a sound to its end, or until a key is pressed. Returns the key, or nothing.

        sound: its path without the ending. skip: samples. Raises HungUp, and AgiError where it
        cannot be played.
        """
        answer = self._ask("STREAM FILE", sound, KEYS, str(skip))
        if answer.more == "endpos=0" and not answer.result:
            raise AgiError("Asterisk cannot play a clip: may it read ASTERISK_SOUNDS?")
        return self._key(answer)

    def wait_for_key(self, seconds: float) -> str:
        """The next key, or nothing when none is pressed. Raises HungUp."""
        return self._key(self._ask("WAIT FOR DIGIT", str(round(seconds * 1000))))

    def execute(self, application: str, arguments: str) -> bool:
        """Run an application of the dialplan. Returns whether the channel is still there."""
        return self._ask("EXEC", application, arguments).result >= 0

    def set(self, name: str, value: str) -> None:
        """Set a variable of the channel."""
        self._ask("SET VARIABLE", name, value)

    def get(self, name: str) -> str:
        """A variable of the channel; empty for none. A channel that is over has them, too."""
        return self._ask("GET VARIABLE", name).more[1:-1]

    def _ask(self, command: str, *words: str) -> Answer:
        line = " ".join([command, *map(_quoted, words)])
        self._write.write(f"{line}\n".encode())
        while (told := self._line()) == "HANGUP":
            pass  # the answer follows
        answer = _ANSWER.fullmatch(told)
        if told.startswith("511"):
            raise HungUp
        if answer is None:
            raise AgiError(f"Asterisk does not know {command}, or its connection is lost")
        return Answer(int(answer[1]), answer[2] or "")

    def _key(self, answer: Answer) -> str:
        if answer.result < 0:
            raise HungUp
        return chr(answer.result) if answer.result else ""

    def _line(self) -> str:
        """A line without its end; empty when the connection is lost."""
        return self._read.readline(_LONGEST).decode("utf-8", "replace").rstrip("\r\n")


def _quoted(word: str) -> str:
    """A word of a command. A line break would begin another command."""
    inside = re.sub(r"[\r\n]", " ", word).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{inside}"'
