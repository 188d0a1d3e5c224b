"""The recordings of native speakers. Each function works in a transaction that its caller began.

A recording waits until another person has heard it. The sound itself is kept beside those of
engines (`routes/releases/sounds.py`), so it travels with a release, and goes when it is withdrawn.
"""

from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from sqlalchemy import Connection, Row, insert, select, update

from audio.recordings import ENOUGH_FOR_A_PACE
from routes.desk.review.schema import consents, recordings
from routes.releases import sounds
from routes.releases.sounds import SpokenSound


class RecordingState(StrEnum):
    """What became of a recording. The values are stored."""

    WAITING = "waiting"
    GOOD = "good"
    REFUSED = "refused"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording, as routes/desk/review/schema.py describes it. problems: kinds of faults that a
    listener should know of.
    """

    id: int
    language: str
    name: str
    prompt: str
    text: str
    by: str
    voice: str
    sha256: str
    seconds: float
    expected: float
    problems: tuple[str, ...]
    at: int
    state: RecordingState
    listener: str


@dataclass(frozen=True, slots=True)
class Take:
    """What a speaker kept just now. seconds, expected: as in a Recording."""

    sound: SpokenSound
    seconds: float
    expected: float
    problems: tuple[str, ...]


def keep(connection: Connection, now: int, by: str, voice: str, take: Take) -> None:
    """Keep a recording, in the place of what the same person has said there before."""
    language, name = take.sound.text.language, take.sound.name
    own = (
        recordings.c.language == language,
        recordings.c.name == name,
        recordings.c.by == by,
        recordings.c.state.in_((RecordingState.WAITING.value, RecordingState.REFUSED.value)),
    )
    connection.execute(update(recordings).where(*own).values(state=RecordingState.REPLACED.value))
    sounds.keep(connection, take.sound, by, now)
    row = {
        "language": language,
        "name": name,
        "prompt": take.sound.prompt,
        "text": take.sound.text.digest,
        "by": by,
        "voice": voice,
        "sha256": take.sound.provenance.sha256,
        "seconds": take.seconds,
        "expected": take.expected,
        "problems": " ".join(take.problems),
        "at": now,
        "state": RecordingState.WAITING.value,
        "listener": "",
        "heard": 0,
    }
    connection.execute(insert(recordings).values(row))


def recordings_of(connection: Connection, language: str) -> list[Recording]:
    """Every recording of a language that counts, the oldest first."""
    gone = (RecordingState.REPLACED.value, RecordingState.WITHDRAWN.value)
    query = select(recordings).where(
        recordings.c.language == language, recordings.c.state.not_in(gone)
    )
    return [_recording(row) for row in connection.execute(query.order_by(recordings.c.id))]


def judge(
    connection: Connection, now: int, listener: str, recording: int, state: RecordingState
) -> bool:
    """Keep what a listener says; False where it was said, or the speaker says it themselves."""
    own = (
        recordings.c.id == recording,
        recordings.c.state == RecordingState.WAITING.value,
        recordings.c.by != listener,
    )
    values = {"state": state.value, "listener": listener, "heard": now}
    return connection.execute(update(recordings).where(*own).values(values)).rowcount == 1


def pace(known: list[Recording], by: str) -> float | None:
    """How many times the usual a speaker takes for a text; None before enough is known."""
    shares = [one.seconds / one.expected for one in known if one.by == by and one.expected]
    return median(shares) if len(shares) >= ENOUGH_FOR_A_PACE else None


def agree(connection: Connection, now: int, language: str, by: str, voice: str) -> None:
    """Keep that a speaker agrees to be heard under this name or these initials."""
    row = {"language": language, "by": by, "voice": voice, "at": now, "withdrawn": 0}
    connection.execute(insert(consents).values(row))


def voice_of(connection: Connection, language: str, by: str) -> str:
    """The name or initials that a speaker agreed to; empty where they have not, or took it back."""
    own = (consents.c.language == language, consents.c.by == by, consents.c.withdrawn == 0)
    query = select(consents.c.voice).where(*own).order_by(consents.c.id.desc())
    return str(connection.execute(query).scalars().first() or "")


def withdraw(connection: Connection, now: int, language: str, by: str) -> int:
    """Take a voice back, for good: how many recordings there were. Another voice, at last the
    robot's, says their texts on every instance.
    """
    agreed = (consents.c.language == language, consents.c.by == by, consents.c.withdrawn == 0)
    connection.execute(update(consents).where(*agreed).values(withdrawn=now))
    own = (recordings.c.language == language, recordings.c.by == by)
    mine = connection.execute(select(recordings.c.sha256).where(*own)).scalars().all()
    sounds.withdraw(connection, mine, now)
    connection.execute(update(recordings).where(*own).values(state=RecordingState.WITHDRAWN.value))
    return len(mine)


def _recording(row: Row[tuple[object, ...]]) -> Recording:
    return Recording(
        row.id,
        row.language,
        row.name,
        row.prompt,
        row.text,
        row.by,
        row.voice,
        row.sha256,
        row.seconds,
        row.expected,
        tuple(row.problems.split()),
        row.at,
        RecordingState(row.state),
        row.listener,
    )
