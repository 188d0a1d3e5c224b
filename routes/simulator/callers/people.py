"""What the people in a simulated call do: the caller, the line that rings, and whoever picks up."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from ivr.nodes.languages import KEYS
from routes.simulator.handset import Handset, Line, State
from routes.simulator.leg import Listening

SILENCE = ""
LEAVES = "leaves"
"""The caller hangs up."""

Habits = tuple[tuple[str, int], ...]
"""What somebody does, and how often: of what is separated by blanks, each is as likely as the
others.
"""


@dataclass(frozen=True)
class Manners:
    """How people behave, in so many cases of a hundred. Several keys are pressed one after the
    other.

    page, menu, postcode: a caller at a page of languages, at another question for one key, and when
    a postcode is asked for. line: who answers a line that rings, or how it ends. whispered: a
    person who picks up. talking: who ends a conversation. longest: acts of a call, after which the
    caller leaves.
    """

    page: Habits = (
        ("1 2 3 4 5 6 7 8", 70),
        ("#", 12),
        (SILENCE, 9),
        ("*", 3),
        ("0", 3),
        ("9", 1),
        (LEAVES, 2),
    )
    menu: Habits = (
        ("1 2 3 4 5", 60),
        (SILENCE, 17),
        ("# *", 12),
        ("6 7 8", 4),
        ("0", 4),
        ("9", 1),
        (LEAVES, 2),
    )
    postcode: Habits = (
        ("1000 1300 2000 4000 5000 9000", 65),
        ("1 12 400", 12),
        ("0000 9999 10*0 1#00", 11),
        (SILENCE, 10),
        (LEAVES, 2),
    )
    line: Habits = (
        ("answers", 45),
        ("no-answer", 25),
        ("voicemail", 14),
        ("busy", 8),
        ("failed", 5),
        (LEAVES, 3),
    )
    whispered: Habits = (
        ("accepts", 65),
        (SILENCE, 14),
        ("2 3 4 5", 6),
        ("declines", 12),
        (LEAVES, 3),
    )
    talking: Habits = (("callee", 70), (LEAVES, 30))
    longest: int = 80


Choose = Callable[[Listening], str]
"""Which key a caller presses at a page of languages, once they choose one."""
Takes = Callable[[Handset, str], float]
"""Lets the time pass that an act takes, and tells how many seconds that is."""


def no_time(_handset: Handset, _act: str) -> float:
    """For calls in which nobody looks at a clock."""
    return 0.0


class People:
    """Everybody in one call. chance: what they do follows from it alone, so the same seed is the
    same call.
    left: whether the caller has hung up. choose: by default any language of the page is as good as
    the others.
    """

    def __init__(
        self,
        chance: Random,
        manners: Manners | None = None,
        choose: Choose | None = None,
        takes: Takes = no_time,
    ) -> None:
        self.left = False
        self._choose = choose
        self._takes = takes
        self._chance = chance
        self._manners = manners or Manners()
        self._acts = 0
        self._machine = False

    def act(self, handset: Handset) -> None:
        """One act of one of them. Raises CarrierError when the hotline answers what a carrier would
        not play.
        """
        act = self._chosen(handset, self._next(handset))
        took = self._takes(handset, act)
        self.left = act == LEAVES
        if self.left:
            handset.hang_up()
        elif handset.listening:
            _press(handset, handset.listening, act)
        elif handset.state is State.RINGING:
            self._line(handset, act)
        elif handset.state is State.WHISPERING:
            _whispered(handset, act)
        else:
            handset.conversation_ends(round(took))

    def _next(self, handset: Handset) -> str:
        self._acts += 1
        if self._acts > self._manners.longest:
            return LEAVES
        if handset.state is State.WHISPERING and self._machine:
            return SILENCE
        habits = _habits(self._manners, handset)
        [alternatives] = self._chance.choices(
            [what for what, _ in habits], [often for _, often in habits]
        )
        return self._chance.choice(alternatives.split(" "))

    def _chosen(self, handset: Handset, act: str) -> str:
        """The key of the language that the caller speaks, instead of any."""
        listening = handset.listening
        if self._choose and listening and _is_page(listening) and act and act in KEYS:
            return self._choose(listening)
        return act

    def _line(self, handset: Handset, act: str) -> None:
        self._machine = act == "voicemail"
        if act in ("answers", "voicemail"):
            handset.picks_up()
        else:
            handset.ends(Line(act))


def _habits(manners: Manners, handset: Handset) -> Habits:
    if handset.listening:
        return _keys(manners, handset.listening)
    among_others = {State.RINGING: manners.line, State.WHISPERING: manners.whispered}
    return among_others.get(handset.state, manners.talking)


def _keys(manners: Manners, listening: Listening) -> Habits:
    if listening.digits > 1:
        return manners.postcode
    return manners.page if _is_page(listening) else manners.menu


def _is_page(listening: Listening) -> bool:
    return "/languages" in listening.action


def _press(handset: Handset, listening: Listening, keys: str) -> None:
    handset.press(keys)
    if len(keys) < listening.digits:
        handset.wait()


def _whispered(handset: Handset, act: str) -> None:
    if act == SILENCE:
        handset.whisper_wait()
    elif act == "accepts":
        handset.accepts()
    elif act == "declines":
        handset.declines()
    else:
        handset.whisper_press(act)
