"""A call in words: what the caller does, what is heard, which destination is rung.

A scenario is a list of acts such as "presses 2", "waits", "busy". Played with the handset it
becomes a conversation, which is kept as a golden call and reviewed as a diff.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from audio.text import Text
from ivr.position import UNDECIDED, Position
from ivr.step import Utterance
from ivr.tree import Tree
from routes.call.hotline import Hotline
from routes.call.position_url import position_at
from routes.simulator.handset import Handset, State, Unanswered
from routes.simulator.leg import Sound
from routes.simulator.simulated_carrier import CarrierError
from routes.simulator.view import who


def _waits_until_somebody_is_rung(handset: Handset) -> None:
    """Works with any number of language pages."""
    while handset.state is State.LISTENING:
        handset.wait()


def _no_line_answers(handset: Handset) -> None:
    """Works with any number of lines, and with any limit on their time."""
    while handset.state is State.RINGING:
        handset.ends(Unanswered.NO_ANSWER)


ACTS: dict[str, Callable[[Handset], None]] = {
    "waits": Handset.wait,
    "waits until somebody is rung": _waits_until_somebody_is_rung,
    "hangs up": Handset.hang_up,
    "busy": lambda handset: handset.ends(Unanswered.BUSY),
    "nobody answers": lambda handset: handset.ends(Unanswered.NO_ANSWER),
    "no line answers": _no_line_answers,
    "the line fails": lambda handset: handset.ends(Unanswered.FAILED),
    "a voicemail answers": Handset.voicemail,
    "somebody answers": Handset.picks_up,
    "they press 1": lambda handset: handset.whisper_press("1"),
    "they press 2": lambda handset: handset.whisper_press("2"),
    "they say nothing": Handset.whisper_wait,
    "they hang up during the whisper": Handset.declines,
    "they hang up after the conversation": Handset.conversation_ends,
}


class Conversation:
    """Plays a scenario and writes it down in words, without limits and telephone numbers."""

    def __init__(self, hotline: Hotline, handset: Handset) -> None:
        self._hotline = hotline
        self._handset = handset

    def play(self, scenario: list[str], language_key: str) -> str:
        """The whole call, ready to be compared.

        An act that cannot be done is written down as such, so that a rewrite after a changed limit
        works and the reviewer sees it.
        """
        lines = ["dials the hotline"]
        self._handset.call()
        lines += self._heard()
        for act in scenario:
            lines.append(act)
            try:
                self._act(act.replace("{language}", language_key))
            except CarrierError as error:
                lines.append(f"    [cannot be done: {error}]")
            else:
                lines += self._heard()
        return "\n".join(lines) + "\n"

    def _act(self, act: str) -> None:
        if act.startswith("presses "):
            self._handset.press(act.removeprefix("presses "))
        else:
            ACTS[act](self._handset)

    def _heard(self) -> Iterator[str]:
        match self._handset.state:
            case State.WHISPERING:
                for sound in self._handset.whispered:
                    yield f"    [whispered] {self.said(sound)}"
            case State.TALKING:
                yield "    [talking]"
            case state:
                yield from (f"    {self.said(sound)}" for sound in self._handset.sounds)
                yield f"    {self._then(state)}"

    def _then(self, state: State) -> str:
        if self._handset.ringing:
            return self.rings(self._handset)
        if self._handset.listening:
            return self.listens(self._handset)
        return "[the line closes]" if state is State.OVER else f"[{state}]"

    def rings(self, handset: Handset) -> str:
        """Which destination is rung."""
        assert handset.ringing
        return f"[rings {who(self._hotline, handset.ringing.uri)}]"

    def listens(self, handset: Handset) -> str:
        """How many keys are gathered."""
        assert handset.listening
        return f"[listens for {handset.listening.digits} key(s)]"

    def said(self, sound: Sound) -> str:
        """The words of a clip, which must be there and be a WAV file."""
        if not sound.clip:
            return f"(carrier's voice) {sound.words}"
        assert self._handset.carrier.fetch(sound.clip).startswith(b"RIFF")
        return self._hotline.texts_of_clips[sound.file].words


class ConversationWithLimits(Conversation):
    """Adds telephone numbers, time-outs, and the number that is shown."""

    def rings(self, handset: Handset) -> str:
        assert handset.ringing
        ringing = handset.ringing
        whom = who(self._hotline, ringing.uri)
        line = f"{ringing.uri}, time-out {ringing.seconds} s, shown as {ringing.caller_id}"
        return f"[rings {whom}: {line}]"

    def listens(self, handset: Handset) -> str:
        assert handset.listening
        return f"[listens for {handset.listening.digits} key(s), {handset.listening.seconds} s]"


def destination_of(tree: Tree, uri: str) -> str:
    """The name in destinations.toml of the destination with this line."""
    [name] = [
        name for name, one in tree.destinations.items() if uri in [line.uri for line in one.lines]
    ]
    return name


Said = Mapping[Text, Sequence[tuple[str, Utterance]]]
"""Everything that the hotline can say: words -> the nodes and the utterances that they stand
for.
"""


def everything_said(hotline: Hotline) -> Said:
    """Group all utterances by their words. Two nodes may say the same."""
    said: dict[Text, list[tuple[str, Utterance]]] = {}
    for node, utterance, text in hotline.script():
        said.setdefault(replace(text, opens_call=False), []).append((node, utterance))
    return said


class ConversationInPrompts(Conversation):
    """Writes prompts instead of words, and {language} for the caller's language, so that most
    languages have the same conversation.
    """

    def __init__(self, hotline: Hotline, handset: Handset, said: Said, language: str) -> None:
        super().__init__(hotline, handset)
        self._said = said
        self._language = language

    def said(self, sound: Sound) -> str:
        words = super().said(sound)
        if not sound.clip:
            return words
        text = self._hotline.texts_of_clips[sound.file]
        found = self._said[replace(text, opens_call=False)]
        here = self._position.node if self._position else ""
        return self._named(next((one for node, one in found if node == here), found[0][1]))

    def rings(self, handset: Handset) -> str:
        """Who is rung, as destinations.toml calls them."""
        assert handset.ringing
        return f"[rings {destination_of(self._hotline.tree, handset.ringing.uri)}]"

    def _named(self, utterance: Utterance) -> str:
        """Such as `main.danger key=1`, with the language where it is not the caller's."""
        values = (
            f"{name}={'{language}' if value == self._language else value}"
            for name, value in utterance.values
        )
        foreign = self._same_for_every_caller() or utterance.language != self._language
        return " ".join([utterance.prompt, *([utterance.language] if foreign else []), *values])

    def _same_for_every_caller(self) -> bool:
        """Whether this is a whisper, a page of languages, or said before a language is chosen."""
        if self._handset.state is State.WHISPERING:
            return True
        if self._position is None:
            return False
        on_a_page = self._position.node == self._hotline.tree.goes.start
        return on_a_page or self._position.language == UNDECIDED

    @property
    def _position(self) -> Position | None:
        """The position of the call; None when it is over."""
        waits = self._handset.listening or self._handset.ringing
        return position_at(waits.action) if waits else None
