"""What the people in a simulated call do: the caller, and the person or voicemail that is rung."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from ivr.nodes.languages import KEYS
from routes.call.position_url import position_at
from routes.simulator.handset import Handset, State, Unanswered
from routes.simulator.leg import Listening

SILENCE = ""
LEAVES = "leaves"
"""The caller hangs up."""

Habits = tuple[tuple[str, int], ...]
"""Acts and their weights. Acts that are separated by blanks share one weight equally."""


@dataclass(frozen=True)
class Behaviour:
    """How people behave. The weights of each part add up to a hundred.

    page, menu, postcode: a caller at a page of languages, at another question for one key, and at
    the question for a postcode, whose keys are pressed one after the other. line: how a line that
    rings ends, or who picks up. whispered: a person who hears the whisper. talking: who ends a
    conversation. longest: after this many acts the caller leaves.
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
"""The key with which a caller chooses their language on a page of languages."""
Takes = Callable[[Handset, str], float]
"""The seconds that an act takes. Each call of it lets them pass on the call's clock."""


def no_time(_handset: Handset, _act: str) -> float:
    """For calls whose acts take no time."""
    return 0.0


class People:
    """All people of one call. chance: everything that they do follows from it, so the same seed is
    the same call. left: whether the caller has hung up. choose: by default every language of a page
    is equally likely.
    """

    def __init__(
        self,
        chance: Random,
        behaviour: Behaviour | None = None,
        choose: Choose | None = None,
        takes: Takes = no_time,
    ) -> None:
        self.left = False
        self._choose = choose
        self._takes = takes
        self._chance = chance
        self._behaviour = behaviour or Behaviour()
        self._acts = 0
        self._voicemail = False

    def act(self, handset: Handset) -> None:
        """Let one of them act. Raises CarrierError for an answer that no carrier would play."""
        act = self._chosen(handset, self._next(handset))
        took = self._takes(handset, act)
        self.left = act == LEAVES
        if self.left:
            handset.hang_up()
        elif listening := handset.listening:
            handset.press(act)
            if len(act) < listening.digits:
                handset.wait()
        elif handset.state is State.RINGING:
            self._answer_line(handset, act)
        elif handset.state is State.WHISPERING:
            _answer_whisper(handset, act)
        else:
            handset.conversation_ends(round(took))

    def _next(self, handset: Handset) -> str:
        self._acts += 1
        if self._acts > self._behaviour.longest:
            return LEAVES
        if handset.state is State.WHISPERING and self._voicemail:
            return SILENCE
        habits = _habits(self._behaviour, handset)
        [alternatives] = self._chance.choices(
            [acts for acts, _ in habits], [weight for _, weight in habits]
        )
        return self._chance.choice(alternatives.split(" "))

    def _chosen(self, handset: Handset, act: str) -> str:
        """At a page of languages, the key of the caller's language instead of any other."""
        listening = handset.listening
        if self._choose and listening and act and act in KEYS and _is_page(handset, listening):
            return self._choose(listening)
        return act

    def _answer_line(self, handset: Handset, act: str) -> None:
        self._voicemail = act == "voicemail"
        if act in ("answers", "voicemail"):
            handset.picks_up()
        else:
            handset.ends(Unanswered(act))


def _habits(behaviour: Behaviour, handset: Handset) -> Habits:
    if handset.listening:
        if handset.listening.digits > 1:
            return behaviour.postcode
        return behaviour.page if _is_page(handset, handset.listening) else behaviour.menu
    if handset.state is State.RINGING:
        return behaviour.line
    return behaviour.whispered if handset.state is State.WHISPERING else behaviour.talking


def _is_page(handset: Handset, listening: Listening) -> bool:
    """Whether the caller is at a page of languages."""
    tree = handset.carrier.called_tree()
    position = position_at(listening.action)
    return bool(tree.nodes[position.node].language_keys(tree, position.part))


def _answer_whisper(handset: Handset, act: str) -> None:
    if act == SILENCE:
        handset.whisper_wait()
    elif act == "accepts":
        handset.accepts()
    elif act == "declines":
        handset.declines()
    else:
        handset.whisper_press(act)
