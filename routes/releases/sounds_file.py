"""The masters in the files. After an export, sounds of the desk are among them."""

import json
from collections.abc import Mapping

from routes.releases.change import Content, Value
from routes.releases.entities import Sound


class SoundsFiles:
    """What the files know of masters, each language read when it is first asked for."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._known: dict[str, frozenset[tuple[str, str]]] = {}

    def have(self, sound: Sound, value: Value) -> bool:
        """Whether the files have this sound for a text already, or the change only takes a sound
        back.
        """
        if sound.language not in self._known:
            content = self._content.get(f"masters/{sound.language}/provenance.json", b"{}")
            self._known[sound.language] = frozenset(_read(content))
        return value is None or (sound.text, value["sha256"]) in self._known[sound.language]


def _read(content: bytes) -> set[tuple[str, str]]:
    """Text and checksum of every master; none where the file is broken, which the start tells."""
    try:
        masters = json.loads(content)
    except ValueError:
        return set()
    if not isinstance(masters, Mapping):
        return set()
    entries = (one for one in masters.values() if isinstance(one, Mapping))
    return {(str(one.get("text")), str(one.get("sha256"))) for one in entries}
