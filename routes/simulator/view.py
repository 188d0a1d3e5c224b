"""What a telephone shows of a call: what is heard, what each key does, and which line rings."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from ivr.position import UNDECIDED, Position
from prompts.catalogue import SOURCE_LANGUAGE
from prompts.languages import direction
from routes.call.hotline import Hotline
from routes.call.on_air import ON_AIR
from routes.call.position_url import position_at
from routes.simulator.handset import Handset, State
from routes.simulator.leg import Sound
from routes.simulator.simulated_carrier import Exchange
from routes.simulator.whisper_keys import whisper_keys
from routes.translations import N_, Say, untranslated

_EVERYWHERE = {
    "person": N_("a person, now"),
    "back": N_("back"),
    "again": N_("hear again"),
    "quiet": N_("leave quietly"),
}
_TAKES = N_("takes the call")
_TAKES_WITH_INTERPRETER = N_("takes the call, with an interpreter")


@dataclass(frozen=True, slots=True)
class ShownSound:
    """A sound as a transcript shows it. clip: the path of its clip; empty for a carrier's voice.
    meaning: the same in the language of the page; empty where the words are in it already.
    """

    clip: str
    language: str
    direction: str
    words: str
    meaning: str


@dataclass(frozen=True, slots=True)
class RungLine:
    """A line that rings or talks. name: of its destination. seconds: for which it rings at most.
    interpreter: whether the person who picks up can ask for one. answers: key -> what it does when
    that person presses it; none where nothing is whispered to them.
    """

    name: str
    uri: str
    seconds: int
    caller_id: str
    interpreter: bool
    answers: dict[str, str]


@dataclass(frozen=True, slots=True)
class TelephoneView:
    """A call at one moment. seconds: of silence until the caller is asked again. keys: key -> what
    it does, as the caller is told. meanings: the same in the language of the page, of those that
    are told in another one. meets: whether the caller is in a conference. log: every webhook so
    far.
    """

    state: State
    heard: list[ShownSound]
    whispered: list[ShownSound]
    seconds: int | None
    keys: dict[str, str]
    meanings: dict[str, str]
    ringing: RungLine | None
    meets: bool
    log: list[Exchange]


def view(
    hotline: Hotline, handset: Handset, say: Say = untranslated, into: str = SOURCE_LANGUAGE
) -> TelephoneView:
    """What a telephone shows now, in the language of its page. into: that language."""
    keys = _keys_now(hotline, handset, say)
    meanings = {key: meaning(hotline, does, into) for key, does in keys.items()}
    return TelephoneView(
        state=handset.state,
        heard=[_shown(hotline, sound, into) for sound in handset.sounds],
        whispered=[_shown(hotline, sound, into) for sound in handset.whispered],
        seconds=handset.listening.seconds if handset.listening else None,
        keys=keys,
        meanings={key: told for key, told in meanings.items() if told},
        ringing=_ringing(hotline, handset, say),
        meets=handset.meeting is not None,
        log=handset.carrier.exchanges,
    )


def meaning(hotline: Hotline, words: str, into: str) -> str:
    """What callers are told with these words, in another language; empty where the words are in it
    already, or are nothing that the hotline says.
    """
    utterance = hotline.utterances_of_words.get(words)
    if into not in hotline.whole.offered:
        into = SOURCE_LANGUAGE
    if utterance is None or hotline.text(utterance).language == into:
        return ""
    told = hotline.catalogues.text(utterance.prompt, into, dict(utterance.values))
    return told if told != words else ""


def who(hotline: Hotline, uri: str) -> str:
    """The name of the destination that has this line."""
    for destination in hotline.tree.destinations.values():
        if any(uri in line.uris for line in destination.lines):
            return destination.name
    return "an unknown line"


def _keys_now(hotline: Hotline, handset: Handset, say: Say) -> dict[str, str]:
    """What each key does at this moment."""
    if handset.listening is None:
        return {}
    position = position_at(handset.listening.action)
    everywhere = {getattr(hotline.tree.keys, name): say(does) for name, does in _EVERYWHERE.items()}
    keys = _choices(hotline, position) | everywhere
    if handset.listening.digits > 1:
        keys["1-9"] = say(N_("four digits"))
    return keys


def _choices(hotline: Hotline, position: Position) -> dict[str, str]:
    """The keys that belong to the node at this position."""
    tree = hotline.tree
    page = tree.nodes[position.node].language_keys(tree, position.part)
    if page:
        return {key: hotline.languages[language].name for key, language in page.items()}
    language = "en" if position.language == UNDECIDED else position.language
    return {
        way.key: hotline.catalogues.text(way.says, language, {"key": way.key, "speak": way.key})
        for way in tree.ways_out(position.node, language)
        if way.key
    }


def _ringing(hotline: Hotline, handset: Handset, say: Say) -> RungLine | None:
    ringing = handset.ringing
    if ringing is None:
        return None
    keys = whisper_keys(hotline.tree, ringing.whisper) if ringing.whisper else None
    interpreter = keys.interpreter if keys else None
    answers = {keys.accept: say(_TAKES)} if keys else {}
    if interpreter:
        answers[interpreter] = say(_TAKES_WITH_INTERPRETER)
    return RungLine(
        who(hotline, ringing.uri),
        ringing.uri,
        ringing.seconds,
        ringing.caller_id,
        interpreter=bool(interpreter),
        answers=answers,
    )


def _shown(hotline: Hotline, sound: Sound, into: str) -> ShownSound:
    """A clip says the text that it was made of; a carrier's voice says the words themselves."""
    text = hotline.texts_of_clips.get(sound.file) or ON_AIR.here().text_of(sound.file)
    language = text.language if text else sound.language
    words = text.words if text else sound.words
    told = meaning(hotline, words, into)
    return ShownSound(urlsplit(sound.clip).path, language, direction(language), words, told)
