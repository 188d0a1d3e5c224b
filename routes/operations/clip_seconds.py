"""How long something that is said lasts, by its clip."""

from audio.clip import seconds
from ivr.step import Utterance
from routes.call.hotline import Hotline


def lasts(hotline: Hotline, line: Utterance) -> float:
    """Seconds of an utterance. Raises LookupError when it has no clip, since how long a carrier's
    voice takes is not known.
    """
    clip = hotline.speech(line).clip
    if clip is None:
        raise LookupError(f"{line.prompt} has no clip in {line.language}: run `flask audio build`")
    return seconds(hotline.library.folder / clip)
