"""A text that was changed at the desk is spoken at once, in the background, by the best engine that
is there. What it says can be heard on the page, and goes live together with the text.
"""

import logging
from collections.abc import Iterator, Mapping
from functools import partial
from threading import Thread

from sqlalchemy import Connection

from audio.apart import Order, speak_apart
from audio.engines import ENGINES, NETWORKED
from audio.engines.error import EngineError
from audio.provenance import RecordingName
from audio.text import Text as SpokenText
from prompts.catalogue import names_key
from routes.call.hotline import Hotline, the_hotline
from routes.database.store import DeskDown, DeskStore, the_store
from routes.desk.editing import me
from routes.releases import rows, sounds
from routes.releases.entities import Sound, Text
from routes.releases.heard_release import with_text
from routes.releases.sounds import SpokenSound

log = logging.getLogger(__name__)

LONGEST = 150
"""Seconds after which a text that is not spoken waits for nothing more."""


def engines_for(hotline: Hotline, language: str) -> list[str]:
    """The engines that speak a language here, best first. None: a person must record it."""
    allowed = hotline.settings.speech_services
    return [
        name
        for name in hotline.languages[language].voices
        if name in ENGINES and ENGINES[name].available()
        if name not in NETWORKED or name in allowed
    ]


def said_with(hotline: Hotline, text: Text, words: str) -> dict[RecordingName, SpokenText]:
    """What is to be recorded when a prompt has these words. The name of a key is in many texts."""
    trial = with_text(hotline, text, words)
    found: dict[RecordingName, SpokenText] = {}
    for name, said in trial.recordings.items():
        if name[0] != text.language:
            continue
        prompt = trial.prompts_of_recordings[name]
        within = names_key(text.prompt) and hotline.recordings.get(name) != said
        if prompt == text.prompt or within:
            found[name] = said
    return found


def speak_in_background(text: Text, words: str, by: str = "") -> None:
    """Begin to speak what nothing says yet. Sounds of an engine for former words are dropped. by:
    who wants it, where it is not the person who is logged in.
    """
    hotline, store, person = the_hotline(), the_store(), by or me()
    said = said_with(hotline, text, words)
    now = {_entity(one) for one in said.values()}
    at = store.now()

    def keep(connection: Connection) -> set[str]:
        drafts = sounds.belonging(rows.drafts(connection), {str(text)})
        for draft in drafts:
            if draft.entity not in now:
                rows.drop_draft(connection, draft.id, person, at)
        return {draft.entity for draft in drafts}

    there = store.do(keep)
    lacking = {
        name: one
        for name, one in said.items()
        if hotline.library.masters.of(one) is None and _entity(one) not in there
    }
    if lacking:
        run = partial(_speak, hotline, store, lacking, text, person)
        Thread(target=run, name="speaking", daemon=True).start()


def _entity(said: SpokenText) -> str:
    return str(Sound(said.language, said.digest))


def _speak(
    hotline: Hotline,
    store: DeskStore,
    lacking: Mapping[RecordingName, SpokenText],
    text: Text,
    person: str,
) -> None:
    """Let one engine after the other speak what those before it could not."""
    left = dict(lacking)
    for engine in engines_for(hotline, text.language):
        try:
            for name, sound in _said_by(hotline, engine, left, text):
                left.pop(name)
                keep = partial(sounds.propose, sound=sound, before=None, by=person, at=store.now())
                store.do(keep)
        except EngineError as error:
            log.warning("%s does not speak a text of the desk: %s", engine, error)
        except DeskDown:
            return
        if not left:
            return


def _said_by(
    hotline: Hotline, engine: str, left: Mapping[RecordingName, SpokenText], text: Text
) -> Iterator[tuple[RecordingName, SpokenSound]]:
    about = hotline.languages[text.language]
    wanted = dict(left)
    orders = [
        Order(text.language, one.words, engine, about.voice(engine, name[1]) or "")
        for name, one in wanted.items()
    ]
    for (name, said), spoken in zip(wanted.items(), speak_apart(orders), strict=True):
        prompt = hotline.prompts_of_recordings.get(name, text.prompt)
        yield name, SpokenSound(name[1], prompt, said, spoken.provenance, spoken.master, str(text))
