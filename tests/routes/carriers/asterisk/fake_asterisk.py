"""Plays Asterisk's part of a call: it connects to the bridge as the dialplan lets it, speaks AGI
over a real socket, and lets the people at both ends do what a test wants.
"""

import shlex
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

HANGS_UP = "hangs up"
BARGES_IN = "barges in"
"""Before a key: it is pressed while something is said."""

Line = Callable[["FakeCall", str], tuple[str, str, int]]
"""How a line that rings behaves. It is given the call and the name of its whisper. It returns
DIALSTATUS, ANSWEREDTIME and the result of Dial: -1 when the caller has hung up meanwhile.
"""


@dataclass
class FakeLeg:
    """One channel. acts: what the person at it does whenever they are waited for: a key, nothing
    (an empty text), or HANGS_UP, which also follows the last one. heard: the sounds that were
    played. variables: what was set.
    """

    port: int
    acts: list[str]
    heard: list[str] = field(default_factory=list)
    variables: dict[str, str] = field(default_factory=dict)
    commands: list[str] = field(default_factory=list)
    _gone: bool = False

    def runs(self, script: str, *arguments: str) -> None:
        """The dialplan comes to AGI(). Returns when the bridge lets go of the call."""
        with socket.create_connection(("127.0.0.1", self.port)) as connection:
            connection.sendall(_beginning(script, arguments))
            with connection.makefile("rb") as lines:
                for line in lines:
                    self.commands.append(line.decode().strip())
                    try:
                        connection.sendall(self._answer(shlex.split(line.decode())).encode())
                    except ConnectionError:
                        return

    @property
    def ended(self) -> bool:
        """Whether the dialplan is not to apologise."""
        return self.variables.get("BRIDGE_ENDED") == "yes"

    def _answer(self, words: list[str]) -> str:
        match words:
            case ["SET", "VARIABLE", name, value]:
                self.variables[name] = value
                return _result(1)
            case ["GET", "VARIABLE", name]:
                return (
                    _result(1, f"({self.variables[name]})")
                    if name in self.variables
                    else _result(0)
                )
            case _ if self._gone:
                return "511 Command Not Permitted on a dead channel or intercept routine\n"
            case ["STREAM", "FILE", sound, "0123456789*#", _]:
                return self._streams(sound)
            case ["WAIT", "FOR", "DIGIT", _]:
                return self._does(self.acts.pop(0) if self.acts else HANGS_UP)
            case ["EXEC", application, arguments]:
                return self._executes(application, arguments)
        return "510 Invalid or unknown command\n"

    def _streams(self, sound: str) -> str:
        self.heard.append(sound.rpartition("/")[2])
        if self.acts[:1] == [BARGES_IN]:
            _, key = self.acts.pop(0), self.acts.pop(0)
            return f"200 result={ord(key)} endpos=800\n"
        return _result(0, "endpos=8000")

    def _does(self, act: str) -> str:
        if act == HANGS_UP:
            self._gone = True
            return "HANGUP\n" + _result(-1)
        return _result(ord(act) if act else 0)

    def _executes(self, application: str, arguments: str) -> str:
        raise AssertionError(f"{application}({arguments}) on a leg that rings nobody")


@dataclass
class FakeCall(FakeLeg):
    """The caller's channel. lines: how each Dial ends, in turn. dialled: what each was told.
    shown: the number that the other end saw.
    """

    lines: Iterator[Line] = field(default_factory=lambda: iter(()))
    dialled: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    asked: list[FakeLeg] = field(default_factory=list)

    def _executes(self, application: str, arguments: str) -> str:
        assert application == "Dial"
        self.dialled.append(arguments)
        self.shown.append(self.variables["CALLERID(num)"])
        whisper = arguments.partition("U(whisper^")[2].removesuffix(")")
        status, talked, result = next(self.lines)(self, whisper)
        self.variables |= {"DIALSTATUS": status, "ANSWEREDTIME": talked}
        if result < 0:
            self._gone = True
            return "HANGUP\n" + _result(result)
        return _result(result)


def ends(status: str) -> Line:
    """Nobody picks up."""
    return lambda _call, _whisper: (status, "", 0)


def picks_up(*acts: str, caller_leaves: bool = False) -> Line:
    """A person or a voicemail picks up, hears the whisper, and does this."""

    def line(call: FakeCall, whisper: str) -> tuple[str, str, int]:
        leg = FakeLeg(call.port, list(acts))
        call.asked.append(leg)
        leg.runs("whisper", whisper)
        if "GOSUB_RESULT" in leg.variables:
            return "ANSWER", "", 0
        # Asterisk 16 connects the caller even with somebody who hung up during the whisper.
        return "ANSWER", "0" if HANGS_UP in acts else "42", -1 if caller_leaves else 0

    return line


def _beginning(script: str, arguments: tuple[str, ...]) -> bytes:
    about = {"agi_network": "yes", "agi_network_script": script, "agi_callerid": "unknown"}
    about |= {f"agi_arg_{number}": one for number, one in enumerate(arguments, 1)}
    return "".join(f"{name}: {value}\n" for name, value in about.items()).encode() + b"\n"


def _result(result: int, more: str = "") -> str:
    return f"200 result={result} {more}".strip() + "\n"
