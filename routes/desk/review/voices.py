"""Recordings of native speakers take over from a robot: those that a second person found good
become a release.
"""

from datetime import UTC, datetime

from sqlalchemy import Connection

from audio.provenance import HUMAN, Provenance
from routes.desk.dates import belgian
from routes.desk.editing import check_in_background, the_publishing
from routes.desk.review import recordings
from routes.desk.review.record_pages import ToRecord
from routes.desk.review.recordings import Recording, RecordingState
from routes.releases import rows, sounds
from routes.releases.entities import Sound
from routes.releases.sounds import SpokenSound


def ready(wanted: ToRecord) -> list[Recording]:
    """The newest good recording of each text that callers do not hear yet. Raises DeskDown."""
    language = wanted.cards.language

    def work(connection: Connection) -> list[Recording]:
        known = wanted.current(recordings.recordings_of(connection, language))
        newest = {one.name: one for one in known if one.state is RecordingState.GOOD}
        _live, changes = rows.live_changes(connection)
        heard = {value["sha256"] for value in sounds.in_force(changes).values()}
        return [one for one in newest.values() if one.sha256 not in heard]

    return the_publishing().store.do(work)


def let_callers_hear(wanted: ToRecord, by: str) -> bool:
    """Publish the recordings that are ready; False where there is none. Raises DeskDown."""
    chosen = ready(wanted)
    if not chosen:
        return False
    publishing = the_publishing()
    now = publishing.store.now()

    def proposed(connection: Connection) -> set[int]:
        _live, changes = rows.live_changes(connection)
        heard = sounds.in_force(changes)
        return {
            sounds.propose(
                connection,
                sound,
                heard.get(Sound(sound.text.language, sound.text.digest)),
                by,
                now,
            )
            for sound in (_spoken(wanted, one) for one in chosen)
        }

    check_in_background(publishing.begin(publishing.store.do(proposed), by))
    return True


def _spoken(wanted: ToRecord, recording: Recording) -> SpokenSound:
    """The sound of a recording, whose bytes are kept already."""
    name = (recording.language, recording.name)
    about = Provenance(
        text=recording.text,
        engine=HUMAN,
        voice=recording.voice,
        date=belgian(datetime.fromtimestamp(recording.at, UTC)).date(),
        sha256=recording.sha256,
        reviewed_by=recording.listener,
    )
    return SpokenSound(recording.name, recording.prompt, wanted.texts[name], about, b"")
