"""What a telephone shows of a call: the transcript, the keys, who is rung, and the log."""

from dataclasses import asdict
from typing import Any
from urllib.parse import urlsplit

from ivr.events import ListenerAnswer
from ivr.position import UNDECIDED, Position
from prompts.languages import direction
from routes.call.hotline import Hotline
from routes.call.position_url import position_at
from routes.simulator.handset import Handset
from routes.simulator.leg import Sound
from routes.translations import N_, Say, untranslated

_EVERYWHERE = {
    "person": N_("a person, now"),
    "back": N_("back"),
    "again": N_("hear again"),
    "quiet": N_("leave quietly"),
}


def view(hotline: Hotline, handset: Handset, say: Say = untranslated) -> dict[str, Any]:
    """All of it, ready for JSON."""
    return {
        "state": handset.state,
        "heard": [_spoken(hotline, sound) for sound in handset.sounds],
        "whispered": [_spoken(hotline, sound) for sound in handset.whispered],
        "seconds": handset.listening.seconds if handset.listening else None,
        "keys": keys_now(hotline, handset, say),
        "ringing": _ringing(hotline, handset),
        "meets": handset.meeting is not None,
        "log": [asdict(exchange) for exchange in handset.carrier.exchanges],
    }


def keys_now(hotline: Hotline, handset: Handset, say: Say = untranslated) -> dict[str, str]:
    """What each key does at this moment."""
    if handset.listening is None:
        return {}
    position = position_at(handset.listening.action)
    everywhere = {getattr(hotline.tree.keys, name): say(does) for name, does in _EVERYWHERE.items()}
    return (
        _choices(hotline, position)
        | everywhere
        | ({"1-9": say(N_("four digits"))} if handset.listening.digits > 1 else {})
    )


def _choices(hotline: Hotline, position: Position) -> dict[str, str]:
    node = hotline.tree.nodes[position.node]
    page = node.language_keys(hotline.tree, position.part)
    if page:
        return {key: hotline.languages[one].name for key, one in page.items()}
    language = "en" if position.language == UNDECIDED else position.language
    return {
        key: hotline.catalogues.text(prompt, language, {"key": key, "speak": key})
        for key, prompt in node.choices().items()
    }


def who(hotline: Hotline, uri: str) -> str:
    """The name of the destination that has this line."""
    names = (
        one.name
        for one in hotline.tree.destinations.values()
        if uri in [line.uri for line in one.lines]
    )
    return next(names, "an unknown line")


def _ringing(hotline: Hotline, handset: Handset) -> dict[str, Any] | None:
    if handset.ringing is None:
        return None
    name, key = (
        who(hotline, handset.ringing.uri),
        _interpreter_key(hotline, handset.ringing.whisper),
    )
    return asdict(handset.ringing) | {"name": name, "interpreter": key}


def _interpreter_key(hotline: Hotline, whisper: str) -> str:
    """The key with which whoever picks up asks for an interpreter; empty where none is offered."""
    if not whisper:
        return ""
    position = position_at(whisper)
    keys = hotline.tree.nodes[position.node].answer_keys(hotline.tree, position)
    return keys.get(ListenerAnswer.WITH_INTERPRETER, "")


def _spoken(hotline: Hotline, sound: Sound) -> dict[str, str]:
    text = hotline.texts_of_clips.get(sound.file)
    language = text.language if text else sound.language
    words = text.words if text else sound.words
    return {
        "clip": urlsplit(sound.clip).path,
        "language": language,
        "direction": direction(language),
        "words": words,
    }
