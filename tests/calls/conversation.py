"""A call as it reads: what the caller does, what is heard, who is rung.

A scenario is a list of lines such as "presses 2", "waits", "busy", "accepts". Played with the
handset it becomes a conversation, which is kept as a golden call and reviewed as a diff.
"""

from collections.abc import Callable, Iterator

from routes.call.hotline import Hotline
from routes.simulator.handset import Handset, LineEnding, State
from routes.simulator.leg import Sound
from routes.simulator.view import who


def _waits_until_somebody_is_rung(handset: Handset) -> None:
    """However many pages of languages there are."""
    while handset.state is State.LISTENING:
        handset.wait()


ACTS: dict[str, Callable[[Handset], None]] = {
    "waits": Handset.wait,
    "waits until somebody is rung": _waits_until_somebody_is_rung,
    "hangs up": Handset.hang_up,
    "busy": lambda handset: handset.ends(LineEnding.BUSY),
    "nobody answers": lambda handset: handset.ends(LineEnding.NO_ANSWER),
    "the line fails": lambda handset: handset.ends(LineEnding.FAILED),
    "a voicemail answers": Handset.voicemail,
    "somebody answers": Handset.picks_up,
    "they press 1": lambda handset: handset.whisper_press("1"),
    "they press 2": lambda handset: handset.whisper_press("2"),
    "they say nothing": Handset.whisper_wait,
    "they hang up during the whisper": Handset.declines,
    "they hang up after the conversation": Handset.conversation_ends,
}


class Conversation:
    """Plays a scenario and writes down what happens."""

    def __init__(self, hotline: Hotline, handset: Handset) -> None:
        self._hotline = hotline
        self._handset = handset

    def play(self, scenario: list[str], language_key: str) -> str:
        """The whole call, ready to be compared."""
        lines = ["dials the hotline"]
        self._handset.call()
        lines += self._heard()
        for act in scenario:
            lines.append(act)
            self._act(act.replace("{language}", language_key))
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
                yield from (
                    f"    [whispered] {self._words(sound)}" for sound in self._handset.whispered
                )
            case State.TALKING:
                yield "    [talking]"
            case state:
                yield from (f"    {self._words(sound)}" for sound in self._handset.sounds)
                yield f"    {self._then(state)}"

    def _then(self, state: State) -> str:
        if ringing := self._handset.ringing:
            whom = who(self._hotline, ringing.uri)
            return f"[rings {whom}: {ringing.uri}, time-out {ringing.seconds} s, shown as {ringing.caller_id}]"
        if listening := self._handset.listening:
            return f"[listens for {listening.digits} key(s), {listening.seconds} s]"
        return "[the line closes]" if state is State.OVER else f"[{state}]"

    def _words(self, sound: Sound) -> str:
        """The words of a clip that is really there, and really a WAV."""
        if not sound.clip:
            return f"(carrier's voice) {sound.words}"
        assert self._handset.carrier.fetch(sound.clip).startswith(b"RIFF")
        return self._hotline.texts_of_clips[sound.file].words
