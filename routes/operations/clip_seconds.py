"""How long something that is said lasts, by its clip, and whether that is too long."""

from collections.abc import Iterator

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
    return seconds(hotline.library.path(clip))


def over(what: str, value: float, limit: float, unit: str = " s") -> Iterator[str]:
    """What to say of a value that is above its limit; nothing of another."""
    if round(value, 1) > limit:
        yield f"{what} {value:.1f}{unit}, at most {limit:g}{unit}"
