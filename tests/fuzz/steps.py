"""Signed steps at random: what a carrier sends, what it could send, and what no carrier would."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from urllib.parse import quote, urlencode

from ivr.position import UNDECIDED, Region
from ivr.tree import Tree

ODD = (
    "",
    " ",
    "0",
    "-1",
    "1e9",
    "9" * 40,
    "null",
    "a/b",
    "..",
    "<Hangup/>",
    "]]>",
    "&amp;",
    '"',
    "\u0660\u0661",
    "\u202e",
    "\ud7ff",
    "\U0001f4de",
    "\r\n2026-01-01 INFO all is well",
    "\x00",
    "\ufffe",
    "x" * 500,
)
"""Values that no carrier sends, and that a program may stumble over."""
NUMBERS = ("attempt", "part", "rung", "chains", "began", "keys")
CALLERS = ("anonymous", "+32470123456", "+380441234567", "+266696687", "Restricted", "sip:a@b", "")
STATUSES = ("completed", "answered", "busy", "no-answer", "failed", "canceled", "other", "")


@dataclass(frozen=True, slots=True)
class SignedStep:
    """url: path and query. form: what is sent with it."""

    url: str
    form: dict[str, str]


class Steps:
    """Steps of calls to a tree, the same for the same seed."""

    def __init__(self, tree: Tree, seed: int) -> None:
        self._chance = Random(seed)
        self._nodes = sorted(tree.nodes)
        self._languages = sorted({*tree.offered, UNDECIDED})
        self._destinations = sorted(tree.destinations)

    def step(self) -> SignedStep:
        """The next one."""
        if self._chance.random() < 0.05:
            return SignedStep("/voice", self._form())
        path = f"/voice/{self._part(self._languages)}/{self._part(self._nodes)}"
        query = self._query()
        return SignedStep(f"{path}?{query}" if query else path, self._form())

    def _part(self, usual: Sequence[str]) -> str:
        """Of a path. A slash in it would make another path, which is no step."""
        return quote(self._of(usual, 0.97).replace("/", ""), safe="") or "-"

    def _of(self, usual: Sequence[str], share: float) -> str:
        return self._chance.choice(usual if self._chance.random() < share else ODD)

    def _number(self) -> str:
        """Mostly small: for a number that the hotline never wrote it apologises."""
        digits = self._chance.choice((1, 1, 1, 1, 2, 2, 3, 5))
        return self._of([str(self._chance.randrange(10**digits))], 0.97)

    def _query(self) -> str:
        """Where the call stands, with mistakes."""
        fields: list[tuple[str, str]] = [
            (name, self._number()) for name in NUMBERS if self._chance.random() < 0.3
        ]
        if self._chance.random() < 0.3:
            fields.append(("region", self._of([*Region], 0.95)))
        if self._chance.random() < 0.3:
            fields.append(("destination", self._of(self._destinations, 0.95)))
        if self._chance.random() < 0.05:
            fields.append((self._of(NUMBERS, 0.5), self._of((), 0)))
        return urlencode(fields)

    def _form(self) -> dict[str, str]:
        """What the carrier reports: keys, or how a line ended."""
        chance = self._chance
        form = {
            "CallSid": f"CA{chance.getrandbits(128):032x}",
            "From": self._of(CALLERS, 0.95),
            "To": self._of(["+3222345678"], 0.95),
            "CallStatus": self._of(["in-progress", "completed", "ringing"], 0.95),
        }
        if chance.random() < 0.7:
            keys = "".join(chance.choices("0123456789*#", k=chance.choice((0, 1, 1, 1, 4, 9))))
            form["Digits"] = self._of([keys], 0.97)
        if chance.random() < 0.4:
            form["DialCallStatus"] = self._of(STATUSES, 0.95)
            form["DialCallDuration"] = self._number()
            form["DialBridged"] = self._of(["true", "false"], 0.95)
        if chance.random() < 0.1:
            form["ParentCallSid"] = self._of([f"CA{'0' * 32}"], 0.9)
        if chance.random() < 0.1:
            form["SpeechResult"] = self._of((), 0)
        return form
