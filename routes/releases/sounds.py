"""Sounds that come from the desk, in its database: masters that an engine or a person has spoken.

A sound is proposed as a change `sounds.<language>.<digest of the text>`, beside the change of the
text where that is new. So it waits for a second person, goes live, and is taken back like any other
change. Its bytes are kept once, by their checksum, and every instance fetches them.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select, update

from audio.provenance import HUMAN, Provenance
from audio.text import Text
from routes.releases import rows
from routes.releases.change import Change, Value
from routes.releases.entities import Sound, entity_of
from routes.releases.schema import sounds

_OF_MASTER = frozenset(Provenance.model_fields)


@dataclass(frozen=True, slots=True)
class SpokenSound:
    """A master, and what is known of it. name, prompt: of what is recorded, such as
    "language.announce.uk" and "language.announce". text: what it says. of: the change of a text
    that an engine has spoken it for, with which it goes live; empty for a person's.
    """

    name: str
    prompt: str
    text: Text
    provenance: Provenance
    master: bytes
    of: str = ""

    @property
    def entity(self) -> str:
        """The name of the change that makes callers hear it."""
        return str(Sound(self.text.language, self.text.digest))

    @property
    def value(self) -> dict[str, Any]:
        """What a change keeps of it."""
        kept = self.provenance.model_dump(mode="json", exclude_defaults=True)
        return {**kept, "name": self.name, "prompt": self.prompt, "of": self.of}


def provenance_of(value: Mapping[str, Any]) -> Provenance:
    """What a change keeps of a sound, as the provenance of a master. Raises ValueError."""
    return Provenance(**{name: one for name, one in value.items() if name in _OF_MASTER})


def propose(
    connection: Connection, sound: SpokenSound, before: Value, by: str, at: int, why: str = ""
) -> int:
    """Keep a sound, and a draft of the change that makes callers hear it; the id of the change.
    before: the value of the sound that callers hear now; None where it is that of the files.
    """
    keep(connection, sound, by, at)
    return rows.add_change(connection, sound.entity, before, sound.value, by, at, why)


def keep(connection: Connection, sound: SpokenSound, by: str, at: int) -> None:
    """Keep the bytes of a sound, once."""
    about = sound.provenance
    if connection.execute(select(sounds.c.sha256).where(sounds.c.sha256 == about.sha256)).first():
        return
    row = {
        "sha256": about.sha256,
        "language": sound.text.language,
        "text": about.text,
        "master": sound.master,
        "engine": about.engine,
        "voice": about.voice,
        "by": by,
        "at": at,
        "withdrawn": 0,
    }
    connection.execute(insert(sounds).values(row))


def belonging(drafts: Iterable[Change], texts: Collection[str]) -> list[Change]:
    """The drafts of sounds that were spoken for these changes of texts."""
    return [
        one
        for one in drafts
        if isinstance(entity_of(one.entity), Sound) and one.after and one.after.get("of") in texts
    ]


def language_of(connection: Connection, checksum: str) -> str:
    """The language of a sound; empty where there is none, or it was withdrawn."""
    query = select(sounds.c.language).where(sounds.c.sha256 == checksum, sounds.c.withdrawn == 0)
    return str(connection.execute(query).scalar() or "")


def masters(connection: Connection, wanted: Collection[str]) -> dict[str, bytes]:
    """Checksum -> the bytes of each of these sounds that is there and not withdrawn."""
    query = select(sounds.c.sha256, sounds.c.master).where(
        sounds.c.sha256.in_(wanted), sounds.c.withdrawn == 0
    )
    return {row.sha256: bytes(row.master) for row in connection.execute(query)}


def withdraw(connection: Connection, wanted: Collection[str], at: int) -> None:
    """Empty these sounds for good. Every instance removes its files at its next look, and another
    voice, at last the robot's, says their texts.
    """
    here = sounds.c.sha256.in_(wanted) & (sounds.c.withdrawn == 0)
    connection.execute(update(sounds).where(here).values(master=b"", withdrawn=at))


def withdraw_voice(connection: Connection, voice: str, at: int, language: str = "") -> int:
    """Withdraw every sound that a person has spoken; how many there were. voice: their initials.
    language: only in this one.
    """
    here = (sounds.c.engine == HUMAN) & (sounds.c.voice == voice) & (sounds.c.withdrawn == 0)
    if language:
        here &= sounds.c.language == language
    found = connection.execute(select(sounds.c.sha256).where(here)).scalars().all()
    withdraw(connection, found, at)
    return len(found)


def withdrawn(connection: Connection) -> frozenset[str]:
    """The checksums of the sounds that were withdrawn."""
    query = select(sounds.c.sha256).where(sounds.c.withdrawn != 0)
    return frozenset(connection.execute(query).scalars())


def in_force(changes: Collection[Change]) -> dict[Sound, dict[str, Any]]:
    """The sounds that callers hear with these changes."""
    found: dict[Sound, dict[str, Any]] = {}
    for change in sorted(changes, key=lambda one: one.id):
        if isinstance(entity := entity_of(change.entity), Sound):
            found.pop(entity, None)
            if change.after:
                found[entity] = change.after
    return found
