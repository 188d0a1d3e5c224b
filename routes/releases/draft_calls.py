"""What the desk's telephone calls beside the hotline: drafts that callers do not hear yet, and the
hotline as on another day. Nothing of such a call is counted.
"""

from collections import OrderedDict
from collections.abc import Collection
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from flask import Flask

from routes.call.hotline import Hotline
from routes.extension import Extension
from routes.releases import rows
from routes.releases.opening import build
from routes.releases.publishing import Publishing
from routes.releases.rehearsal import application_beside
from routes.releases.sound_files import SoundFiles, one_at_a_time

_KEPT = 2
"""Applications that are kept for the next act of a call."""


class CallsBeside:
    """Applications beside the hotline's own, each opened when it is first called."""

    def __init__(self) -> None:
        self._opened: OrderedDict[tuple[int, ...], tuple[Hotline, Flask]] = OrderedDict()
        self._opening = Lock()

    def live(self, hotline: Hotline) -> Flask:
        """An application of the hotline that callers hear."""
        with self._opening:
            known = self._opened.get(())
            if known is None or known[0] is not hotline:
                self._keep((), hotline, application_beside(hotline))
            return self._opened[()][1]

    def drafts(self, publishing: Publishing, hotline: Hotline, drafts: Collection[int]) -> Flask:
        """An application of what callers hear with these drafts laid over it. hotline: what callers
        hear. Raises CannotTake, CannotFetch, OSError and DeskDown.
        """
        _, live = publishing.store.do(rows.live_changes)
        ids = tuple(sorted({one.id for one in live} | {*drafts}))
        with self._opening:
            if ids not in self._opened:
                changes = publishing.store.do(lambda connection: rows.changes_of(connection, ids))
                with (
                    TemporaryDirectory(prefix="wayout-draft-") as folder,
                    one_at_a_time(publishing.work),
                ):
                    sounds = SoundFiles.beside(publishing.work)
                    sounds.fetch(publishing.store, changes)
                    built = build(
                        hotline.release, changes, publishing.base, hotline, Path(folder), sounds
                    )
                self._keep(ids, built.hotline, application_beside(built.hotline))
            self._opened.move_to_end(ids)
            return self._opened[ids][1]

    def _keep(self, name: tuple[int, ...], hotline: Hotline, app: Flask) -> None:
        self._opened[name] = hotline, app
        if len(self._opened) > _KEPT:
            self._opened.popitem(last=False)


CALLS_BESIDE: Extension[CallsBeside] = Extension("calls beside", CallsBeside)
