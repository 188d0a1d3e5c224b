"""How an engine prepares a text: what it is given in the end, by which voice, and how fast.

It changes with the lexicon, with rules for phonemes and with the voice, while the text stays. A
master that was prepared in another way still says the right words, so it is played until it is
recorded anew.
"""

from collections.abc import Mapping

from audio.engines import ENGINES
from audio.engines.error import EngineError
from audio.lexicon import lexicon
from audio.masters import Masters
from audio.provenance import RecordingName
from audio.text import Text, digest
from prompts.languages import Language


def preparation(text: Text, engine: str, voice: str) -> str:
    """Names what an engine is given to speak, and its voice. Raises EngineError where an engine
    lacks what it prepares a text with.
    """
    spoken = lexicon(text.language).spoken(text.words, engine)
    return digest(voice, ENGINES[engine]().prepared(spoken, text.language))


def prepared_otherwise(
    masters: Masters, texts: Mapping[RecordingName, Text], languages: Mapping[str, Language]
) -> list[RecordingName]:
    """The masters of engines that would be prepared in another way today. texts: what each
    recording must say.

    A text takes some milliseconds, and Arabic a model: the start of a server does not ask for this.
    """
    return [
        recording
        for recording, text in texts.items()
        if recording in masters.all and _is_otherwise(masters, recording, text, languages)
    ]


def _is_otherwise(
    masters: Masters,
    recording: RecordingName,
    text: Text,
    languages: Mapping[str, Language],
) -> bool:
    """Whether a master would be prepared in another way today. False for a person, and where it
    cannot be known: an engine that is no longer used for the language, a master from before
    preparations were kept, vowels whose model is not installed.
    """
    language, name = recording
    there = masters.all[recording]
    voice = languages[language].voice(there.engine, name)
    if not there.prepared or there.engine not in ENGINES or voice is None:
        return False
    try:
        return preparation(text, there.engine, voice) != there.prepared
    except EngineError:
        return False
