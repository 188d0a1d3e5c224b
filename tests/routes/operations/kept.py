"""A carrier that keeps clips as a shared cache may (RFC 9111), and counts what comes over the
wire.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from flask import Flask
from werkzeug import Response
from werkzeug.http import http_date, parse_date

from routes.simulator.handset import Handset
from routes.simulator.simulated_carrier import AppCarrier, HttpAnswer


@dataclass
class Kept:
    """An answer in a cache. until: when the cache must ask again."""

    answer: HttpAnswer
    etag: str
    modified: datetime | None
    until: float


@dataclass
class Cache:
    """now: seconds since 1970. sent, bytes, unchanged: requests, bytes of bodies, and answers 304
    so far.
    """

    now: float = field(default_factory=lambda: datetime.now(UTC).timestamp())
    sent: int = 0
    bytes: int = 0
    unchanged: int = 0
    validates_by: tuple[str, ...] = ("ETag", "Last-Modified")
    _kept: dict[str, Kept] = field(default_factory=dict)

    def get(self, app: Flask, url: str) -> HttpAnswer:
        kept = self._kept.get(url)
        if kept and kept.until > self.now:
            return kept.answer
        with app.test_client().get(url, headers=self._conditions(kept)) as response:
            self.sent = self.sent + 1
            self.bytes = self.bytes + len(response.data)
            if kept and response.status_code == 304:
                self.unchanged = self.unchanged + 1
                kept.until = self._until(response)
                return kept.answer
            return self._keep(url, response)

    def _conditions(self, kept: Kept | None) -> dict[str, str]:
        conditions = {}
        if kept and kept.etag and "ETag" in self.validates_by:
            conditions["If-None-Match"] = kept.etag
        if kept and kept.modified and "Last-Modified" in self.validates_by:
            conditions["If-Modified-Since"] = http_date(kept.modified)
        return conditions

    def _keep(self, url: str, response: Response) -> HttpAnswer:
        answer = HttpAnswer(response.status_code, response.mimetype or "", response.data)
        told = response.cache_control
        if (
            response.status_code == 200
            and not (told.no_store or told.private)
            and "Vary" not in response.headers
        ):
            modified = parse_date(response.headers.get("Last-Modified"))
            self._kept[url] = Kept(
                answer, response.headers.get("ETag", ""), modified, self._until(response)
            )
        return answer

    def _until(self, response: Response) -> float:
        told = response.cache_control
        return self.now + (0 if told.no_cache else told.max_age or 0)


class KeepingCarrier(AppCarrier):
    """A carrier that fetches its clips through a cache, which outlives the call."""

    def __init__(self, app: Flask, cache: Cache) -> None:
        super().__init__(app)
        self._app = app
        self._cache = cache

    def get(self, url: str) -> HttpAnswer:
        return self._cache.get(self._app, url)


def rings(app: Flask, cache: Cache, keys: str) -> tuple[Handset, set[str]]:
    """Call with these keys (a dash is silence) until the whisper is heard. Returns the clips that
    were played too.
    """
    handset = Handset(KeepingCarrier(app, cache))
    handset.call()
    played = _hear(handset)
    for key in keys:
        if key == "-":
            handset.wait()
        else:
            handset.press(key)
        played |= _hear(handset)
    handset.picks_up()
    return handset, played | _hear(handset)


def calls(app: Flask, cache: Cache, keys: str) -> set[str]:
    """The same, then a conversation, and what is said after it."""
    handset, played = rings(app, cache, keys)
    handset.whisper_press("1")
    handset.conversation_ends(after=60)
    return played | _hear(handset)


def _hear(handset: Handset) -> set[str]:
    """Fetch all clips of a document, before any of them plays, as a carrier does."""
    sounds = [sound for sound in (*handset.sounds, *handset.whispered) if sound.clip]
    for sound in sounds:
        handset.carrier.fetch(sound.clip)
    return {sound.file for sound in sounds}
