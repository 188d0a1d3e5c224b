"""What a browser has recorded: decoded, inspected, and made a master."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from pydub import AudioSegment
from pydub.exceptions import PydubException

from audio import ffmpeg
from audio.duration import usual_seconds
from audio.engines import EMBEDDED
from audio.ffmpeg import without_offset, write_opus
from audio.inspection import BY_PACE, BY_TEXT, Kept, Kind, faults
from audio.mastering import level_master
from audio.provenance import HUMAN, Provenance, RecordingName
from audio.recognition import recognised
from audio.text import Text
from routes.call.hotline import Hotline
from routes.desk.review.recordings import Take
from routes.desk.review.words import say, to_say
from routes.releases.sounds import SpokenSound

REFUSED = {
    Kind.SILENT: to_say("Nothing was heard. Check the microphone."),
    Kind.DISTORTED: to_say("Too loud. Move back a little."),
    Kind.QUIET: to_say("Too quiet. Come closer."),
    Kind.NOISY: to_say("Too much noise. Find a quieter room."),
    Kind.PAUSE: to_say("There is a long pause in it. Say it in one go."),
}
"""What is wrong with a recording -> what a speaker is told. None of these is kept."""
FLAGGED = {
    Kind.SHORT: to_say("Is this the right text? It is very short."),
    Kind.LONG: to_say("Is this the right text? It is very long."),
    Kind.OTHER: to_say("Is this the right text? It sounds like another one."),
}
"""What is only told to the speaker and to the listener: a length is an estimate, and a recogniser
may be wrong.
"""
CLOSE = 1.15
"""How many times longer or shorter a recording may be than another text that it may be."""


@dataclass(frozen=True, slots=True)
class Inspected:
    """take: None for a recording that is refused. told: what the speaker is told."""

    take: Take | None
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Inspection:
    """How the recordings of a speaker are inspected. pace: how many times the usual they take; None
    while it is not known. voice: the name or initials that are kept.
    """

    hotline: Hotline
    language: str
    texts: Mapping[RecordingName, Text]
    prompts: Mapping[RecordingName, str]
    pace: float | None
    voice: str
    today: datetime.date

    def inspect(self, name: str, sent: bytes) -> Inspected:
        """Inspect a recording of a text."""
        text = self.texts[self.language, name]
        try:
            recording = ffmpeg.sent(sent)
        except (PydubException, ValueError, OSError):
            return Inspected(None, (say("Nothing was heard. Check the microphone."),))
        kept, usual = Kept.of(recording), self._usual(text)
        within = BY_TEXT if self.pace is None else BY_PACE
        found = [
            fault.kind for fault in faults(recording, kept, usual * (self.pace or 1.0), within)
        ]
        wrong = tuple(say(REFUSED[kind]) for kind in found if kind in REFUSED)
        if wrong:
            return Inspected(None, wrong)
        flagged = [kind for kind in found if kind in FLAGGED]
        heard = self._recognised(text, recording)
        if heard and heard != text:
            flagged.append(Kind.OTHER)
        told = tuple(say(FLAGGED[kind]) for kind in flagged)
        other = heard or self._perhaps(text, kept.seconds)
        if flagged and other and other != text:
            told = (*told, say("Perhaps it is this one: %(words)s", words=other.words))
        try:
            sound = self._master(name, text, recording)
        except (PydubException, ValueError, OSError):
            return Inspected(None, (say("Nothing was heard. Check the microphone."),))
        return Inspected(Take(sound, kept.seconds, usual, tuple(map(str, flagged))), told)

    def _usual(self, text: Text) -> float:
        return usual_seconds(text, self.hotline.languages[self.language].voices.get(EMBEDDED))

    def _recognised(self, text: Text, recording: AudioSegment) -> Text | None:
        """The text of this language that a recogniser hears, where one is installed."""
        texts = list(self.texts.values())
        said = [one.words for one in texts]
        place = recognised(recording, self.language, said, texts.index(text))
        return None if place is None else texts[place]

    def _perhaps(self, text: Text, lasting: float) -> Text | None:
        """The text of this language whose length fits best, if it fits well: two neighbours may
        have been swapped.
        """
        others = [one for (tag, _), one in self.texts.items() if tag == self.language]
        at = others.index(text)
        near = [one for one in others[max(0, at - 2) : at + 3] if one != text]
        shares = {one: lasting / (self._usual(one) * (self.pace or 1.0)) for one in near}
        off = {one: max(share, 1 / share) for one, share in shares.items()}
        best = min(off, key=lambda one: off[one], default=None)
        return best if best and off[best] <= CLOSE else None

    def _master(self, name: str, text: Text, recording: AudioSegment) -> SpokenSound:
        with TemporaryDirectory(prefix="wayout-take-") as folder:
            path = Path(folder) / "master.opus"
            write_opus(level_master(without_offset(recording)), path)
            master = path.read_bytes()
        about = Provenance(
            text=text.digest,
            engine=HUMAN,
            voice=self.voice,
            date=self.today,
            sha256=sha256(master).hexdigest(),
        )
        prompt = self.prompts[self.language, name]
        return SpokenSound(name, prompt, text, about, master)
